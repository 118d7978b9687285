"""The Decree-30 report, opened again; and templates that officers upload, which can do nothing but show figures."""

import base64
import copy
import io
import zipfile

import docx
import pytest
from docx.shared import Mm, Pt

from server.exports.word.default_template.document import default_template
from server.exports.word.numbers import number, share
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
    assert number(value) == written


def test_a_share_is_rounded_once():
    assert share({"n": 104147, "d": 146500}) == "71,09 %"
    assert share({"n": 0, "d": 0}) == ""


def test_the_list_of_variables_is_the_one_that_there_is():
    assert set(variables(SAMPLE)) == VARIABLES


def figures_of(key, **more):
    shown = {"complete": {"units": 485, "reported": 0}, "nothing": 0, "due": "2025-09-15", "missing": [], "places": []}
    rows = {"unit": [{"key": "a", "label": "Xã Sín Thầu", "value": 0}]}
    measure = {"key": "m", "label": {"vi": "Số sáng kiến"}, "kind": "count", "total": {"value": 0}, "rows": rows}
    return shown | {"key": key, "title": {"vi": f"Biểu {key}"}, "measures": [measure]} | more


def sections(*registers):
    return variables(SAMPLE | {"registers": list(registers)})


def test_that_nobody_has_reported_is_said_in_words_with_what_is_due():
    shown = sections(figures_of("a"), figures_of("b", complete={"units": 2, "reported": 1}, missing=["TH Tủa Thàng"]))
    nobody, some = shown["sections"]
    assert nobody["said"] == "Chưa có đơn vị nào báo cáo (0/485). Hạn nộp: 15/09/2025."
    assert (nobody["measures"], nobody["missing"]) == ([], "")
    assert some["said"] == "Đã báo cáo 1/2 đơn vị. Hạn nộp: 15/09/2025."
    assert (some["missing"], len(some["measures"])) == ("TH Tủa Thàng", 1)
    assert [(one["number"], one["title"]) for one in shown["appendices"]] == [(1, "Biểu b")]


def test_having_nothing_to_report_is_told_apart_from_not_having_answered():
    alone = sections(figures_of("a", complete={"units": 3, "reported": 2}, nothing=2))["sections"][0]
    assert alone["said"] == "Đã báo cáo 2/3 đơn vị, đều không phát sinh. Hạn nộp: 15/09/2025."
    assert alone["measures"] == []
    among = sections(figures_of("a", complete={"units": 3, "reported": 3}, nothing=1))["sections"][0]
    assert among["said"] == "Đã báo cáo 3/3 đơn vị, trong đó 1 đơn vị không phát sinh."


def test_who_answered_that_there_is_nothing_is_counted_and_signed(sector):
    leader, year = sector.client("ht"), "2026-2027"
    values = {"title": "Sáng kiến", "about": "initiative", "of": year}
    assert "refused" not in leader.do(
        leader.mutation("put", form="nil_answer@1", period="once", set=values, then="submit")
    )
    body = {"title": "Tổng kết", "unit": sector.province.id, "period": year, "registers": ["initiative"]}
    kept = sector.client("so").post("/api/snapshots", body).json["id"]
    content = sector.client("so").get(f"/api/snapshots/{kept}").json
    (register,) = (content.get("content") or content)["registers"]
    assert (register["nothing"], register["complete"]["reported"]) == (1, 1)
    assert register["missing"] == ["TH Tủa Thàng"]
    assert register["places"] == [["Tủa Thàng", 1]]


def test_many_that_are_missing_are_counted_by_place_and_few_are_named():
    names = [f"Trường {n}" for n in range(70)]
    some = {"complete": {"units": 90, "reported": 20}, "places": [["Xã A", 40], ["Xã B", 30]]}
    missing = sections(figures_of("a", missing=names, **some))["appendices"][0]["missing"]
    assert missing.startswith("70 đơn vị, gồm: Xã A 40; Xã B 30.")
    few = sections(figures_of("a", missing=names[:20], **some))["appendices"][0]["missing"]
    assert few == "; ".join(names[:20])


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


def test_a_register_with_more_measures_than_a_page_takes_has_another_table():
    register = copy.deepcopy(next(one for one in SAMPLE["registers"] if one["measures"]))
    first = register["measures"][0]
    register["measures"] = [
        first | {"key": f"m{at}", "label": {"vi": f"Chỉ tiêu {at}", "en": f"Measure {at}"}} for at in range(19)
    ]
    tables = variables({**SAMPLE, "registers": [register]})["appendices"]
    assert [name for table in tables for name in table["head"]] == [f"Chỉ tiêu {at}" for at in range(19)]
    assert [(table["number"], table["title"].endswith("(tiếp theo)")) for table in tables] == [
        (1, False),
        (1, True),
        (1, True),
    ]
    assert all(len(row["cells"]) == len(table["head"]) for table in tables for row in table["rows"])
