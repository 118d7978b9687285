"""Danh mục minh chứng: every record as a line of an index, by which it is found again."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from server.exports.sheets import Book, day_of
from server.exports.wording import STATUSES, say
from sync.registers import Registers

Json = dict[str, Any]

COLUMNS = ("number", "title", "register", "unit", "day", "author", "status", "version", "id")
WIDTHS = (6, 44, 34, 34, 14, 24, 18, 16, 40)
STYLES = ["whole", "text", "text", "text", "day", "text", "text", "text", "text"]


def workbook(path: Path, registers: Registers, lines: Iterable[Json], language: str, about: Sequence[str]) -> None:
    """In constant memory. ``version`` names the record's whole history: what it was when the index was made."""
    book = Book(path, streams=True)
    sheet = book.sheet(say("evidence", language).capitalize(), WIDTHS)
    sheet.heading(language, say("evidence", language), about, len(COLUMNS) - 1)
    sheet.line([say(name, language) for name in COLUMNS], "head")
    sheet.worksheet.repeat_rows(sheet.row - 1)
    for number, line in enumerate(lines, 1):
        register = registers.latest(line["register"])
        title = register.title[language] if register else line["register"]
        day = day_of(line["day"] or (line["submitted"] or "")[:10] or None)
        status = STATUSES[line["status"]][language]
        said = [number, line["title"], title, line["unit"], day, line["author"], status, line["version"], line["key"]]
        sheet.line(said, STYLES)
    sheet.signatures(language, len(COLUMNS) - 1)
    book.close()
