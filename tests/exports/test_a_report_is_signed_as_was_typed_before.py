"""What is typed before a report stands in it, and is there again for the next; others do not write it."""

import io

import docx
import pytest
from sqlalchemy import select

from server.exports.word.letter import DOTS
from server.models.audit import AuditEntry
from server.platform.database import read
from tests.exports.test_exported_files import YEAR, write_some
from tests.exports.test_word_report import text_of

pytestmark = pytest.mark.slow

LETTER = {
    "agency_above": "UBND XÃ SÍN THẦU",
    "agency": "TRƯỜNG PTDTBT TH SÍN THẦU",
    "number": "45",
    "symbol": "BC-THST",
    "place": "Sín Thầu",
    "day": "2026-11-03",
    "signer_title": "KT. HIỆU TRƯỞNG\nPHÓ HIỆU TRƯỞNG",
    "signer": "Lò Thị <Mai> & {{ x }}",
    "recipients": ["UBND xã Sín Thầu (để báo cáo)", "Lưu hồ sơ thi đua"],
    "assessment": "Phong trào đi vào nền nếp.\n\nTháng tới tập trung làm vườn rau.",
}
BARE = LETTER | dict.fromkeys(("number", "symbol", "place", "day", "signer_title", "signer", "assessment"), "")
WANTED = {"kind": "report", "format": "docx", "register": "probe_direct", "period": YEAR, "status": "submitted"}


def shown(clerk, letter, name="ht"):
    return text_of(docx.Document(io.BytesIO(clerk.make(name, **WANTED, letter=letter))))


def offered(village, name="ht", **more):
    query = {"period": YEAR, "register": "probe_direct"} | more
    answer = village.client(name).get("/api/letters?" + "&".join(f"{key}={value}" for key, value in query.items()))
    assert answer.status_code == 200, answer.text
    return answer.json


def test_what_was_typed_stands_in_the_report(village, clerk):
    write_some(village, ["Một"])
    text = shown(clerk, LETTER)
    for part in (
        "UBND XÃ SÍN THẦU\nTRƯỜNG PTDTBT TH SÍN THẦU",
        "Số: 45/BC-THST",
        "Sín Thầu, ngày 03 tháng 11 năm 2026",
        "KT. HIỆU TRƯỞNG\nPHÓ HIỆU TRƯỞNG",
        "Lò Thị <Mai> & {{ x }}",
        "- UBND xã Sín Thầu (để báo cáo);\n- Lưu hồ sơ thi đua;\n- Lưu: VT.",
        "Nhận xét, đánh giá\nPhong trào đi vào nền nếp.\nTháng tới tập trung làm vườn rau.",
    ):
        assert part in text, part


def test_what_was_left_empty_is_a_dotted_line(village, clerk):
    text = shown(clerk, BARE | {"recipients": []})
    assert f"Số: {DOTS}/{DOTS}" in text
    assert f"{DOTS}, ngày {DOTS} tháng {DOTS} năm " in text
    assert "Nhận xét, đánh giá" not in text
    unnamed = shown(clerk, BARE | {"recipients": [], "agency_above": "", "agency": ""})
    assert "SỞ GIÁO DỤC VÀ ĐÀO TẠO\nTH SÍN THẦU" in unnamed
    again = offered(village)["letter"]
    assert (again["agency"], again["place"]) == ("TH SÍN THẦU", "")


def test_what_was_typed_is_there_for_the_next_report(village, clerk):
    first = offered(village)
    assert (first["typed"], first["last"]) == (False, "")
    assert first["letter"]["signer_title"] == "HIỆU TRƯỞNG"
    clerk.order("ht", **WANTED, letter=LETTER)
    same, next_ = offered(village), offered(village, period="2026-2027-HK1")
    assert (same["letter"], same["typed"]) == (LETTER, True)
    assert next_["letter"] == LETTER | {"number": "", "day": "", "assessment": ""}
    assert next_["last"] == "45"
    clerk.order("ht", **WANTED | {"period": "2026-2027-HK1"}, letter=LETTER | {"number": ""})
    assert offered(village)["last"] == "45"
    assert offered(village, "so", unit=village.other.id)["letter"]["symbol"] == "BC"
    with village.app.app_context(), read() as session:
        made = session.scalars(select(AuditEntry).where(AuditEntry.action == "letterhead.change")).all()
        assert [(one.unit, len(one.details["fields"])) for one in made] == [(village.school.id, 7)]


def test_a_list_of_files_does_not_carry_letters(village, clerk):
    clerk.order("ht", **WANTED, letter=LETTER)
    assert "letter" not in village.client("ht").get("/api/exports").json["exports"][0]["asked"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"number": "9" * 31},
        {"assessment": "a" * 6_001},
        {"recipients": ["a"] * 21},
        {"recipients": ["a" * 201]},
        {"recipients": "UBND"},
        {"day": "03/11/2026"},
        {"day": "2026-02-30"},
        {"signer": 5},
        {"strange": "a"},
    ],
)
def test_what_does_not_fit_is_refused_by_its_name(village, wrong):
    client = village.client("ht")
    answer = client.post("/api/exports", WANTED | {"letter": LETTER | wrong})
    assert (answer.status_code, list(answer.json["fields"])) == (400, list(wrong))
    less = {name: value for name, value in LETTER.items() if name != "signer"}
    assert client.post("/api/exports", WANTED | {"letter": less}).json["fields"] == {"signer": {"rule": "type"}}
    assert client.post("/api/exports", WANTED | {"letter": "a"}).status_code == 400


def test_a_teacher_may_make_a_report_but_not_say_who_signs_it(village, clerk):
    assert village.client("gv").post("/api/exports", WANTED).status_code == 202
    assert village.client("gv").post("/api/exports", WANTED | {"letter": LETTER}).status_code == 403
    assert village.client("gv").get(f"/api/letters?period={YEAR}").status_code == 403
