"""Worksheets: texts that stay texts, numbers and days that are ones, headings, and the block for signatures."""

from collections.abc import Sequence
from datetime import date, datetime
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING, Any

from server.platform.clock import HERE
from server.platform.texts import phrase

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

FONT = "Times New Roman"
LONGEST = 32_767  # characters that a cell holds
MOST_ROWS = 1_000_000  # of a sheet; Excel's own end is at 1,048,576
WIDEST = 16  # columns that a page takes
LINE, HIGHEST = 16, 400  # points
SLACK = 1.0  # of an estimate of lines: a letter of this font is narrower than a column counts it
DATED = 36  # characters of the line over a signature
FIRST_DAY = date(1900, 3, 1)  # before it Excel's days are wrong or none
EXACT = 10**15  # Excel keeps fifteen digits of a number

STYLES: dict[str, dict[str, Any]] = {
    "plain": {},
    "text": {"border": 1, "text_wrap": True, "indent": 1},
    "inner": {"border": 1, "text_wrap": True, "indent": 3, "italic": True},
    "count": {"border": 1, "align": "right"},
    "whole": {"border": 1, "num_format": "#,##0"},
    "part": {"border": 1, "num_format": "#,##0.###"},
    "share": {"border": 1, "num_format": "0.00%"},
    "day": {"border": 1, "num_format": "dd/mm/yyyy", "align": "center"},
    "moment": {"border": 1, "num_format": "dd/mm/yyyy hh:mm", "align": "center"},
    "head": {"border": 1, "bold": True, "text_wrap": True, "align": "center", "bg_color": "#E9ECF5"},
    "title": {"bold": True, "font_size": 14, "align": "center"},
    "middle": {"align": "center"},
    "strong": {"bold": True, "align": "center"},
    "slanted": {"italic": True, "align": "center"},
    "note": {"italic": True, "text_wrap": True, "valign": "top"},
    "total_text": {"border": 1, "bold": True, "bg_color": "#F4F1E8"},
    "total_whole": {"border": 1, "bold": True, "num_format": "#,##0", "bg_color": "#F4F1E8"},
    "total_part": {"border": 1, "bold": True, "num_format": "#,##0.###", "bg_color": "#F4F1E8"},
    "total_share": {"border": 1, "bold": True, "num_format": "0.00%", "bg_color": "#F4F1E8"},
}


class Book:
    """A workbook on its way to ``path``. ``streams``: rows go to disk as they come, in constant memory."""

    def __init__(self, path: Path, streams: bool = False):
        self.streams = streams
        # Half a second to load, and only here needed.
        from xlsxwriter import Workbook

        options = {"constant_memory": streams, "tmpdir": str(path.parent), "in_memory": False}
        options |= dict.fromkeys(("strings_to_formulas", "strings_to_urls", "strings_to_numbers"), False)
        self.workbook: Workbook = Workbook(str(path), options)
        base = {"font_name": FONT, "font_size": 12, "valign": "vcenter"}
        self.styles: dict[str, Format] = {name: self.workbook.add_format(base | said) for name, said in STYLES.items()}
        self._named: set[str] = set()

    def sheet(self, title: str, widths: Sequence[float], across: bool = True) -> "Sheet":
        """A new sheet, A4, as wide as a page."""
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
        return Sheet(self, worksheet, widths)

    def close(self) -> None:
        self.workbook.close()

    def _name(self, title: str) -> str:
        """As Excel takes it: at most 31 characters, without those that mean something in a formula, each once."""
        plain = "".join(" " if letter in "[]:*?/\\'" else letter for letter in title).strip()[:28] or "-"
        name, number = plain, 1
        while name.casefold() in self._named:
            number += 1
            name = f"{plain[:25]} ({number})"
        self._named.add(name.casefold())
        return name


class Sheet:
    """Written from the top: ``row`` is the next one."""

    def __init__(self, book: Book, worksheet: "Worksheet", widths: Sequence[float]):
        self.book, self.worksheet, self.widths, self.row = book, worksheet, widths, 0

    def write(self, column: int, value: Any, style: str = "text") -> None:
        """A value as what it is. Whatever a text begins with, it is never a formula, a link or a number."""
        worksheet, row, found = self.worksheet, self.row, self.book.styles[style]
        if value is None or value == "":
            worksheet.write_blank(row, column, None, found)
        elif isinstance(value, bool | str):
            text = str(value)
            worksheet.write_string(row, column, text if len(text) <= LONGEST else text[: LONGEST - 1] + "…", found)
        elif isinstance(value, int | float):
            if abs(value) < EXACT:
                worksheet.write_number(row, column, value, found)
            else:
                worksheet.write_string(row, column, str(value), self.book.styles["text"])
        elif isinstance(value, datetime):
            worksheet.write_datetime(row, column, value.astimezone(HERE).replace(tzinfo=None), found)
        elif value < FIRST_DAY:
            worksheet.write_string(row, column, f"{value:%d/%m}/{value.year:04}", self.book.styles["text"])
        else:
            worksheet.write_datetime(row, column, value, found)

    def line(self, values: Sequence[Any], styles: Sequence[str] | str = "text") -> None:
        """A row of values, as high as its longest text, and on to the next."""
        texts = ((value, width) for value, width in zip(values, self.widths, strict=False) if isinstance(value, str))
        lines = max((ceil(SLACK * len(text) / width) for text, width in texts), default=1)
        if lines > 1:
            self.worksheet.set_row(self.row, min(lines * LINE, HIGHEST))
        if self.book.streams:
            # The writer keeps every row's height for good; of a row that is on disk it is of no more use.
            for kept in (self.worksheet.row_info, self.worksheet.row_sizes):
                kept.pop(self.row - 2, None)
        for column, value in enumerate(values):
            self.write(column, value, styles if isinstance(styles, str) else styles[column])
        self.row += 1

    def across(self, text: str, last: int, style: str = "plain", first: int = 0) -> None:
        """A text over several columns of one row, and on to the next."""
        self.over(text, first, last, style)
        self.row += 1

    def over(self, text: str, first: int, last: int, style: str) -> None:
        if last > first:
            self.worksheet.merge_range(self.row, first, self.row, last, "", self.book.styles[style])
        self.write(first, text, style)

    def heading(self, language: str, title: str, lines: Sequence[str], last: int) -> None:
        """Whose paper it is, what it is, and of what."""
        self.across(phrase("sector", language), last, "plain")
        self.row += 1
        self.across(title, last, "title")
        for text in lines:
            self.across(text, last, "slanted")
        self.row += 1

    def signatures(self, language: str, last: int) -> None:
        """NGƯỜI LẬP BIỂU on the left, THỦ TRƯỞNG ĐƠN VỊ on the right, under today's date."""
        today = datetime.now(HERE).date()
        half = max(last // 2, 1)
        while half > 1 and sum(self.widths[half + 1 : last + 1]) < DATED:
            half -= 1
        right = (min(half + 1, last), last) if last > 1 else (1, 1)
        words = {"place": phrase("place", language), "d": f"{today.day:02}", "m": f"{today.month:02}", "y": today.year}
        self.row += 1
        self.over(phrase("today", language, **words), *right, "slanted")
        self.row += 1
        for left_key, right_key, style in (("prepared", "head", "strong"), ("signs", "stamps", "slanted")):
            self.over(phrase(left_key, language), 0, half if last > 1 else 0, style)
            self.over(phrase(right_key, language), *right, style)
            self.row += 1
        self.row += 4


def day_of(text: Any) -> Any:
    """A day or a time that JSON brought, as what it is; anything else as it came."""
    if not isinstance(text, str):
        return text
    try:
        return date.fromisoformat(text) if len(text) == 10 else datetime.fromisoformat(text)
    except ValueError:
        return text
