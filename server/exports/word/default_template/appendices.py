"""The report's appendices: a page for each register with the figures of its units, a column for each measure."""

from docx.document import Document
from docx.shared import Pt

from server.exports.word.default_template.paragraphs import centred, control, justified
from server.exports.word.default_template.tables import closing_cell, fill, fit_later, repeat_on_each_page

FIRST_COLUMNS = 11, 60  # widths in mm of the columns for number and unit; the measures share the rest


def add(document: Document) -> None:
    """Add the appendices to the template: a loop over them, each with a table of measures by units."""
    control(document, "{%p for appendix in appendices %}")
    start = centred(document, "Phụ lục {{ appendix.number }}", 14, bold=True)
    start.paragraph_format.page_break_before = True
    centred(document, "{{ appendix.title }}", 14, bold=True)
    note = centred(document, "(Kèm theo Báo cáo số {{ number }}/{{ symbol }} của {{ agency }})", 13, italic=True)
    note.paragraph_format.space_after = Pt(6)
    _add_table(document)
    control(document, "{%p if appendix.missing %}")
    justified(document, "Chưa báo cáo: {{ appendix.missing }}.", indent=False).paragraph_format.space_before = Pt(6)
    control(document, "{%p endif %}")
    control(document, "{%p endfor %}")


def _add_table(document: Document) -> None:
    """Add the table of an appendix: a head, a looped row and a total, each with a loop over its cells."""
    table = document.add_table(rows=5, cols=4)
    table.style = "Table Grid"
    fit_later(table, *FIRST_COLUMNS)
    head, begin, row, end, total = table.rows
    fill(head, ("TT", "{{ appendix.of }}", "{%tc for name in appendix.head %}", "{{ name }}"), True, 12)
    closing_cell(head)
    repeat_on_each_page(head)
    fill(begin, ("{%tr for row in appendix.rows %}", "", "", ""))
    fill(row, ("{{ row.number }}", "{{ row.label }}", "{%tc for cell in row.cells %}", "{{ cell }}"), False, 12)
    closing_cell(row)
    fill(end, ("{%tr endfor %}", "", "", ""))
    fill(total, ("", "Tổng cộng", "{%tc for cell in appendix.total %}", "{{ cell }}"), True, 12)
    closing_cell(total)
