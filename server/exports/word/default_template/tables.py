"""Tables of the report, and the loops of a template in their rows and columns."""

from collections.abc import Sequence
from copy import deepcopy

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table, _Cell, _Row

from server.exports.word.page_fit import FILLED_COLUMNS, LOOPED_COLUMNS


def side_by_side(document: Document, widths: Sequence[int]) -> list[_Cell]:
    """Add a table of one row without borders, and return its cells; ``widths`` in mm, one for each cell."""
    table = document.add_table(rows=1, cols=len(widths))
    table.autofit = False
    for column, cell, width in zip(table.columns, table.rows[0].cells, widths, strict=True):
        column.width = cell.width = Mm(width)
    return list(table.rows[0].cells)


def with_head(document: Document, heads: Sequence[str], widths: Sequence[int]) -> Table:
    """Add a table with a head and three empty rows, which ``looped`` fills; ``widths`` in mm, one for each column."""
    table = document.add_table(rows=4, cols=len(heads))
    table.style = "Table Grid"
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)
    fill(table.rows[0], heads, bold=True)
    repeat_on_each_page(table.rows[0])
    return table


def looped(table: Table, loop: str, names: Sequence[str], item: str) -> None:
    """Fill a table of ``with_head`` so that rendering gives one row for each item of a loop.

    ``loop``: such as "row in rows"; ``item``: the loop's variable, here "row"; ``names``: its members, one for each
    cell. The second row begins the loop, the third is repeated, the fourth ends it.
    """
    blank = ("",) * (len(names) - 1)
    fill(table.rows[1], (f"{{%tr for {loop} %}}", *blank))
    fill(table.rows[2], [f"{{{{ {item}.{name} }}}}" for name in names])
    fill(table.rows[3], ("{%tr endfor %}", *blank))


def fill(row: _Row, texts: Sequence[str], bold: bool = False, size: int = 13) -> None:
    """Write a text into each cell of a row, in a font of ``size`` points; no page break will divide the row.

    Cells are centred, but the second one is flush left unless ``bold``.
    """
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    for number, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.space_after = Pt(2)
        paragraph.paragraph_format.line_spacing = 1.0
        if bold or number != 1:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run = paragraph.add_run(text)
        run.font.size, run.bold = Pt(size), bold


def repeat_on_each_page(row: _Row) -> None:
    """Make Word repeat a row, a table's head, at the top of each page that the table covers."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def fit_later(table: Table, *widths: int) -> None:
    """Note the widths in mm of the first columns in a table whose other columns a loop will make.

    The note is the table's caption; ``page_fit.fit`` reads it in the rendered report and sets all widths.
    """
    table.autofit = False
    _note(table, LOOPED_COLUMNS + " ".join(map(str, widths)))


def leave_out_empty_columns(table: Table) -> None:
    """Note that columns of a table in which nothing stands below the head are to be left out of the rendered report.

    The note is read as that of ``fit_later``; the second column gets their width.
    """
    _note(table, FILLED_COLUMNS)


def _note(table: Table, text: str) -> None:
    caption = OxmlElement("w:tblCaption")
    caption.set(qn("w:val"), text)
    table._tbl.tblPr.append(caption)


def closing_cell(row: _Row) -> None:
    """Add a cell to a row with the tag that ends a loop over columns; docxtpl removes it when it renders the report."""
    cell = deepcopy(row.cells[-1]._tc)
    row._tr.append(cell)
    texts = list(cell.iter(qn("w:t")))
    for text in texts:
        text.text = ""
    texts[0].text = "{%tc endfor %}"
