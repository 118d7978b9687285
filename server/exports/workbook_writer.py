"""Writes an Excel workbook, sheet by sheet."""

from collections.abc import Sequence
from pathlib import Path
from textwrap import shorten
from typing import TYPE_CHECKING

from server.exports.cell_styles import BASE, styles
from server.exports.notation import Notation
from server.exports.sheet_writer import SheetWriter

if TYPE_CHECKING:
    from xlsxwriter.format import Format

LONGEST_NAME = 31  # characters of a sheet's name
FORBIDDEN = "[]:*?/\\'"  # in a sheet's name
WIDEST = 16  # most columns of a sheet that is printed on A4, one page wide; wider ones are printed on A3


class WorkbookWriter:
    """Writes an Excel workbook to ``path`` in a notation; ``close`` finishes it.

    ``streams``: rows go to disk as they come, so that memory stays constant; a row that is written cannot be changed.
    """

    def __init__(self, path: Path, notation: Notation, streams: bool = False):
        self.streams, self.notation = streams, notation
        # Half a second to load, and only here needed.
        from xlsxwriter import Workbook

        options = {"constant_memory": streams, "tmpdir": str(path.parent), "in_memory": False}
        options |= dict.fromkeys(("strings_to_formulas", "strings_to_urls", "strings_to_numbers"), False)
        # Widths of columns are in digits of the default font: in one that is missing they would be others elsewhere.
        options["default_format_properties"] = {"font_name": BASE["font_name"], "font_size": BASE["font_size"]}
        self.workbook: Workbook = Workbook(str(path), options)
        self.styles: dict[str, Format] = {
            name: self.workbook.add_format(look) for name, look in styles(notation).items()
        }
        self._named: set[str] = set()
        self._printed: list[tuple[SheetWriter, int]] = []

    def sheet(
        self, title: str, widths: Sequence[float], across: bool = True, printed: int | None = None
    ) -> SheetWriter:
        """Add a sheet, and return its writer. ``widths``: of its columns, in characters; ``across``: print landscape.

        With ``printed`` so many columns are printed, on A4 and one page wide; the others are read on a screen. Without
        it all are: up to 16 on A4, one page wide; more on A3, over several pages.
        """
        worksheet = self.workbook.add_worksheet(self._name(title))
        worksheet.set_paper(9)
        if across:
            worksheet.set_landscape()
        if printed or len(widths) <= WIDEST:
            worksheet.fit_to_pages(1, 0)
        else:
            worksheet.set_paper(8)  # A3, several pages wide, each with the first columns: smaller could not be read
            worksheet.repeat_columns(0, 1)
        worksheet.set_margins(left=0.8, right=0.6, top=0.8, bottom=0.8)
        for column, width in enumerate(widths):
            worksheet.set_column(column, column, width)
        sheet = SheetWriter(self.styles, self.notation, self.streams, worksheet, widths)
        if printed and printed < len(widths):
            self._printed.append((sheet, printed))
        return sheet

    def close(self) -> None:
        """Write the rest of the workbook to its file; nothing can be added to it after that."""
        for sheet, columns in self._printed:
            sheet.worksheet.print_area(0, 0, sheet.row, columns - 1)
        self.workbook.close()

    def _name(self, title: str) -> str:
        """A name for a sheet that Excel takes: its title without letters that Excel forbids, whole where it fits.

        A longer one, or one that another sheet of the workbook has, is numbered, and ends after a whole word.
        """
        plain = " ".join("".join(" " if letter in FORBIDDEN else letter for letter in title).split()) or "-"
        name, number = plain, len(self._named) + 1
        if len(plain) > LONGEST_NAME or plain.casefold() in self._named:
            name = f"{number}. {shorten(plain, LONGEST_NAME - len(f'{number}. '), placeholder='…')}"
        self._named.add(name.casefold())
        return name[:LONGEST_NAME]
