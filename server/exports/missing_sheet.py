"""The sheet of a workbook of figures that names the units that have not reported, place by place."""

from collections.abc import Iterable, Iterator
from itertools import islice

from server.exports.sheet_writer import SheetWriter
from server.exports.workbook_writer import WorkbookWriter
from server.figures.snapshot_register import SnapshotRegister
from server.platform.texts import phrase

WIDTHS = (6, 26, 10, 120)
FEW = 12  # most names that the sheet of a register itself lists


def named_apart(register: SnapshotRegister) -> bool:
    """Whether a register's missing units are too many for its own sheet."""
    return len(register["missing"]) > FEW


def add(writer: WorkbookWriter, registers: Iterable[SnapshotRegister], language: str, about: list[str]) -> None:
    """Add the sheet: a table for each register, or for several that the same units have not reported."""
    titles: dict[tuple[str, ...], list[str]] = {}
    places: dict[tuple[str, ...], list[tuple[str, list[str]]]] = {}
    for register in filter(named_apart, registers):
        names = tuple(register["missing"])
        titles.setdefault(names, []).append(register["title"][language])
        places.setdefault(names, list(_by_place(register)))
    if not titles:
        return
    last = len(WIDTHS) - 1
    sheet = writer.sheet(phrase("missing", language), WIDTHS)
    sheet.heading(language, phrase("missing", language).upper(), about, last)
    for names, of in titles.items():
        _table(sheet, f"{'; '.join(of)}: {len(names)}", places[names], language)


def _by_place(register: SnapshotRegister) -> Iterator[tuple[str, list[str]]]:
    """Each place and the names of its units; they are sorted by place. Older snapshots know no places."""
    names = iter(register["missing"])
    for place, count in register.get("places", ()):
        yield str(place), list(islice(names, int(count)))
    if rest := list(names):
        yield "", rest


def _table(sheet: SheetWriter, title: str, places: list[tuple[str, list[str]]], language: str) -> None:
    sheet.write_across(title, len(WIDTHS) - 1, "total_text")
    sheet.write_row([phrase(name, language) for name in ("number", "within", "units", "names")], "head")
    for number, (place, names) in enumerate(places, 1):
        sheet.write_row([number, place, len(names), "; ".join(names)], ["whole", "text", "whole", "text"])
    sheet.row += 1
