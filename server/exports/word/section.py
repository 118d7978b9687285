"""The variables of a section of the report: who has reported, and a register's figures."""

from collections.abc import Iterable
from typing import TypedDict

from server.exports.notation import Notation
from server.figures.snapshot_register import SnapshotMeasure, SnapshotRegister, has_figures, is_silent

FEW = 12  # most names of units that a section lists; if there are more, it refers to the appendix


class MeasureVariables(TypedDict):
    """A measure's row in the table of a section, as text.

    ``value``: with its unit, for a ratio "n/d"; ``share``: a ratio in per cent, else ``""``; ``target``: ``""`` if it
    has none.
    """

    number: int
    label: str
    value: str
    share: str
    target: str


class SectionVariables(TypedDict):
    """The variables of a section, as a template's loop over ``sections`` gets them.

    ``said``: a sentence on how many units have reported; ``reported`` and ``units``: the numbers in it. ``missing``:
    the units that have not, by name, or their number and the appendix that names them; ``""`` if none.
    """

    number: int
    title: str
    said: str
    reported: str
    units: str
    missing: str
    measures: list[MeasureVariables]


def section(notation: Notation, place: int, register: SnapshotRegister, appendix: int | None) -> SectionVariables:
    """The variables of a register's section. ``place``: its number, from 1.

    ``appendix``: the number of the register's appendix; None if it has none. Measures are shown if it has figures.
    """
    shown, complete = has_figures(register), register["complete"]
    return {
        "number": place,
        "title": register["title"]["vi"],
        "said": _reported(notation, register),
        "reported": notation.number(complete["reported"]),
        "units": notation.number(complete["units"]),
        "missing": _missing(notation, appendix, register["missing"]) if shown else "",
        "measures": [_measure(notation, *one) for one in enumerate(register["measures"], 1)] if shown else [],
    }


def unreported(notation: Notation, registers: Iterable[SnapshotRegister]) -> str:
    """The registers that no unit has reported, each with its deadline, to be read in one sentence; ``""`` if none."""
    return "; ".join(
        register["title"]["vi"] + (f" (hạn {notation.day(due)})" if (due := register.get("due")) else "")
        for register in registers
        if is_silent(register)
    )


def _reported(notation: Notation, register: SnapshotRegister) -> str:
    """A sentence in Vietnamese on how many units have reported, and how many of them had nothing to report.

    Until all have reported, the deadline follows.
    """
    reported, units = register["complete"]["reported"], notation.number(register["complete"]["units"])
    idle, due = register.get("nothing", 0), register.get("due")
    by = f" Hạn nộp: {notation.day(due)}." if due and reported < register["complete"]["units"] else ""
    if not reported:
        return f"Chưa có đơn vị nào báo cáo (0/{units}).{by}"
    if idle == reported:
        return f"Đã báo cáo {notation.number(reported)}/{units} đơn vị, đều không phát sinh.{by}"
    apart = f", trong đó {notation.number(idle)} đơn vị không phát sinh" if idle else ""
    return f"Đã báo cáo {notation.number(reported)}/{units} đơn vị{apart}.{by}"


def _missing(notation: Notation, appendix: int | None, names: list[str]) -> str:
    """The names of the units that have not reported or, for more than 12, their number and the appendix with them."""
    if len(names) <= FEW or appendix is None:
        return "; ".join(names)
    return f"{notation.number(len(names))} đơn vị (xem Phụ lục {appendix})"


def _measure(notation: Notation, place: int, measure: SnapshotMeasure) -> MeasureVariables:
    """The table's row for a measure, ``place`` being its number; a ratio's share and target are in per cent."""
    total, unit = measure["total"], (measure.get("unit") or {}).get("vi", "")
    ratio = measure["kind"] == "ratio"
    if ratio:
        value = f"{notation.number(total['n'])}/{notation.number(total['d'])} {unit}".strip()
    else:
        value = notation.cell(total["value"], unit)
    target = measure["target"]["value"] if "target" in measure else None
    aim = "" if target is None else f"{notation.number(target * 100)} %" if ratio else notation.number(target)
    return {
        "number": place,
        "label": measure["label"]["vi"],
        "value": value,
        "share": notation.share(total) if ratio else "",
        "target": aim,
    }
