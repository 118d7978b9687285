"""The booklet of a conference as a Word file: who is honoured, and then the story of each on a page of its own."""

from collections.abc import Callable
from io import BytesIO
from typing import TYPE_CHECKING

from PIL import Image

from server.platform.clock import today
from server.platform.texts import period_text
from server.publishing.conference.honoured import Conference
from server.publishing.examples.readable import PublicExample

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
HEADS = ("TT", "Tập thể, cá nhân, việc làm", "Đơn vị")
COLUMNS = (12, 93, 60)  # mm
TALL = 85  # mm: the most that a picture takes of a page's height
QUALITY = 82  # of JPEG, which Word reads everywhere

ReadPhoto = Callable[[str], bytes | None]
"""Key of a photo → its large WebP file; None if it is lost."""


def booklet(of: Conference, read_photo: ReadPhoto) -> bytes:
    """The booklet as the bytes of a .docx: A4, Times New Roman, in Vietnamese."""
    # Loads lxml: a third of a second that only who makes a booklet needs.
    from docx import Document

    from server.exports.word.default_template import page

    document = Document()
    page.set_up(document)
    _add_cover(document, of)
    _add_list(document, of)
    for group in of.groups:
        for example in group.examples:
            _add_story(document, example, read_photo)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _add_cover(document: "Document", of: Conference) -> None:
    from docx.shared import Pt

    from server.exports.word.default_template.paragraphs import PAGE_WIDTH, centred, rule

    centred(document, "SỞ GIÁO DỤC VÀ ĐÀO TẠO TỈNH ĐIỆN BIÊN", 13, bold=True)
    rule(document, 60, PAGE_WIDTH)
    title = centred(document, "ĐIỂN HÌNH TIÊN TIẾN, NGƯỜI TỐT VIỆC TỐT", 18, bold=True)
    title.paragraph_format.space_before = Pt(24)
    centred(document, period_text(of.year), 14)
    counted = " · ".join(f"{len(group.examples)} {group.label['vi'].lower()}" for group in of.groups)
    centred(document, counted, 13, italic=True).paragraph_format.space_after = Pt(18)


def _add_list(document: "Document", of: Conference) -> None:
    from docx.shared import Pt

    from server.exports.word.default_template.tables import fill

    number = 0
    for group in of.groups:
        head = document.add_paragraph()
        head.add_run(group.label["vi"]).bold = True
        head.paragraph_format.space_before, head.paragraph_format.keep_with_next = Pt(10), True
        table = _table(document)
        for example in group.examples:
            number += 1
            fill(table.add_row(), (str(number), _who(example), example.unit_name), size=12)
        _set_widths(table)


def _table(document: "Document") -> "Table":
    from server.exports.word.default_template.tables import fill, repeat_on_each_page

    table = document.add_table(rows=1, cols=len(HEADS))
    table.style = "Table Grid"
    table.autofit = False
    fill(table.rows[0], HEADS, bold=True, size=12)
    repeat_on_each_page(table.rows[0])
    return table


def _set_widths(table: "Table") -> None:
    from docx.shared import Mm

    for column, width in zip(table.columns, COLUMNS, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)


def _who(example: PublicExample) -> str:
    """The example's title, and whose work it is where that says more than its unit."""
    more = example.credit if example.credit and example.credit != example.unit_name else ""
    return f"{example.title}\n{more}" if more else example.title


def _add_story(document: "Document", example: PublicExample, read_photo: ReadPhoto) -> None:
    from docx.shared import Mm, Pt, RGBColor

    from server.exports.word.default_template.page import FONT
    from server.exports.word.default_template.paragraphs import PAGE_WIDTH, centred, justified

    kind = centred(document, example.kind_label["vi"], 12, italic=True)
    kind.paragraph_format.page_break_before = True
    title = document.add_heading(level=1)
    title.alignment = kind.alignment
    title.paragraph_format.space_before, title.paragraph_format.space_after = Pt(4), Pt(4)
    run = title.add_run(example.title)
    run.font.name, run.font.size, run.bold = FONT, Pt(17), True
    run.font.color.rgb = RGBColor(0, 0, 0)
    who = dict.fromkeys(one for one in (example.credit, example.unit_name, example.commune_name) if one)
    centred(document, " · ".join(who), 12).paragraph_format.space_after = Pt(10)
    photo = read_photo(example.photos[0].key) if example.photos else None
    if photo:
        place = centred(document, "", 12)
        jpeg, scale = _jpeg(photo), min(PAGE_WIDTH / example.photos[0].width, TALL / example.photos[0].height)
        place.add_run().add_picture(BytesIO(jpeg), width=Mm(scale * example.photos[0].width))
        place.paragraph_format.keep_with_next = True
        centred(document, example.photos[0].alt, 11, italic=True).paragraph_format.space_after = Pt(8)
    for paragraph in example.paragraphs:
        justified(document, paragraph)


def _jpeg(webp: bytes) -> bytes:
    """A photo of the server's own as JPEG."""
    out = BytesIO()
    with Image.open(BytesIO(webp), formats=["WEBP"]) as picture:
        picture.convert("RGB").save(out, "JPEG", quality=QUALITY)
    return out.getvalue()


def file_name(of: Conference) -> str:
    """The name under which the booklet is saved."""
    return f"dien-hinh-{of.year}-{today():%Y%m%d}.docx"
