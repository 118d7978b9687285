"""What has changed in the figures since a report was signed."""

from collections.abc import Mapping
from typing import NotRequired, TypedDict

from server.figures.figure import Figure
from server.figures.snapshot_content import SnapshotContent
from sync.protocol.register_entry import Bilingual


class Difference(TypedDict):
    """A figure that is no longer as it was. ``by`` and ``key`` are a row's, ``""`` both for a total.

    ``frozen`` or ``live`` is None where there is no such row. ``behind``: the parameters of ``/api/records`` that list
    the records behind it (put in where it is sent).
    """

    register: str
    measure: str
    by: str
    key: str
    label: Bilingual | str
    frozen: Figure | None
    live: Figure | None
    measure_label: Bilingual
    by_label: NotRequired[Bilingual]
    behind: NotRequired[Mapping[str, str] | None]


Place = tuple[str, str, str, str]
"""Where a figure stands in a report: (register, measure, dimension, row); the last two are ``""`` for a total."""


def differences(frozen: SnapshotContent, live: SnapshotContent) -> list[Difference]:
    """The figures that differ between two reports of one unit and period, as ``frozen`` orders them, new ones last."""
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
        one: Difference = {
            "register": register,
            "measure": measure,
            "by": by,
            "key": key,
            "label": labels.get(place, ""),
            "frozen": _bare(before.get(place)),
            "live": _bare(after.get(place)),
            "measure_label": measures[register, measure],
        }
        if by:
            one["by_label"] = dimensions[register, by]
        out.append(one)
    return out


def _row_labels(report: SnapshotContent) -> dict[Place, Bilingual | str]:
    return {
        (register["key"], measure["key"], by, row["key"]): row["label"]
        for register in report["registers"]
        for measure in register["measures"]
        for by, rows in measure["rows"].items()
        for row in rows
    }


def _figures(report: SnapshotContent) -> dict[Place, Figure]:
    """Each measure's total, then its rows, in the order of the report."""
    found: dict[Place, Figure] = {}
    for register in report["registers"]:
        for measure in register["measures"]:
            found[register["key"], measure["key"], "", ""] = measure["total"]
            for by, rows in measure["rows"].items():
                found |= {(register["key"], measure["key"], by, row["key"]): row for row in rows}
    return found


def _numbers(figure: Figure | None) -> tuple[object, ...] | None:
    return None if figure is None else (figure["value"], figure.get("n"), figure.get("d"))


def _bare(figure: Figure | None) -> Figure | None:
    if figure is None:
        return None
    out: Figure = {"value": figure["value"]}
    if "n" in figure:
        out["n"] = figure["n"]
    if "d" in figure:
        out["d"] = figure["d"]
    return out
