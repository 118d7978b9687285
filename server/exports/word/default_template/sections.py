"""The report's sections, one for each register: who has reported, and a table of its figures; then the assessment."""

from docx.document import Document
from docx.shared import Pt

from server.exports.word.default_template.paragraphs import control, justified
from server.exports.word.default_template.tables import leave_out_empty_columns, looped, with_head

COLUMNS = {"number": ("TT", 11), "label": ("Chỉ tiêu", 65), "value": ("Kết quả", 43), "share": ("Tỷ lệ", 24)}
COLUMNS |= {"target": ("Mục tiêu", 22)}
"""Each variable of a measure → the head and the width in mm of its column in a section's table."""


def add(document: Document) -> None:
    """Add the sections to the template: a loop over them, between an opening and a closing sentence."""
    justified(document, "{{ unit }} báo cáo {{ subject }} {{ period }} (từ {{ starts }} đến {{ ends }}) như sau:")
    justified(document, "{% if frozen %}Số liệu đã chốt: {{ frozen }}. {% endif %}Số liệu đến {{ as_of }}.")
    control(document, "{%p for section in sections if section.measures or section.reported != '0' %}")
    title = justified(document, "{{ loop.index }}. {{ section.title }}", bold=True).paragraph_format
    title.keep_with_next, title.space_before = True, Pt(8)
    justified(document, "{{ section.said }}").paragraph_format.keep_with_next = True
    control(document, "{%p if section.measures %}")
    heads, widths = zip(*COLUMNS.values(), strict=True)
    table = with_head(document, heads, widths)
    looped(table, "measure in section.measures", tuple(COLUMNS), "measure")
    leave_out_empty_columns(table)
    control(document, "{%p endif %}")
    control(document, "{%p if section.missing %}")
    justified(document, "Chưa báo cáo: {{ section.missing }}.").paragraph_format.space_before = Pt(6)
    control(document, "{%p endif %}")
    control(document, "{%p endfor %}")
    control(document, "{%p if unreported %}")
    justified(document, "Chưa có đơn vị nào báo cáo: {{ unreported }}.").paragraph_format.space_before = Pt(8)
    control(document, "{%p endif %}")
    control(document, "{%p if assessment %}")
    title = justified(document, "Nhận xét, đánh giá", bold=True).paragraph_format
    title.keep_with_next, title.space_before = True, Pt(8)
    for text in ("{%p for paragraph in assessment %}", "{{ paragraph }}", "{%p endfor %}"):
        (control if "%" in text else justified)(document, text)
    control(document, "{%p endif %}")
    last = justified(document, "Trên đây là báo cáo {{ subject }} {{ period }} của {{ unit }}./.")
    last.paragraph_format.keep_with_next = True  # a signature never stands alone on its page
