"""Paragraphs of the report: centred ones, justified ones, rules, and those that hold nothing but a template's tag."""

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph

PAGE_WIDTH = 165  # mm between the margins of an upright page

Place = Document | _Cell
"""What a paragraph is added to: the document itself, or a cell of a table."""


def centred(
    place: Place, text: str, size: int, bold: bool = False, italic: bool = False, first: bool = False
) -> Paragraph:
    """Add a centred paragraph without space after it; ``size`` in points.

    ``first``: use the empty paragraph that every new cell begins with, instead of adding one.
    """
    paragraph = place.paragraphs[0] if first else place.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.space_after = Pt(0)
    paragraph.paragraph_format.line_spacing = 1.0
    run = paragraph.add_run(text)
    run.font.size, run.bold, run.italic = Pt(size), bold, italic
    return paragraph


def justified(document: Document, text: str, indent: bool = True, bold: bool = False) -> Paragraph:
    """Add a justified paragraph, with its first line indented unless ``indent`` is False."""
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    if indent:
        paragraph.paragraph_format.first_line_indent = Mm(12.7)
    paragraph.add_run(text).bold = bold
    return paragraph


def control(document: Document, tag: str) -> None:
    """Add a paragraph that holds only a tag such as ``{%p endif %}``; docxtpl removes it when it renders the report."""
    justified(document, tag, indent=False)


def rule(place: Place, length: int, width: int) -> None:
    """Draw a centred rule of ``length`` mm in a place ``width`` mm wide: the upper border of an indented paragraph."""
    paragraph = centred(place, "", 4)
    inset = Mm(max((width - length) / 2 - 2, 0))
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = inset
    paragraph.paragraph_format.space_before = Pt(2)
    borders, top = OxmlElement("w:pBdr"), OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        top.set(qn(f"w:{name}"), value)
    borders.append(top)
    paragraph._p.get_or_add_pPr().append(borders)
