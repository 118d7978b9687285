"""A list as it stands on a screen, as a workbook: a heading, a row for each line, and a total if the list has one."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple, TypeVar

from server.exports.notation import Notation
from server.exports.sheet_writer import CellValue
from server.exports.workbook_writer import WorkbookWriter
from server.platform.clock import now
from server.platform.texts import phrase

MOST_LINES = 2_000  # of a list that is made into a file while one waits
T = TypeVar("T")


class Column(NamedTuple):
    """A column of a list: its heading in each language, its width in characters, and the style of its cells."""

    heading: dict[str, str]
    width: float
    style: str = "text"


class Table(NamedTuple):
    """A list: the key of its ``title`` in the phrases, the lines ``about`` it, ``rows`` of values in the order of the
    columns. ``more``: it goes on beyond them; ``total``: a last row, if there is one; ``signed``: it ends with the
    block for signatures."""

    title: str
    about: list[str]
    columns: Sequence[Column]
    rows: Sequence[Sequence[CellValue]]
    more: bool = False
    total: Sequence[CellValue] | None = None
    signed: bool = False


def column(key: str, width: float, style: str = "text") -> Column:
    """A column whose heading is the phrase ``key``."""
    return Column({language: phrase(key, language) for language in ("vi", "en")}, width, style)


def read_lines(read: Callable[[str | None], tuple[list[T], str | None]]) -> tuple[list[T], bool]:
    """The first ``MOST_LINES`` lines of a list that is read by pages, and whether it goes on. ``read``: the lines of a
    page and the next one's cursor, from a cursor, None for the first page and after the last."""
    found: list[T] = []
    cursor: str | None = None
    while True:
        lines, cursor = read(cursor)
        found += lines
        if cursor is None or len(found) > MOST_LINES:
            return found[:MOST_LINES], cursor is not None or len(found) > MOST_LINES


def write_table(path: Path, table: Table, notation: Notation, language: str) -> None:
    """Write a list to ``path`` as a workbook."""
    widths = [one.width for one in table.columns]
    writer = WorkbookWriter(path, notation)
    sheet = writer.sheet(phrase(table.title, language).capitalize(), widths)
    about = [*table.about, f"{phrase('as_of', language)} {notation.moment(now(), language)}"]
    if table.more:
        about.append(phrase("first_of_list", language, n=len(table.rows)))
    sheet.heading(language, phrase(table.title, language), [line for line in about if line], len(widths) - 1)
    sheet.write_row([one.heading[language] for one in table.columns], "head")
    sheet.worksheet.freeze_panes(sheet.row, 0)
    sheet.worksheet.repeat_rows(sheet.row - 1)
    styles = [one.style for one in table.columns]
    for values in table.rows:
        sheet.write_row(values, styles)
    if table.total is not None:
        sheet.write_row(table.total, ["total_part" if one.style == "part" else "total_text" for one in table.columns])
    if table.signed:
        sheet.signatures(language, len(widths) - 1)
    writer.close()
