"""The department chooses how numbers, days and names are written; every file obeys, and figures stay numbers."""

import io
import re

import docx
import openpyxl
import pytest

from server.exports.notation import CHOICES, Notation
from server.exports.unit_names import bare_place, short_school
from server.platform.database import write
from tests.exports.test_exported_files import YEAR, write_some
from tests.exports.test_word_report import text_of
from tests.village import always

ADDRESS = "/api/notation"
USUAL = {"marks": "comma", "decimals": 2, "zero": "number", "missing": "blank", "schools": "full", "places": "full"}
USUAL |= {"days": "short", "signer": "written"}
LISTS = ("records", "dues/probe_direct/2026-2027", "people", "devices", "audit")
LONG_DAY = "ngày 05 tháng 9 năm 2026"
OTHER = {"marks": "space", "decimals": 1, "zero": "dash", "missing": "dots", "schools": "short", "places": "bare"}
OTHER |= {"days": "long", "signer": "capitals"}


def choose(village, name="so", **choices):
    return village.client(name).send("PUT", ADDRESS, USUAL | choices)


def sheets(data):
    return openpyxl.load_workbook(io.BytesIO(data)).worksheets


def texts(data):
    return [cell.value for sheet in sheets(data) for row in sheet.iter_rows() for cell in row if cell.value is not None]


def formats(data):
    return {cell.number_format for sheet in sheets(data) for row in sheet.iter_rows() for cell in row}


@pytest.fixture
def named(village):
    """The village with schools and places that are called as officially they are."""
    with village.app.app_context(), write() as session:
        always(session, village.school.id, name="Trường PTDTBT Tiểu học Sín Thầu")
        always(session, village.other.id, name="Trường Mầm non Tủa Thàng")
        always(session, village.commune.id, name="Xã Sín Thầu")
        always(session, village.other.parent, name="Xã Tủa Thàng")
    return village


def test_names_are_shortened_by_their_official_words_alone():
    for name, short in (
        ("Trường Mầm non 7/5", "MN 7/5"),
        ("Trường PTDTBT Tiểu học A", "PTDTBT TH A"),
        ("Trường Phổ thông dân tộc bán trú Trung học cơ sở số 2 A", "PTDTBT THCS số 2 A"),
        ("Trường Tiểu học và Trung học cơ sở A", "TH&THCS A"),
        ("Trường THPT Chuyên A", "THPT Chuyên A"),
        ("Trung tâm GDNN – GDTX A", "TT GDNN-GDTX A"),
        ("Trường Thái Bình", "Trường Thái Bình"),
        ("Xã A", "Xã A"),
    ):
        assert short_school(name) == short
    assert [bare_place(name) for name in ("Xã A", "Phường B", "Xãa", "Tỉnh C")] == ["A", "B", "Xãa", "Tỉnh C"]


@pytest.mark.parametrize(
    ("choice", "written"),
    [
        ({}, ("1.234,5", "66,67 %", "0", "", "05/09/2026")),
        ({"marks": "point", "decimals": 0}, ("1,234.5", "67 %", "0", "", "05/09/2026")),
        ({"marks": "space", "decimals": 1}, ("1\N{NO-BREAK SPACE}234,5", "66,7 %", "0", "", "05/09/2026")),
        ({"zero": "dash", "missing": "dots"}, ("1.234,5", "66,67 %", "–", "…", "05/09/2026")),
        (
            {"days": "long", "zero": "blank", "missing": "dash"},
            ("1.234,5", "66,67 %", "", "–", "ngày 05 tháng 9 năm 2026"),
        ),
    ],
)
def test_each_choice_is_seen(choice, written):
    notation = Notation(**USUAL | choice)
    rate = notation.share({"value": None, "n": 2, "d": 3})
    assert (notation.number(1234.5), rate, notation.cell(0), notation.cell(None), notation.day("2026-09-05")) == written


def test_a_word_report_obeys(named, clerk):
    write_some(named, ["Một"])
    of = {"register": "probe_direct", "period": YEAR, "status": "submitted", "unit": named.commune.id}
    wanted = {"kind": "report", "format": "docx", **of}
    letter = named.client("so").get(f"/api/letters?period={YEAR}").json["letter"] | {"signer": "Lò Thị Ban"}
    usual = text_of(docx.Document(io.BytesIO(clerk.make(**wanted, letter=letter))))
    assert choose(named, **OTHER).status_code == 204
    made = text_of(docx.Document(io.BytesIO(clerk.make(**wanted, letter=letter))))
    for before, after in (
        ("104.147", "104\N{NO-BREAK SPACE}147"),
        ("Lò Thị Ban", "LÒ THỊ BAN"),
        ("từ 01/09/2026 đến", "từ ngày 01 tháng 9 năm 2026 đến"),
    ):
        assert [one in usual for one in (before, after)] == [True, False], before
        assert [one in made for one in (before, after)] == [False, True], after
    assert "PTDTBT TH Sín Thầu" in made
    assert "Trường PTDTBT Tiểu học Sín Thầu" not in made


def test_workbooks_obey_and_keep_their_numbers(named, clerk):
    write_some(named, ["Một"])
    of = {"register": "probe_direct", "period": YEAR, "status": "submitted", "format": "xlsx", "unit": named.commune.id}
    kinds = ("figures", "records", "evidence")
    usual = {kind: clerk.make(kind=kind, **of) for kind in kinds}
    assert choose(named, **OTHER).status_code == 204
    for kind in kinds:
        made = clerk.make(kind=kind, **of)
        assert "Trường PTDTBT Tiểu học Sín Thầu" in str(texts(usual[kind])), kind
        assert "Trường PTDTBT Tiểu học Sín Thầu" not in str(texts(made)), kind
        assert "PTDTBT TH Sín Thầu" in str(texts(made)), kind
        before, after = ([one for one in texts(data) if isinstance(one, int | float)] for data in (usual[kind], made))
        assert before == after, kind
        assert any(one.endswith(';"–"') for one in formats(made)), kind
        assert not any(one.endswith(';"–"') for one in formats(usual[kind])), kind
        assert any("ngày " in str(one) and " năm " in str(one) for one in texts(made)[:6]), kind


@pytest.mark.parametrize("path", LISTS)
def test_lists_obey(named, path):
    write_some(named, ["Một"])
    whose = named.client("so")
    address = f"/api/{path}/file?unit={(named.commune if path == 'devices' else named.province).id}"
    usual = texts(whose.get(address).data)
    assert choose(named, **OTHER).status_code == 204
    made = texts(whose.get(address).data)
    assert re.search("Trường (PTDTBT|Mầm non)|Xã ", str(usual))
    assert not re.search("Trường (PTDTBT|Mầm non)|Xã ", str(made))


def test_a_year_of_ones_own_obeys(named):
    write_some(named, ["Một"])
    assert choose(named, **OTHER).status_code == 204
    made = texts(named.client("gv").get(f"/api/years/{named.accounts['gv']}?status=submitted").data)
    assert "PTDTBT TH Sín Thầu" in made


def test_what_is_chosen_is_shown_beforehand_and_noted(named):
    so = named.client("so")
    assert so.get(ADDRESS).json == USUAL
    example = so.get(f"{ADDRESS}/example?schools=short&decimals=1&days=long").json
    assert (example["school"], example["rate"], example["day"]) == (
        "PTDTBT TH Sín Thầu",
        "66,7 %",
        "ngày 12 tháng 5 năm 2026",
    )
    assert choose(named, zero="dash").status_code == choose(named, zero="dash").status_code == 204
    assert so.get(ADDRESS).json == USUAL | {"zero": "dash"}
    [entry] = [one for one in so.get("/api/audit").json["entries"] if one["what"] == "notation.set"]
    assert entry["details"] == {"zero": ["number", "dash"]}


@pytest.mark.parametrize("choices", [{"zero": "dash", "missing": "dash"}, {"zero": "blank", "missing": "blank"}])
def test_zero_and_missing_must_differ(village, choices):
    answer = choose(village, **choices)
    assert (answer.status_code, answer.json["fields"]) == (400, {"missing": {"rule": "same"}})


@pytest.mark.parametrize("name", CHOICES)
def test_what_is_no_choice_is_refused(village, name):
    assert choose(village, **{name: "none"}).status_code == 400


@pytest.mark.parametrize("name", ["gv", "ht", "xa"])
def test_nobody_else_chooses(village, name):
    client = village.client(name)
    assert choose(village, name).status_code == 403
    assert client.get(ADDRESS).status_code == client.get(f"{ADDRESS}/example").status_code == 403
