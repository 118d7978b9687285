"""Compares a signed report with the present figures, and lists those that have changed since."""

from collections.abc import Mapping
from fractions import Fraction
from typing import NotRequired, TypedDict

from server.figures.figure import Figure
from server.figures.snapshot_content import SnapshotContent
from sync.protocol.register_entry import Bilingual


class Difference(TypedDict):
    """A figure that has changed since a report was signed: ``frozen`` as it was signed, ``live`` as it is now.

    Either is None if that report has no such row. ``by`` and ``key`` are the dimension and the key of the row; both
    are ``""`` for a total, which has no ``by_label``. ``label``: the row's. ``change``: how much more it is now, of a
    rate (``in_points``) in percentage points; None if a side has no value. A number that is absent counts as 0, a rate
    that is absent as none. ``behind``: the parameters of
    ``/api/records`` that list the records behind the measure; added by the API.
    """

    register: str
    measure: str
    by: str
    key: str
    label: Bilingual | str
    frozen: Figure | None
    live: Figure | None
    change: float | None
    in_points: bool
    measure_label: Bilingual
    by_label: NotRequired[Bilingual]
    behind: NotRequired[Mapping[str, str] | None]


Place = tuple[str, str, str, str]
"""Identifies a figure in a report: (register, measure, dimension, key of the row); the last two ``""`` for a total."""


def differences(frozen: SnapshotContent, live: SnapshotContent) -> list[Difference]:
    """The figures that differ between two reports on the same unit and period: ``frozen``, signed, and ``live``, now.

    In the order of ``frozen``; figures that only ``live`` has come last.
    """
    before, after = _figures(frozen), _figures(live)
    places = [*before, *(place for place in after if place not in before)]
    changed = [place for place in places if _numbers(before.get(place)) != _numbers(after.get(place))]
    registers = [register for report in (live, frozen) for register in report["registers"]]
    measures = {(register["key"], one["key"]): one["label"] for register in registers for one in register["measures"]}
    dimensions = {(register["key"], by): label for register in registers for by, label in register["by"].items()}
    labels = _row_labels(live) | _row_labels(frozen)
    out = []
    for place in changed:
        register, measure, by, key = place
        now, then = after.get(place), before.get(place)
        in_points = any(figure is not None and "d" in figure for figure in (now, then))
        one: Difference = {
            "register": register,
            "measure": measure,
            "by": by,
            "key": key,
            "label": labels.get(place, ""),
            "frozen": _bare(then),
            "live": _bare(now),
            "change": _points(then, now) if in_points else _more(then, now),
            "in_points": in_points,
            "measure_label": measures[register, measure],
        }
        if by:
            one["by_label"] = dimensions[register, by]
        out.append(one)
    return out


def _row_labels(report: SnapshotContent) -> dict[Place, Bilingual | str]:
    """The label of each row of a report, by where its figure stands in the report; totals are left out."""
    return {
        (register["key"], measure["key"], by, row["key"]): row["label"]
        for register in report["registers"]
        for measure in register["measures"]
        for by, rows in measure["rows"].items()
        for row in rows
    }


def _figures(report: SnapshotContent) -> dict[Place, Figure]:
    """All figures of a report in its order: for each measure the total, then its rows."""
    found: dict[Place, Figure] = {}
    for register in report["registers"]:
        for measure in register["measures"]:
            found[register["key"], measure["key"], "", ""] = measure["total"]
            for by, rows in measure["rows"].items():
                found |= {(register["key"], measure["key"], by, row["key"]): row for row in rows}
    return found


def _numbers(figure: Figure | None) -> tuple[object, ...] | None:
    """The numbers of a figure, to compare it with another: (value, n, d); None without a figure."""
    return None if figure is None else (figure["value"], figure.get("n"), figure.get("d"))


def _more(then: Figure | None, now: Figure | None) -> float | None:
    """By how much a number is larger now; one that is absent counts as 0. None if a side has no value."""
    before, after = (figure["value"] if figure else 0 for figure in (then, now))
    return None if before is None or after is None else round(after - before, 3)


def _points(then: Figure | None, now: Figure | None) -> float | None:
    """By how many percentage points a rate is higher now; None if a side is absent or is of none."""
    if then is None or now is None or not then.get("d") or not now.get("d"):
        return None
    before, after = (Fraction(figure["n"]) / Fraction(figure["d"]) for figure in (then, now))
    return round(float(100 * (after - before)), 6)


def _bare(figure: Figure | None) -> Figure | None:
    """The numbers of a figure or row alone, without key and label."""
    if figure is None:
        return None
    out: Figure = {"value": figure["value"]}
    if "n" in figure:
        out["n"] = figure["n"]
    if "d" in figure:
        out["d"] = figure["d"]
    return out
