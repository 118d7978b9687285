"""Reading an XLSForm workbook as a definition, with the place in the workbook of each part."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from server.platform.workbook import Sheet, read_sheets
from server.platform.workbook_faults import Fault
from server.registers.definition_text import Definition
from server.registers.xlsform.language import (
    CHOICES,
    COLUMNS,
    OF_CHOICE,
    OF_FIELD,
    OF_GROUP,
    OF_REGISTER,
    OPEN_SETTINGS,
    OWN,
    REFUSED_COLUMNS,
    SAYS_NOTHING,
    SETTINGS,
    SHEETS,
    SURVEY,
)
from server.registers.xlsform.lists import Lists
from server.registers.xlsform.messages import fault
from server.registers.xlsform.survey import Place, Survey
from server.registers.xlsform.table import Column, Row, Table, is_own
from sync.registers import fits
from sync.registers.tables import Member

BY, REVIEW = ["teacher", "leader"], ["leader", "department"]
COUNTED = {"key": "records", "label": {"vi": "Số bản ghi", "en": "Records"}, "kind": "count"}
TITLED = re.compile(r"\$\{\s*([a-z][a-z0-9_]*)\s*\}")


@dataclass
class ReadDefinition:
    """A definition as far as it could be read (``raw``), and what is wrong with the rest (``faults``).

    ``version`` may be missing in ``raw``: it will be the next one. ``remarks``: what was left out or filled in.
    ``places``: part of the definition, such as ``fields.students`` → its sheet and row in the workbook.
    """

    raw: Definition = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    remarks: list[Fault] = field(default_factory=list)
    places: dict[str, Place] = field(default_factory=dict)

    def at(self, where: str) -> tuple[Place | None, str]:
        """The sheet and row of the part that a fault names, such as ``fields.students.range``.

        And the rest of that name.
        """
        parts = where.split(".")
        for length in range(len(parts), 0, -1):
            if place := self.places.get(".".join(parts[:length])):
                return place, ".".join(parts[length:])
        return self.places.get(""), where


def read(data: bytes) -> ReadDefinition:
    """The definition in an XLSForm workbook; what is wrong in it is among its ``faults``.

    Raises Unreadable if the file is not an .xlsx workbook that may be opened.
    """
    workbook = {sheet.name.strip().lower(): sheet for sheet in read_sheets(data)}
    made = ReadDefinition()
    if SURVEY not in workbook:
        made.faults.append(fault("no_sheet", name=SURVEY))
        return made
    lists = Lists(_table(workbook, CHOICES, made))
    table = _table(workbook, SURVEY, made)
    for column in ("type", "name"):
        if not table.has(column):
            made.faults.append(fault("no_column", SURVEY, 1, name=column))
    survey = Survey(table, lists) if not made.faults else None
    settings = _table(workbook, SETTINGS, made)
    made.faults += settings.faults + lists.faults
    if survey:
        made.faults += survey.faults
        made.remarks += survey.remarks + lists.remarks
        made.places |= survey.places
        _assemble(made, survey, settings, workbook)
    return made


def _assemble(made: ReadDefinition, survey: Survey, settings: Table, workbook: dict[str, Sheet]) -> None:
    row = settings.rows[0] if settings.rows else Row(settings, 2, {})
    made.places[""] = (SETTINGS, row.number)
    raw = made.raw
    raw["key"] = row.get("form_id") or row.get("id_string")
    title = row.get("form_title")
    raw["title"] = {language: row.cells.get(Column(f"{OWN}title", language)) or title for language in ("vi", "en")}
    for reason, text in (("no_form_id", raw["key"]), ("no_form_title", raw["title"]["vi"])):
        if not text:
            made.faults.append(row.fault(reason))
    version = row.get("version")
    if re.fullmatch(r"[1-9][0-9]{0,5}", version):
        raw["version"] = int(version)
    raw |= row.members(OF_REGISTER, OWN)
    if survey.help:
        raw.setdefault("help", survey.help)
    if titled := TITLED.fullmatch(row.get("instance_name")):
        raw["list"] = {"title": titled[1]}
    raw["fields"] = survey.fields
    for name, shapes in SHEETS.items():
        listed = _tables(made, _table(workbook, f"{OWN}{name}", made), name, shapes)
        if listed or (name == "sections" and survey.sections):
            raw[name] = (survey.sections if name == "sections" else []) + listed
    own = any(is_own(name) for name in workbook) or any(is_own(column.name) for column in settings.columns)
    _fill_in(made, row, plain=not own)


def _fill_in(made: ReadDefinition, row: Row, plain: bool) -> None:
    """Fill in what forms made for other systems lack; each default is a remark.

    ``plain``: the workbook has none of this project's own sheets or settings; it then gets a measure, and a title for
    lists.
    """
    raw = made.raw
    days = [one for one in raw["fields"] if one["type"] == "date" and one.get("required") and "show_when" not in one]
    if "period" not in raw and days:
        _default(made, row, "period", "event")
        _default(made, row, "period_from", days[0]["name"])
    elif "period" not in raw:
        made.faults.append(row.fault("no_period"))
        raw["period"] = "event"
    for name, value in (("by", BY), ("review", REVIEW)):
        if name not in raw:
            _default(made, row, name, value)
    if plain:
        raw["measures"] = [COUNTED]
        texts = [one["name"] for one in raw["fields"] if one["type"] == "text" and fits.name(one["name"])]
        if texts and "list" not in raw:
            raw["list"] = {"title": texts[0]}


def _default(made: ReadDefinition, row: Row, name: str, value: str | list[str]) -> None:
    made.raw[name] = value
    text = value if isinstance(value, str) else " ".join(value)
    made.remarks.append(row.fault("filled_in", name=f"{OWN}{name}", value=text))


def _tables(made: ReadDefinition, table: Table, name: str, shapes: Mapping[str, Member]) -> list[Definition]:
    """The rows of one of the ``lt_`` sheets, each as a table of the definition."""
    made.faults += table.faults
    tables = []
    for row in table.rows:
        tables.append(row.members(shapes))
        place = made.places[f"{name}[{len(tables)}]"] = (table.name, row.number)
        for called in ("key", "measure", "check"):
            if called in tables[-1]:
                made.places.setdefault(f"{name}.{tables[-1][called]}", place)
    return tables


def _table(workbook: dict[str, Sheet], name: str, made: ReadDefinition) -> Table:
    """A sheet as a table; a column without a meaning is a fault if its name begins with ``lt_``, else a remark."""
    table = Table(workbook.get(name), name)
    known = _known(name)
    for column in table.columns:
        if column.name in known or (column.language == "?" and column.name in ("label", "hint")):
            continue
        if is_own(column.name) or is_own(name):
            made.faults.append(fault("unknown_own", name, 1, name=table.columns[column]))
        elif column.name not in SAYS_NOTHING and column.name not in REFUSED_COLUMNS:
            made.remarks.append(fault("ignored_column", name, name=table.columns[column]))
    if name == SURVEY:
        for other in sorted(workbook.keys() - {SURVEY, CHOICES, SETTINGS, *(f"{OWN}{one}" for one in SHEETS)}):
            if is_own(other):
                made.faults.append(fault("unknown_own", name=other))
            else:
                made.remarks.append(fault("ignored_sheet", name=other))
    return table


def _known(name: str) -> set[str]:
    if name == SURVEY:
        own = {f"{OWN}{member}" for member in (*OF_FIELD, *OF_GROUP, "type")}
        return {*COLUMNS, "disabled", *own}
    if name == CHOICES:
        return {"list_name", "name", "label", *(f"{OWN}{member}" for member in OF_CHOICE)}
    if name == SETTINGS:
        return {*OPEN_SETTINGS, "id_string", "style", *(f"{OWN}{member}" for member in ("title", *OF_REGISTER))}
    return set(SHEETS[name.removeprefix(OWN)])
