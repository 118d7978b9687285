"""The index of evidence names what bears out each criterion's points, under its record; periods stand in words."""

import json

import pytest

from server.exports.evidence_workbook import proofs
from server.platform.config import ROOT
from sync.protocol.ids import natural_id
from sync.registers import Registers
from tests.exports.clerk import Clerk
from tests.exports.test_exported_files import cells, column, find
from tests.figures.test_a_cluster_sees_how_it_stands import PERIOD, self_score
from tests.fixtures.applications import open_app
from tests.village import SAME_ORIGIN, Village

pytestmark = pytest.mark.slow

OWN = [
    {"id": "a", "criterion": "Nói tiếng Anh mỗi sáng", "points": 3, "evidence": "=Video của lớp 4A"},
    {"id": "b", "criterion": "Khèn", "points": 2},
]
SAID = {
    "curriculum_evidence": "Kế hoạch số 12/KH-TH",
    "own": OWN,
    "penalty_late": 1.5,
    "penalty_evidence": "Sổ công văn",
}

YEAR = PERIOD.rpartition("-")[0]


@pytest.fixture
def place(sqlite_url, tmp_path):
    with open_app(
        sqlite_url, REGISTERS=[ROOT / "server" / "registers" / "definitions"], EXPORTS=str(tmp_path / "exports")
    ) as app:
        yield Village(app)


def index(place, **wanted):
    return cells(Clerk(place).make(kind="evidence", format="xlsx", **wanted))


def lines(sheet, *heads):
    columns = [column(sheet, head) for head in heads]
    return [tuple(cell.value for cell in row) for row in zip(*columns, strict=True) if row[0].value]


def test_each_criterion_that_names_evidence_has_a_line_under_its_record(place):
    self_score(place, "ht", **SAID)
    sheet = index(place)
    wanted = ("STT", "Tên minh chứng", "Điểm", "Minh chứng của tiêu chí")
    title = "Bảng tiêu chí chấm điểm thi đua, học kỳ I năm học 2026–2027"
    assert [line for line in lines(sheet, *wanted) if line[1]] == [
        (1, title, None, None),
        ("1.1", "Kế hoạch giáo dục, kỷ cương, nền nếp", 12, "Kế hoạch số 12/KH-TH"),
        ("1.2", "Nói tiếng Anh mỗi sáng", 3, "=Video của lớp 4A"),
        ("1.3", "Báo cáo muộn, thiếu", -1.5, "Sổ công văn"),
    ]
    assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


def test_records_whose_register_asks_for_no_evidence_keep_one_line_and_no_empty_columns(place):
    leader = place.client("ht")
    record = natural_id(leader.unit, "teacher_pledge", YEAR)
    values = {"form": "teacher_pledge@1", "period": YEAR, "set": {"pledged": 12, "fulfilled": 11}}
    assert "refused" not in leader.do(leader.mutation("put", record=record, then="submit", **values))
    sheet = index(place, register="teacher_pledge", status="submitted")
    heads = [cell.value for cell in sheet[find(sheet, "STT").row]]
    assert "Điểm" not in heads
    ((number, title),) = [line for line in lines(sheet, "STT", "Tên minh chứng") if isinstance(line[0], int)]
    assert (number, title.rpartition(", ")[2]) == (1, "năm học 2026–2027")


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("vi", "Bảng tiêu chí chấm điểm thi đua, học kỳ I năm học 2026–2027"),
        ("en", "Emulation criteria score, semester I of 2026–2027"),
    ],
)
def test_both_languages_call_an_untitled_record_by_its_period_in_words(place, language, title):
    self_score(place, "ht")
    so, clerk = place.client("so"), Clerk(place)
    headers = SAME_ORIGIN | {"X-Account": so.account, "Accept-Language": language}
    order = {"kind": "records", "format": "json", "register": "criteria_score"}
    id_ = so.http.post("/api/exports", json=order, headers=headers).json["id"]
    clerk.work()
    (line,) = json.loads(clerk.fetch(id_))
    assert line["title"] == title


def test_a_remark_on_points_is_no_evidence_of_them():
    registers = Registers([ROOT / "server" / "registers" / "definitions"])
    remarked = registers.latest("cross_score")
    assert remarked
    data = {"school": "x", "education_points": 20, "education_remark": "Cần bổ sung"}
    assert list(proofs(remarked, data, "vi")) == []
