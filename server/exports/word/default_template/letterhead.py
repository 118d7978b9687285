"""The report's head, with who sends it beside Quốc hiệu and Tiêu ngữ, and its foot, with Nơi nhận and who signs."""

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH

from server.exports.word.default_template.paragraphs import PAGE_WIDTH, centred, rule
from server.exports.word.default_template.tables import side_by_side

HEAD = 70, 95  # widths in mm of the head's two columns
FOOT = 80, 85  # widths in mm of the foot's two columns


def add_head(document: Document) -> None:
    """Add the report's head to the template: sender and number on the left, the state's name and the date on the right.

    The report's title follows below both.
    """
    left, right = side_by_side(document, HEAD)
    centred(left, "{{ agency_above }}", 13, first=True)
    centred(left, "{{ agency }}", 13, bold=True)
    rule(left, 30, HEAD[0])
    centred(left, "Số: {{ number }}/{{ symbol }}", 13)
    centred(right, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, bold=True, first=True)
    centred(right, "Độc lập - Tự do - Hạnh phúc", 13, bold=True)
    rule(right, 62, HEAD[1])
    centred(right, "{{ place }}, ngày {{ day }} tháng {{ month }} năm {{ year }}", 13, italic=True)
    centred(document, "", 6)
    centred(document, "BÁO CÁO", 14, bold=True)
    centred(document, "{{ title }}", 14, bold=True)
    rule(document, 30, PAGE_WIDTH)


def add_foot(document: Document) -> None:
    """Add the report's foot to the template: its recipients on the left, who signs it on the right."""
    left, right = side_by_side(document, FOOT)
    start = centred(left, "Nơi nhận:", 12, bold=True, italic=True, first=True)
    names = [
        centred(left, text, 11)
        for text in ("{%p for one in recipients %}", "- {{ one }};", "{%p endfor %}", "- Lưu: VT.")
    ]
    for paragraph in (start, *names):
        paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT
    centred(right, "{{ signer_title }}", 14, bold=True, first=True)
    for _ in range(4):
        centred(right, "", 14)
    centred(right, "{{ signer }}", 14, bold=True)
