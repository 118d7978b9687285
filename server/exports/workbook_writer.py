"""Writes an Excel workbook, sheet by sheet."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from server.exports.cell_styles import BASE, STYLES
from server.exports.sheet_writer import SheetWriter

if TYPE_CHECKING:
    from xlsxwriter.format import Format

WIDEST = 16  # most columns of a sheet that is printed on A4, one page wide; wider ones are printed on A3


class WorkbookWriter:
    """Writes an Excel workbook to ``path``; ``close`` finishes it.

    ``streams``: rows go to disk as they come, so that memory stays constant; a row that is written cannot be changed.
    """

    def __init__(self, path: Path, streams: bool = False):
        self.streams = streams
        # Half a second to load, and only here needed.
        from xlsxwriter import Workbook

        options = {"constant_memory": streams, "tmpdir": str(path.parent), "in_memory": False}
        options |= dict.fromkeys(("strings_to_formulas", "strings_to_urls", "strings_to_numbers"), False)
        self.workbook: Workbook = Workbook(str(path), options)
        self.styles: dict[str, Format] = {name: self.workbook.add_format(BASE | own) for name, own in STYLES.items()}
        self._named: set[str] = set()

    def sheet(self, title: str, widths: Sequence[float], across: bool = True) -> SheetWriter:
        """Add a sheet, and return its writer. ``widths``: of its columns, in characters; ``across``: print landscape.

        Up to 16 columns are printed on A4, one page wide; more on A3, over several pages.
        """
        worksheet = self.workbook.add_worksheet(self._name(title))
        worksheet.set_paper(9)
        if across:
            worksheet.set_landscape()
        if len(widths) <= WIDEST:
            worksheet.fit_to_pages(1, 0)
        else:
            worksheet.set_paper(8)  # A3, several pages wide, each with the first columns: smaller could not be read
            worksheet.repeat_columns(0, 1)
        worksheet.set_margins(left=0.8, right=0.6, top=0.8, bottom=0.8)
        for column, width in enumerate(widths):
            worksheet.set_column(column, column, width)
        return SheetWriter(self.styles, self.streams, worksheet, widths)

    def close(self) -> None:
        """Write the rest of the workbook to its file; nothing can be added to it after that."""
        self.workbook.close()

    def _name(self, title: str) -> str:
        """A name for a sheet that Excel takes, made of its title.

        It has at most 31 characters, none of which Excel forbids, and no other sheet of the workbook has it.
        """
        plain = "".join(" " if letter in "[]:*?/\\'" else letter for letter in title).strip()[:28] or "-"
        name, number = plain, 1
        while name.casefold() in self._named:
            number += 1
            name = f"{plain[:25]} ({number})"
        self._named.add(name.casefold())
        return name
