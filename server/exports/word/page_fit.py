"""Makes a rendered Word report fit its pages: columns as wide as their text needs, and no empty page at the end."""

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.table import CT_Tc
    from docx.section import Section
    from docx.table import Table

LOOPED_COLUMNS = "lan-toa-columns:"
"""Begins the caption of a table whose columns a loop has made; the widths of its first columns follow, in mm."""
FILLED_COLUMNS = "lan-toa-filled-columns"
"""The caption of a table whose columns are left out where nothing stands below the head."""
PER_TWIP = 635  # units of length in Word (EMU) to the twip, in which it keeps widths
PER_MM = 36_000  # units of length in Word (EMU) to a millimetre
NARROWEST = 6  # letters: the weight of a column whose longest word is shorter


def fit(document: "Document") -> None:
    """Fit a rendered document, which is changed in place.

    The columns of each table that ``fit_later`` prepared get their widths, those of ``leave_out_empty_columns`` lose
    the empty ones; an empty last section is removed.
    """
    for table in document.tables:
        caption = table._tbl.tblPr.find(_name("w:tblCaption"))
        text = "" if caption is None else caption.get(_name("w:val"), "")
        if text.startswith(LOOPED_COLUMNS):
            _widths(table, list(map(int, re.findall(r"\d+", text))), breadth(document.sections[-1]))
        elif text == FILLED_COLUMNS:
            _leave_out_empty(table)
    _no_empty_end(document)


def _widths(table: "Table", first: list[int], breadth: float) -> None:
    """Set the widths of a table's columns: the first ones to ``first``, in mm, the others by their longest words.

    ``breadth``: what all columns together get, in mm.
    """
    from docx.oxml import OxmlElement
    from docx.shared import Mm

    rows = [row.findall(_name("w:tc")) for row in table._tbl.findall(_name("w:tr"))]
    others = [[row[at] for row in rows if at < len(row)] for at in range(len(first), len(rows[0]))]
    weights = [max([NARROWEST, *(_longest(cell) for cell in column)]) for column in others]
    rest = breadth - sum(first)
    widths = [Mm(width) for width in (*first, *(rest * weight / sum(weights) for weight in weights))]
    grid = table._tbl.tblGrid
    for column in list(grid):
        grid.remove(column)
    for width in widths:
        column = OxmlElement("w:gridCol")
        column.set(_name("w:w"), str(width.twips))
        grid.append(column)
    for row in rows:
        for cell, width in zip(row, widths, strict=False):
            cell.width = width


def _leave_out_empty(table: "Table") -> None:
    """Remove the columns without text below the first row; the second column gets their width."""
    head, *rows = [row.findall(_name("w:tc")) for row in table._tbl.findall(_name("w:tr"))]
    empty = [at for at in range(2, len(head)) if not any("".join(row[at].itertext()).strip() for row in rows)]
    grid = list(table._tbl.tblGrid)
    wider = sum(int(grid[at].get(_name("w:w"))) for at in (1, *empty))
    grid[1].set(_name("w:w"), str(wider))
    for row in (head, *rows):
        row[1].width = wider * PER_TWIP
        for at in reversed(empty):
            row[at].getparent().remove(row[at])
    for at in empty:
        table._tbl.tblGrid.remove(grid[at])


def _longest(cell: "CT_Tc") -> int:
    """How many letters the longest word of a cell has."""
    text = "".join(part.text or "" for part in cell.iter(_name("w:t")))
    return max(map(len, text.split(" ")))  # not at a space that does not break


def breadth(section: "Section") -> float:
    """The width of a page between its margins, in mm."""
    lengths = section.page_width, section.left_margin, section.right_margin
    whole, left, right = (length or 0 for length in lengths)
    return (whole - left - right) / PER_MM


def _no_empty_end(document: "Document") -> None:
    """Remove a last section that is empty, which would take a page; the section before it is the last then."""
    body = document.element.body
    after = list(body)[:-1]
    ends = [at for at, each in enumerate(after) if each.find(f".//{_name('w:sectPr')}") is not None]
    if not ends or any("".join(each.itertext()).strip() for each in after[ends[-1] + 1 :]):
        return
    last = after[ends[-1]].find(f".//{_name('w:sectPr')}")
    for each in after[ends[-1] + 1 :]:
        body.remove(each)
    body.remove(list(body)[-1])
    body.append(last)


def _name(tag: str) -> str:
    from docx.oxml.ns import qn

    return qn(tag)
