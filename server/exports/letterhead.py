"""The report's own template, as Decree 30/2020/NĐ-CP lays a report out: A4, Times New Roman 13–14, 20/20/30/15 mm.

It is made here rather than kept as a file: what stands in it can be read and reviewed. Officers may replace it.
"""

from functools import lru_cache
from io import BytesIO
from typing import Any

from server.exports.page_fit import MARK

FONT = "Times New Roman"


@lru_cache(maxsize=1)
def built() -> bytes:
    """The bytes of the .docx."""
    # Loads lxml: a third of a second that only who makes a report needs.
    from docx import Document

    document = Document()
    _page(document)
    _top(document)
    _body(document)
    _foot(document)
    _appendices(document)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _page(document: Any) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt

    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.header_distance = Mm(10)
    section.different_first_page_header_footer = True  # the first page has no number
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(14)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    style.paragraph_format.space_after = Pt(6)
    style.paragraph_format.line_spacing = 1.15
    number = section.header.paragraphs[0]
    number.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
        run = number.add_run()
        run.font.size = Pt(13)
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = text
        run._r.append(part)


def _top(document: Any) -> None:
    """Whose report it is beside Quốc hiệu and Tiêu ngữ; number and symbol beside place and date; then what it is of."""
    left, right = _columns(document, 70, 95)
    _line(left, "{{ agency_above }}", 13, first=True)
    _line(left, "{{ agency }}", 13, bold=True)
    _rule(left, 30)
    _line(left, "Số: {{ number }}/{{ symbol }}", 13)
    _line(right, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, bold=True, first=True)
    _line(right, "Độc lập - Tự do - Hạnh phúc", 13, bold=True)
    _rule(right, 62)
    _line(right, "{{ place }}, ngày {{ day }} tháng {{ month }} năm {{ year }}", 13, italic=True)
    _line(document, "", 6)
    _line(document, "BÁO CÁO", 14, bold=True)
    _line(document, "{{ title }}", 14, bold=True)
    _rule(document, 30)


def _body(document: Any) -> None:
    from docx.shared import Pt

    _text(document, "{{ unit }} báo cáo {{ subject }} {{ period }} (từ {{ starts }} đến {{ ends }}) như sau:")
    _text(document, "{% if frozen %}Số liệu đã chốt: {{ frozen }}. {% endif %}Số liệu đến {{ as_of }}.")
    _text(document, "{%p for section in sections %}", False)
    title = _text(document, "{{ section.number }}. {{ section.title }}", True, bold=True)
    title.keep_with_next, title.space_before = True, Pt(8)
    _text(document, "{{ section.said }}").keep_with_next = True
    _text(document, "{%p if section.measures %}", False)
    table = _table(document, ("TT", "Chỉ tiêu", "Kết quả", "Tỷ lệ", "Mục tiêu"), (11, 65, 43, 24, 22))
    _loop(table, "measure in section.measures", ("number", "label", "value", "share", "target"), "measure")
    _text(document, "{%p endif %}", False)
    _text(document, "{%p if section.missing %}", False)
    _text(document, "Chưa báo cáo: {{ section.missing }}.").space_before = Pt(6)
    _text(document, "{%p endif %}", False)
    _text(document, "{%p endfor %}", False)
    _text(document, "Trên đây là báo cáo {{ subject }} {{ period }} của {{ unit }}./.")


def _foot(document: Any) -> None:
    """Nơi nhận on the left, who signs on the right."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    left, right = _columns(document, 80, 85)
    _line(left, "Nơi nhận:", 12, bold=True, italic=True, first=True, align=WD_ALIGN_PARAGRAPH.LEFT)
    _line(left, "{%p for one in recipients %}", 11, align=WD_ALIGN_PARAGRAPH.LEFT)
    _line(left, "- {{ one }};", 11, align=WD_ALIGN_PARAGRAPH.LEFT)
    _line(left, "{%p endfor %}", 11, align=WD_ALIGN_PARAGRAPH.LEFT)
    _line(left, "- Lưu: VT.", 11, align=WD_ALIGN_PARAGRAPH.LEFT)
    _line(right, "{{ signer_title }}", 14, bold=True, first=True)
    for _ in range(4):
        _line(right, "", 14)
    _line(right, "{{ signer }}", 14, bold=True)


def _appendices(document: Any) -> None:
    """A page across for each register with the figures of its units."""
    from docx.shared import Pt

    _across(document)
    _text(document, "{%p for appendix in appendices %}", False)
    start = _line(document, "Phụ lục {{ appendix.number }}", 14, bold=True)
    start.paragraph_format.page_break_before = True
    _line(document, "{{ appendix.title }}", 14, bold=True)
    note = _line(document, "(Kèm theo Báo cáo số {{ number }}/{{ symbol }} của {{ agency }})", 13, italic=True)
    note.paragraph_format.space_after = Pt(6)
    table = document.add_table(rows=5, cols=4)
    table.style = "Table Grid"
    _marked(table, 11, 60)
    _cells(table.rows[0], ("TT", "Đơn vị", "{%tc for name in appendix.head %}", "{{ name }}"), True, 12)
    _closing(table.rows[0])
    _repeated(table.rows[0])
    _cells(table.rows[1], ("{%tr for row in appendix.rows %}", "", "", ""))
    row = ("{{ row.number }}", "{{ row.label }}", "{%tc for cell in row.cells %}", "{{ cell }}")
    _cells(table.rows[2], row, False, 12)
    _closing(table.rows[2])
    _cells(table.rows[3], ("{%tr endfor %}", "", "", ""))
    total = ("", "Tổng cộng", "{%tc for cell in appendix.total %}", "{{ cell }}")
    _cells(table.rows[4], total, True, 12)
    _closing(table.rows[4])
    _text(document, "{%p if appendix.missing %}", False)
    _text(document, "Chưa báo cáo: {{ appendix.missing }}.", False).space_before = Pt(6)
    _text(document, "{%p endif %}", False)
    _text(document, "{%p endfor %}", False)


def _across(document: Any) -> None:
    """From here on the pages lie across."""
    from docx.enum.section import WD_ORIENT, WD_SECTION
    from docx.shared import Mm

    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = section.top_margin = Mm(20)
    section.bottom_margin = Mm(15)
    section.different_first_page_header_footer = False


def _marked(table: Any, *widths: int) -> None:
    """Its columns are made by a loop: ``fitting`` gives them their widths once they are there."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    table.autofit = False
    caption = OxmlElement("w:tblCaption")
    caption.set(qn("w:val"), MARK + " ".join(map(str, widths)))
    table._tbl.tblPr.append(caption)


def _closing(row: Any) -> None:
    """The cell that ends a loop over columns; the template's reader takes it out again."""
    from copy import deepcopy

    cell = deepcopy(row.cells[-1]._tc)
    row._tr.append(cell)
    texts = list(cell.iter("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"))
    for text in texts:
        text.text = ""
    texts[0].text = "{%tc endfor %}"


def _columns(document: Any, *widths: int) -> list[Any]:
    """Cells side by side without borders; millimetres."""
    from docx.shared import Mm

    table = document.add_table(rows=1, cols=len(widths))
    table.autofit = False
    for column, cell, width in zip(table.columns, table.rows[0].cells, widths, strict=True):
        column.width = cell.width = Mm(width)
    return list(table.rows[0].cells)


def _table(document: Any, heads: tuple[str, ...], widths: tuple[int, ...]) -> Any:
    from docx.shared import Mm

    table = document.add_table(rows=4, cols=len(heads))
    table.style = "Table Grid"
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)
    _cells(table.rows[0], heads, bold=True)
    _repeated(table.rows[0])
    return table


def _repeated(row: Any) -> None:
    """A heading stands on each page that its table goes over."""
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _loop(table: Any, over: str, names: tuple[str, ...], item: str) -> None:
    """The second row begins the loop, the third is repeated, the fourth ends it."""
    blank = ("",) * (len(names) - 1)
    _cells(table.rows[1], (f"{{%tr for {over} %}}", *blank))
    _cells(table.rows[2], tuple(f"{{{{ {item}.{name} }}}}" for name in names))
    _cells(table.rows[3], ("{%tr endfor %}", *blank))


def _cells(row: Any, texts: tuple[str, ...], bold: bool = False, size: int = 13) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.shared import Pt

    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    for number, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.space_after = Pt(2)
        paragraph.paragraph_format.line_spacing = 1.0
        if bold or number != 1:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run = paragraph.add_run(text)
        run.font.size, run.bold = Pt(size), bold


def _line(
    where: Any, text: str, size: int, bold: bool = False, italic: bool = False, first: bool = False, align: Any = None
) -> Any:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    paragraph = where.paragraphs[0] if first else where.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if align is None else align
    paragraph.paragraph_format.space_after = Pt(0)
    paragraph.paragraph_format.line_spacing = 1.0
    run = paragraph.add_run(text)
    run.font.size, run.bold, run.italic = Pt(size), bold, italic
    return paragraph


def _rule(where: Any, millimetres: int) -> None:
    """A line under what stands above it, centred: a paragraph's upper border, drawn in from both sides."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt

    paragraph = _line(where, "", 4)
    width = {30: 70, 62: 95}.get(millimetres, 165) if hasattr(where, "_tc") else 165
    inset = Mm(max((width - millimetres) / 2 - 2, 0))
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = inset
    paragraph.paragraph_format.space_before = Pt(2)
    borders, top = OxmlElement("w:pBdr"), OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        top.set(qn(f"w:{name}"), value)
    borders.append(top)
    paragraph._p.get_or_add_pPr().append(borders)


def _text(document: Any, text: str, indent: bool = True, bold: bool = False) -> Any:
    """A paragraph; returns its format."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Mm

    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    if indent:
        paragraph.paragraph_format.first_line_indent = Mm(12.7)
    paragraph.add_run(text).bold = bold
    return paragraph.paragraph_format
