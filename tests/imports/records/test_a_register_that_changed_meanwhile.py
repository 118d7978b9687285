"""A register that gets a new version between an import's preview and its last press: the rows are shown anew first."""

import pytest

from tests.imports.records.importer import Importer, table
from tests.registers.test_registers_published_without_a_programmer import (
    CHOICES,
    MEASURES,
    SURVEY,
    WHOLE,
    publish,
    upload,
    workbook_of,
)

pytestmark = pytest.mark.slow
WIDER = [row if row[1] != "books" else (*row[:6], ". >= 0 and . <= 900") for row in SURVEY]
SETTINGS = [
    ("form_title", "lt_title::English (en)", "form_id", "version", "lt_by", "lt_review", "lt_counts"),
    ("Góc đọc", "Reading corner", "corner", "2", "teacher", "department", "submitted"),
]
HEAD = ("Mã đơn vị", "Ngày", "Loại", "Số sách")
ROWS = (("T1", "05/10/2026", "Đọc sách", 12), ("T1", "06/10/2026", "Đọc sách", 600))


def test_is_shown_anew_and_nothing_is_written_of_the_old_preview(coded_on_each):
    so = coded_on_each.client("so")
    publish(so, upload(so, WHOLE).json)
    desk = Importer(so)
    seen = desk.preview(table(*ROWS, head=HEAD), "corner", period="2026-2027")
    assert seen["counts"] == {"new": 1, "same": 0, "faulty": 1, "left_out": 0}
    mapping = seen["mapping"]
    left_out = desk.map(mapping | {"skip": [desk.rows("faulty")[0]["row"]]}).json
    publish(so, upload(so, workbook_of(WIDER, CHOICES, SETTINGS, lt_measures=MEASURES)).json)

    answer = desk.apply(left_out["digest"]).json
    assert answer["again"]
    assert answer["applied"] is None
    assert so.get("/api/records?register=corner").json["records"] == []

    again = desk.map(mapping).json
    assert again["counts"] == {"new": 2, "same": 0, "faulty": 0, "left_out": 0}
    assert desk.apply(again["digest"]).json["applied"]
    records = so.get("/api/records?register=corner").json["records"]
    assert sorted((one["form"], one["data"]["books"]) for one in records) == [("corner@2", 12), ("corner@2", 600)]
