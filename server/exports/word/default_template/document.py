"""The template that comes with Lan Tỏa, laid out as Decree 30/2020/NĐ-CP wants a report: A4, Times New Roman 13–14.

It is made here rather than kept as a file, so that what stands in it can be read and reviewed. Officers may replace it.
"""

from functools import lru_cache
from io import BytesIO


@lru_cache(maxsize=1)
def default_template() -> bytes:
    """The report's own template as the bytes of a .docx, with the tags that docxtpl replaces by variables."""
    # Loads lxml: a third of a second that only who makes a report needs.
    from docx import Document

    from server.exports.word.default_template import appendices, letterhead, page, sections

    document = Document()
    page.set_up(document)
    letterhead.add_head(document)
    sections.add(document)
    letterhead.add_foot(document)
    page.turn_across(document)
    appendices.add(document)
    out = BytesIO()
    document.save(out)
    return out.getvalue()
