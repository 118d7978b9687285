"""Writes one sheet of an Excel workbook: cells of any type, the heading, and the block for signatures."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from textwrap import wrap
from typing import TYPE_CHECKING

from server.exports.cell_styles import FIGURES, WHOLE
from server.exports.line_breaks import lines_of
from server.exports.notation import Notation
from server.platform.clock import HERE, day_of, today
from server.platform.texts import phrase

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

CellValue = str | bool | int | float | date | datetime | time | None

LONGEST = 32_767  # characters that a cell holds
MOST_ROWS = 1_000_000  # that are written to a sheet; Excel itself takes 1,048,576
ROW_HEIGHT, HIGHEST = 16, 400  # points, of a line of text and of a row
DATED = 38  # width in characters that place and date over a signature need
MOST_LINES = 20  # of a text in one row
FIRST_DAY = date(1900, 3, 1)  # before it Excel's days are wrong or none
EXACT = 10**15  # Excel keeps fifteen digits of a number


class SheetWriter:
    """Writes a sheet row by row. ``row`` is the number, from 0, of the row that is written next.

    ``styles``: name of a style in ``cell_styles`` → xlsxwriter's format; ``streams``: rows go to disk as they come;
    ``widths``: of the columns, in characters.
    """

    def __init__(
        self,
        styles: Mapping[str, "Format"],
        notation: Notation,
        streams: bool,
        worksheet: "Worksheet",
        widths: Sequence[float],
    ):
        self.styles, self.notation, self.worksheet, self.widths, self.row = styles, notation, worksheet, widths, 0
        self._streams = streams

    def write_cell(self, column: int, value: CellValue, style: str = "text") -> None:
        """Write a value into a column of the present row. A text never becomes a formula, a link or a number.

        What Excel cannot hold is written as text: numbers beyond 15 digits, dates before March 1900. A text that is
        too long is cut off. Where a figure would stand, None is shown as the notation wants it.
        """
        if value is None and style in FIGURES:
            value = self.notation.no_figure
        if isinstance(value, float) and value.is_integer():
            style = WHOLE.get(style, style)
        worksheet, row, look = self.worksheet, self.row, self.styles[style]
        if value is None or value == "":
            worksheet.write_blank(row, column, None, look)
        elif isinstance(value, bool | str):
            text = str(value)
            worksheet.write_string(row, column, text if len(text) <= LONGEST else text[: LONGEST - 1] + "…", look)
        elif isinstance(value, int | float):
            if abs(value) < EXACT:
                worksheet.write_number(row, column, value, look)
            else:
                worksheet.write_string(row, column, str(value), self.styles["text"])
        elif isinstance(value, time):
            worksheet.write_datetime(row, column, value, look)
        elif (day_of(value) if isinstance(value, datetime) else value) < FIRST_DAY:
            shown = value.astimezone(HERE) if isinstance(value, datetime) else value
            clock = f" {shown:%H:%M}" if isinstance(shown, datetime) else ""
            worksheet.write_string(row, column, f"{shown:%d/%m}/{shown.year:04}{clock}", self.styles["text"])
        elif isinstance(value, datetime):
            worksheet.write_datetime(row, column, value.astimezone(HERE).replace(tzinfo=None), look)
        else:
            worksheet.write_datetime(row, column, value, look)

    def write_sum(self, column: int, first: int, value: int | float, style: str) -> None:
        """Write the sum of the rows above, from the row ``first``, as a formula; ``value``: what it comes to."""
        from xlsxwriter.utility import xl_range

        formula = f"=SUM({xl_range(first, column, self.row - 1, column)})"
        self.worksheet.write_formula(self.row, column, formula, self.styles[style], value)

    def write_row(self, values: Sequence[CellValue], styles: Sequence[str] | str = "text") -> None:
        """Write the present row, as high as its longest text needs, and go on to the next.

        ``styles``: one name for all cells, or one for each.
        """
        texts = ((value, width) for value, width in zip(values, self.widths, strict=False) if isinstance(value, str))
        lines = max((lines_of(text, width, bold=styles == "head") for text, width in texts), default=1)
        if lines > 1:
            self.worksheet.set_row(self.row, min(lines * ROW_HEIGHT, HIGHEST))
        if self._streams:
            # The writer keeps every row's height for good; of a row that is on disk it is of no more use.
            for heights in (self.worksheet.row_info, self.worksheet.row_sizes):
                heights.pop(self.row - 2, None)
        for column, value in enumerate(values):
            self.write_cell(column, value, styles if isinstance(styles, str) else styles[column])
        self.row += 1

    def write_across(self, text: str, last: int, style: str = "plain", first: int = 0) -> None:
        """Write a text into one cell merged from the columns ``first`` to ``last``, and go on to the next row."""
        self.merge(text, first, last, style)
        self.row += 1

    def write_note(self, text: str, last: int) -> None:
        """Write a text across the columns up to ``last``, over as many lines and rows as it needs."""
        wide = sum(self.widths[: last + 1])
        # A row is 400 points high at most: the text goes on in the next.
        for part in wrap(text, int(MOST_LINES * wide)):
            self.worksheet.set_row(self.row, ROW_HEIGHT * lines_of(part, wide))
            self.write_across(part, last, "note")

    def merge(self, text: str, first: int, last: int, style: str) -> None:
        """Write a text into one cell of the present row, merged from the columns ``first`` to ``last``."""
        if last > first:
            self.worksheet.merge_range(self.row, first, self.row, last, "", self.styles[style])
        self.write_cell(first, text, style)

    def heading(self, language: str, title: str, lines: Sequence[str], last: int) -> None:
        """Write the sheet's heading across the columns up to ``last``: the education sector, the title, ``lines``."""
        self.write_across(phrase("sector", language), last, "plain")
        self.row += 1
        self.write_across(title, last, "title")
        for text in lines:
            self.write_across(text, last, "slanted")
        self.row += 1

    def signatures(self, language: str, last: int) -> None:
        """Write the block for signatures across the columns up to ``last``, with today's date.

        NGƯỜI LẬP BIỂU (who prepared it) is on the left, THỦ TRƯỞNG ĐƠN VỊ (the head of the unit) on the right.
        """
        day = today()
        half = max(last // 2, 1)
        while half > 1 and sum(self.widths[half + 1 : last + 1]) < DATED:
            half -= 1
        right = (min(half + 1, last), last) if last > 1 else (1, 1)
        parts = {"place": phrase("place", language), "d": f"{day.day:02}", "m": f"{day.month:02}", "y": day.year}
        self.row += 1
        dated = right[0]
        while dated > 0 and sum(self.widths[dated : last + 1]) < DATED:
            dated -= 1
        self.merge(phrase("today", language, **parts), dated, right[1], "slanted")
        self.row += 1
        for left_key, right_key, style in (("prepared", "head", "strong"), ("signs", "stamps", "slanted")):
            self.merge(phrase(left_key, language), 0, half if last > 1 else 0, style)
            self.merge(phrase(right_key, language), *right, style)
            self.row += 1
        self.row += 4


def parse_day(text: str | None) -> CellValue:
    """The date or moment that an ISO 8601 text means; any other text is returned as it is, None as None."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text) if len(text) == 10 else datetime.fromisoformat(text)
    except ValueError:
        return text
