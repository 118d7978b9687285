"""Finds what is lost on paper of a workbook's texts: LibreOffice draws no letter that lies outside its cell."""

import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

TOO_NARROW = "###"
"""Stands for a number that is wider than its column."""


def clipped(workbook: Path, pages: Sequence[str]) -> Counter[str]:
    """How often which letter of the workbook's printed texts is missing on paper; empty if all of them are whole.

    ``pages``: the text of each page. Letters are counted, as printed words fall apart where a font lacks a letter.
    Heads are repeated on each page: there they count once.
    """
    on_paper = sum((_letters(page) for page in pages), Counter[str]())
    wanted = Counter[str]()
    for sheet in load_workbook(workbook, data_only=True):
        wanted += _letters("".join(_texts(_printed(sheet))))
        head = list(_texts(_head(sheet)))
        first = [_squeezed(text.split()[0]) for text in head]
        with_head = sum(bool(first) and all(word in _squeezed(page) for word in first) for page in pages)
        for _ in range(with_head - 1):
            on_paper -= _letters("".join(head))
    if any(TOO_NARROW in page for page in pages):
        wanted[TOO_NARROW] += 1
    return wanted - on_paper


def _printed(sheet: Worksheet) -> Iterator[tuple[Cell, ...]]:
    area = sheet.print_area.split("!")[-1].replace("$", "") if sheet.print_area else sheet.dimensions
    yield from sheet[area]


def _head(sheet: Worksheet) -> Iterator[tuple[Cell, ...]]:
    """The printed cells of the rows that are repeated on each page."""
    rows = {int(row) for row in (sheet.print_title_rows or "").replace("$", "").split(":") if row}
    return (cells for cells in _printed(sheet) if rows and min(rows) <= cells[0].row <= max(rows))


def _texts(rows: Iterator[tuple[Cell, ...]]) -> Iterator[str]:
    return (cell.value for row in rows for cell in row if isinstance(cell.value, str) and cell.value.strip())


def _letters(text: str) -> Counter[str]:
    return Counter(letter for letter in unicodedata.normalize("NFKC", text) if letter.isalpha())


def _squeezed(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())
