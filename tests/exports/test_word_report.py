"""The Decree-30 report, opened again; and templates that officers upload, which can do nothing but show figures."""

import base64
import io
import zipfile

import docx
import pytest
from docx.shared import Mm, Pt

from server.exports.notation import Notation
from server.exports.word.default_template.document import default_template
from server.exports.word.template_faults import faults
from server.exports.word.template_sample import SAMPLE
from server.exports.word.template_tags import VARIABLES
from server.exports.word.variables import variables
from tests.exports.test_exported_files import YEAR, write_some

pytestmark = pytest.mark.slow


def text_of(document):
    parts = [paragraph.text for paragraph in document.paragraphs]
    parts += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join(parts)


def test_the_report_is_laid_out_as_the_decree_says(village, clerk):
    write_some(village, ["Một <b>&amp; {{ 7*7 }}"])
    wanted = {"kind": "report", "format": "docx", "register": "probe_direct", "period": YEAR, "status": "submitted"}
    document = docx.Document(io.BytesIO(clerk.make(**wanted)))
    section = document.sections[0]
    sides = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(side.mm) for side in sides] == [20, 20, 30, 15]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    normal = document.styles["Normal"]
    assert (normal.font.name, normal.font.size) == ("Times New Roman", Pt(14))
    text = text_of(document)
    for part in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "SỞ GIÁO DỤC VÀ ĐÀO TẠO",
        "BÁO CÁO",
        "Nơi nhận:",
        "- Lưu: VT.",
        "GIÁM ĐỐC",
        "Phụ lục 1",
        "Tổng cộng",
        "104.147",
        "Chưa báo cáo: TH Tủa Thàng",
    ):
        assert part in text, part
    assert "{" not in text
    assert Mm(1)


@pytest.mark.parametrize(
    ("value", "written"), [(104147, "104.147"), (2044.2, "2.044,2"), (0, "0"), (None, ""), (-5, "-5")]
)
def test_numbers_are_written_as_in_vietnam(value, written):
    assert Notation().number(value) == written


def test_a_share_is_rounded_once():
    assert Notation().share({"n": 104147, "d": 146500}) == "71,09 %"
    assert Notation().share({"n": 0, "d": 0}) == ""


def test_the_list_of_variables_is_the_one_that_there_is():
    assert set(variables(SAMPLE, Notation())) == VARIABLES


def test_columns_are_as_wide_as_what_stands_in_them(village, clerk):
    write_some(village, ["Một"])
    wanted = {"kind": "report", "format": "docx", "register": "probe_direct", "period": YEAR, "status": "submitted"}
    document = docx.Document(io.BytesIO(clerk.make(**wanted)))
    assert [section.page_width > section.page_height for section in document.sections] == [False, True]
    appendix = document.tables[-1]
    widths = [column.width.mm for column in appendix.columns]
    assert [round(width) for width in widths[:2]] == [11, 60]
    assert sum(widths) == pytest.approx(257, abs=1)
    assert [cell.text for cell in appendix.rows[0].cells][:2] == ["TT", "Đơn vị"]
    empty = docx.Document(io.BytesIO(clerk.make(**wanted | {"status": "rejected", "unit": village.other.id})))
    assert len(empty.sections) == 1
    assert "Chưa có đơn vị nào báo cáo" in text_of(empty)


def changed(text, extra=None):
    """Our own template with another first paragraph, and perhaps other parts."""
    document = docx.Document(io.BytesIO(default_template()))
    document.add_paragraph(text)
    out = io.BytesIO()
    document.save(out)
    if extra:
        with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
            for name, body in extra.items():
                archive.writestr(name, body)
    return out.getvalue()


def rule(file):
    return next((fault["rule"] for fault in faults(file)), None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kính gửi: {{ unit }}", None),
        ("{% for s in sections %}{{ s.title }}{% endfor %}", None),
        ("{{ unknown }}", "unknown"),
        ("{{ unit.__class__.__mro__ }}", "says"),
        ("{{ unit.upper() }}", "says"),
        ("{{ 'a' * 1000000000 }}", "says"),
        ("{% for a in sections %}{% for b in sections %}{% for c in sections %}{% for d in sections %}x"
         "{% endfor %}{% endfor %}{% endfor %}{% endfor %}", "loop"),
        ("{% import 'x' as y %}", "says"),
        ("{% set x = 1 %}", "says"),
        ("{{ unit|attr('x') }}", "filter"),
        ("{{ unit", "braces"),
    ],
)  # fmt: skip
def test_a_template_says_only_what_is_known(text, expected):
    assert rule(changed(text)) == expected


def bomb():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "x")
        archive.writestr("word/document.xml", b"0" * (9 << 20))
    return out.getvalue()


@pytest.mark.parametrize(
    ("make", "expected"),
    [
        (lambda: b"not a file of Word", "not_word"),
        (lambda: b"PK\x03\x04" + bytes(50), "not_word"),
        (bomb, "too_large"),
        (lambda: bytes((2 << 20) + 1), "too_large"),
        (lambda: changed("x", {"word/vbaProject.bin": b"macro"}), "active"),
        (lambda: changed("x", {"word/embeddings/a.bin": b"program"}), "active"),
        (lambda: changed("x", {"word/footnotes.xml": b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"}), "active"),
        (
            lambda: changed(
                "x", {"word/_rels/x.rels": b'<Relationship Type="a/attachedTemplate" TargetMode="External"/>'}
            ),
            "active",
        ),
    ],
)
def test_a_template_holds_nothing_that_acts(make, expected):
    assert rule(make()) == expected


def test_officers_replace_the_template_and_the_old_one_is_kept(village, clerk):
    officer = village.client("so")
    body = {"name": "Mẫu mới", "file": base64.b64encode(changed("Kính gửi: {{ agency_above }}")).decode()}
    assert village.client("xa").post("/api/templates", body).status_code == 403
    assert officer.post("/api/templates", body | {"file": "không phải"}).status_code == 400
    refused = officer.post("/api/templates", body | {"file": base64.b64encode(changed("{{ x }}")).decode()})
    assert refused.json["fields"] == {"file": {"rule": "unknown", "name": "x", "paragraph": "{{ x }}"}}
    assert officer.post("/api/templates", body).status_code == 201
    wanted = {"kind": "report", "format": "docx", "register": "probe_direct", "period": YEAR}
    assert "Kính gửi: UBND TỈNH ĐIỆN BIÊN" in text_of(docx.Document(io.BytesIO(clerk.make(**wanted))))
    assert officer.post("/api/templates/default/use", {}).status_code == 201
    assert "Kính gửi" not in text_of(docx.Document(io.BytesIO(clerk.make(**wanted))))
    names = [one["name"] for one in officer.get("/api/templates").json["templates"]]
    assert names == ["Lan Tỏa", "Mẫu mới", ""]
    assert officer.get("/api/templates/default/file").data == default_template()
