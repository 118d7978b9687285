"""The variables of an appendix of the report: a register's figures by unit, and who has not reported."""

from collections.abc import Sequence
from typing import TypedDict

from server.exports.notation import Notation
from server.exports.word.section import FEW
from server.figures.figure import Figure
from server.figures.snapshot_register import SnapshotMeasure, SnapshotRegister, row_label
from server.platform.texts import PHRASES
from sync.registers.measure_consistency import COMMON_DIMENSIONS
from sync.vietnamese import sort_key

MANY = 60  # most names that an appendix lists; if there are more, it gives their number in each place
WIDEST = 8  # columns: more do not fit the page


class RowVariables(TypedDict):
    """A unit's row in the table of an appendix: its number and name, and a text for each measure in ``cells``."""

    number: int
    label: str
    cells: list[str]


class AppendixVariables(TypedDict):
    """The variables of an appendix, as a template's loop over ``appendices`` gets them.

    ``of``: what stands in its rows, a unit or, in a school's own report, such as a kind of model. ``head``: the
    measures' labels; ``total``: their totals; ``missing``: which units have not reported, as text, ``""``
    where they are so few that the section names them.
    """

    number: int
    title: str
    of: str
    head: list[str]
    rows: list[RowVariables]
    total: list[str]
    missing: str


def dimension_of(register: SnapshotRegister, kind: str) -> str | None:
    """By what a register's appendix is divided in the report of a unit of this kind: by unit or, for a school alone, by
    the first answer that divides its measures; None if none does, and it has no appendix."""
    if kind != "school":
        return "unit"
    return next((by for by in register["by"] if by not in COMMON_DIMENSIONS), None)


def appendix(notation: Notation, place: int, register: SnapshotRegister, by: str = "unit") -> list[AppendixVariables]:
    """The variables of a register's appendix: of each table of it, as a page takes no more than 8 measures.

    ``place``: its number, from 1, the same for all its tables. ``by``: the dimension of its rows; measures that are not
    divided by it are left out.
    """
    measures = [measure for measure in register["measures"] if by in measure["rows"]]
    starts = range(0, max(len(measures), 1), WIDEST)
    tables = [_table(notation, place, register, by, measures[start : start + WIDEST], start > 0) for start in starts]
    tables[-1]["missing"] = _missing(notation, register)
    return tables


def _table(
    notation: Notation,
    place: int,
    register: SnapshotRegister,
    by: str,
    measures: Sequence[SnapshotMeasure],
    goes_on: bool,
) -> AppendixVariables:
    """The variables of one table. ``goes_on``: whether another table of the same appendix stands before it."""
    rows: dict[str, str] = {}
    for measure in measures:
        rows |= {row["key"]: row_label(row, "vi") for row in measure["rows"][by]}
    figures = [{row["key"]: row for row in measure["rows"][by]} for measure in measures]
    return {
        "number": place,
        "title": register["title"]["vi"] + (" (tiếp theo)" if goes_on else ""),
        "of": PHRASES["unit"]["vi"] if by == "unit" else register["by"][by]["vi"],
        "head": [measure["label"]["vi"] for measure in measures],
        "rows": [
            {
                "number": one,
                "label": label,
                "cells": [_cell(notation, m, f.get(key)) for m, f in zip(measures, figures, strict=True)],
            }
            for one, (key, label) in enumerate(sorted(rows.items(), key=lambda item: sort_key(item[1])), 1)
        ],
        "total": [_cell(notation, measure, measure["total"]) for measure in measures],
        "missing": "",
    }


def _cell(notation: Notation, measure: SnapshotMeasure, figure: Figure | None) -> str:
    """The text of a figure in a cell; for a ratio such as "3/4 (75,00 %)", never broken at "%"."""
    if figure is None:
        return notation.no_figure
    if measure["kind"] != "ratio":
        return notation.cell(figure["value"])
    if not figure.get("d"):
        return notation.no_figure
    of = f"{notation.number(figure['n'])}/{notation.number(figure['d'])}"
    return f"{of} ({notation.share(figure)})".replace(" %", "\N{NO-BREAK SPACE}%")


def _missing(notation: Notation, register: SnapshotRegister) -> str:
    """The units that have not reported: their names or, for more than 60, how many in each place.

    ``""`` for 12 or fewer, which the register's section names already.
    """
    names, places = register["missing"], register.get("places", ())
    if len(names) <= FEW:
        return ""
    if len(names) <= MANY or not places:
        return "; ".join(names)
    counts = "; ".join(f"{place} {notation.number(int(count))}" for place, count in places)
    return f"{notation.number(len(names))} đơn vị, gồm: {counts}. Tên từng đơn vị có trong tệp Excel của báo cáo này"
