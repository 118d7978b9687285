"""Units in the columns by which they are brought in: a file that is changed and brought back changes just that."""

import csv
from collections.abc import Iterable, Mapping
from datetime import date
from io import StringIO
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.exports.notation import Notation
from server.exports.records_csv import guarded
from server.exports.workbook_writer import WorkbookWriter
from server.imports.columns import UNITS
from server.imports.rows import Row
from server.imports.unit_names import UnitNames
from server.models.org import Unit
from server.platform.clock import day_of, now

WIDTHS = {"name": 34, "aliases": 30, "commune": 26}
WIDTH = 20
UnitRow = Mapping[str, str | date]
"""A unit's columns, by their names in ``UNITS``; those that are empty are left out."""


def unit_rows(session: Session, units: Iterable[Unit]) -> list[UnitRow]:
    """Units that can be brought in: neither the department nor those that have ended."""
    wanted = [unit for unit in units if unit.parent and unit.open_at(now())]
    above = select(Unit.id, Unit.code, Unit.name).where(Unit.kind.in_(("province", "commune", "school")))
    known = {id_: (code or "", name) for id_, code, name in session.execute(above)}
    rows = {unit.id: _row(unit, known) for unit in wanted}
    for id_ in _not_found(session, [unit for unit in wanted if not unit.code], known):
        rows[id_] = {"code": id_, **rows[id_]}
    return list(rows.values())


def write_workbook(path: Path, rows: Iterable[UnitRow]) -> None:
    """Write units to ``path`` as an .xlsx workbook with one sheet; codes are text, so that their zeros stay."""
    writer = WorkbookWriter(path, Notation())
    sheet = writer.sheet(UNITS.vi, [WIDTHS.get(column.name, WIDTH) for column in UNITS.columns])
    sheet.write_row([column.head for column in UNITS.columns], "head")
    styles = ["day" if column.kind == "date" else "code" for column in UNITS.columns]
    for row in rows:
        sheet.write_row([row.get(column.name) for column in UNITS.columns], styles)
    writer.close()


def csv_text(rows: Iterable[UnitRow]) -> str:
    """Units as CSV with a byte order mark; days are ISO."""
    text = StringIO("\ufeff", newline="")
    text.seek(1)
    writer = csv.writer(text)
    writer.writerow([column.head for column in UNITS.columns])
    for row in rows:
        writer.writerow([guarded(str(row.get(column.name, ""))) for column in UNITS.columns])
    return text.getvalue()


def _not_found(session: Session, units: Iterable[Unit], known: Mapping[str, tuple[str, str]]) -> list[str]:
    """The ids of those among units without a code that their name and commune do not mean when they are brought in."""
    rows = {
        unit.id: Row(UNITS.key, "", 0, {"name": unit.name, "kind": unit.kind, "commune": known[_commune(unit)][1]})
        for unit in units
    }
    names = UnitNames(session, rows.values())
    return [id_ for id_, row in rows.items() if [one.values["code"] for one in names.identify([row])[0]] != [id_]]


def _commune(unit: Unit) -> str:
    return unit.place.split("/")[2]


def _row(unit: Unit, known: Mapping[str, tuple[str, str]]) -> UnitRow:
    """``known``: id → code and name of each unit that others lie in."""
    spellings = {name: UNITS.column(name).spellings for name in ("kind", "level")}
    top = unit.place.split("/")[1]
    values = {
        "code": unit.code,
        "name": unit.name,
        "kind": spellings["kind"][unit.kind][0],
        "level": spellings["level"][unit.level][0] if unit.level else None,
        "parent": known[unit.parent or top][0],
        "reports_to": known[unit.reports_to or top][0] if unit.reports_to != unit.parent else None,
        "aliases": "; ".join(unit.aliases),
        "begins": day_of(unit.begins) if unit.begins else None,
        "commune": known[_commune(unit)][1],
        "sector_code": unit.sector_code,
    }
    return {name: value for name, value in values.items() if value}
