"""Adds the plates of pictures to a rendered Word report, as its last appendix, whatever its template is."""

from base64 import b64decode
from collections.abc import Sequence
from io import BytesIO
from typing import TYPE_CHECKING

from server.exports.word.page_fit import breadth

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import _Cell

    from server.exports.word.plate import Plate, PlatePicture

TITLE = "Phụ lục ảnh minh chứng"
TALL = 58  # mm: the most that a picture takes of a page's height
BESIDE = 4  # mm between two pictures
ACROSS = 2  # pictures in a row


def add_plates(document: "Document", plates: Sequence["Plate"]) -> None:
    """Add an appendix with these plates to a document, which is changed in place; nothing without plates."""
    from docx.shared import Pt

    from server.exports.word.default_template.paragraphs import centred

    if not plates:
        return
    upright = _turn_upright(document)
    title = centred(document, TITLE, 14, bold=True)
    title.paragraph_format.keep_with_next, title.paragraph_format.page_break_before = True, not upright
    width = breadth(document.sections[-1])
    for plate in plates:
        name = centred(document, plate["title"], 13, bold=True).paragraph_format
        name.space_before, name.keep_with_next = Pt(10), True
        note = centred(document, f"({plate['note']})", 12, italic=True).paragraph_format
        note.space_after, note.keep_with_next = Pt(4), True
        _add_table(document, plate["pictures"], width)


def _turn_upright(document: "Document") -> bool:
    """Begin an upright page, if the last one lies across; whether that was so."""
    from docx.enum.section import WD_ORIENT, WD_SECTION

    last = document.sections[-1]
    if (last.page_width or 0) <= (last.page_height or 0):
        return False
    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = last.page_height, last.page_width
    return True


def _add_table(document: "Document", pictures: Sequence["PlatePicture"], width: float) -> None:
    """Add a table without borders, a picture with its lines in each cell; ``width`` in mm."""
    from docx.oxml import OxmlElement
    from docx.shared import Mm

    table = document.add_table(rows=-(-len(pictures) // ACROSS), cols=ACROSS)
    table.autofit = False
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for cell in row.cells:
            cell.width = Mm(width / ACROSS)
    for at, picture in enumerate(pictures):
        _fill(table.cell(at // ACROSS, at % ACROSS), picture, width / ACROSS - BESIDE)


def _fill(cell: "_Cell", picture: "PlatePicture", width: float) -> None:
    from docx.shared import Mm, Pt

    from server.exports.word.default_template.paragraphs import centred

    place = centred(cell, "", 12, first=True)
    place.paragraph_format.space_before = Pt(4)
    scale = min(width / picture["width"], TALL / picture["height"])
    place.add_run().add_picture(BytesIO(b64decode(picture["jpeg"])), width=Mm(scale * picture["width"]))
    for number, line in enumerate(picture["lines"]):
        centred(cell, line, 11, italic=number > 0).paragraph_format.space_after = Pt(2)
