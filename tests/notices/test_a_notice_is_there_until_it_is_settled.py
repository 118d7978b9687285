"""Who wrote a record hears that it was returned until it is sent again, that it was approved for two weeks; nobody
else does."""

import time_machine
from sqlalchemy import func, select

from server.models.log import Record
from server.models.notices import NoticeMark
from server.platform.clock import now
from server.platform.database import write
from tests.log.quarantine import transfer
from tests.notices.inbox import decide, heard, inbox, sent
from tests.village import Village

WHY = {"text": "Thiếu số liệu"}


def test_a_returned_record_is_heard_of_until_it_is_sent_again(village: Village):
    record = sent(village, "gv")
    assert heard(village, "gv") == []
    decide(village, "so", record, "return", **WHY)
    [one] = inbox(village, "gv")
    assert (one["kind"], one["record"], one["title"]) == ("returned", record, "Ghi chú")
    assert (one["needs"], one["read"], one["unit"]) == (True, False, village.school.id)
    assert "Thiếu" not in str(one)
    decide(village, "gv", record, "submit")
    assert heard(village, "gv") == []


def test_returned_again_it_is_new_again(village: Village):
    record = sent(village, "gv")
    decide(village, "so", record, "return", **WHY)
    gv = village.client("gv")
    [first] = inbox(village, "gv")
    assert gv.post("/api/notices/read", {"notices": [first["id"]]}).status_code == 204
    assert gv.get("/api/notices").json["unread"] == 0
    decide(village, "gv", record, "submit")
    decide(village, "so", record, "return", **WHY)
    [again] = inbox(village, "gv")
    assert (again["id"] != first["id"], again["read"]) == (True, False)


def test_an_approved_record_is_news_for_two_weeks(village: Village):
    record = sent(village, "gv")
    decide(village, "so", record, "approve")
    [one] = inbox(village, "gv")
    assert (one["kind"], one["needs"]) == ("approved", False)
    with time_machine.travel(now().timestamp() + 15 * 86400, tick=True):
        assert heard(village, "gv") == []


def test_a_co_author_hears_of_it_and_nobody_else(village: Village):
    values = {"note": "Cùng viết", "n": 1, "day": "2026-10-05", "who": village.accounts["gvb"]}
    record = sent(village, "gv", set=values)
    decide(village, "so", record, "return", **WHY)
    assert heard(village, "gv", "returned") == heard(village, "gvb", "returned") == ["returned"]
    for name in ("ht", "gv2", "ht2", "xa", "so", "admin"):
        assert heard(village, name, "returned", "approved") == [], name


def test_who_has_left_the_school_for_good_hears_of_nothing(village: Village):
    record = sent(village, "gv")
    decide(village, "so", record, "return", **WHY)
    transfer(village, "gv", village.other)
    # A transferred teacher may finish what was returned, and nobody else takes it over.
    assert heard(village, "gv") == ["returned"]
    assert heard(village, "gv2", "returned") == []


def test_pages_follow_one_another_and_a_second_look_costs_nothing(village: Village):
    records = {sent(village, "gv") for _ in range(3)}
    for record in records:
        decide(village, "so", record, "return", **WHY)
    gv = village.client("gv")
    first = gv.get("/api/notices?limit=2")
    second = gv.get(f"/api/notices?limit=2&cursor={first.json['next']}").json
    assert {one["record"] for one in first.json["notices"] + second["notices"]} == records
    assert (second["next"], second["unread"], second["needs"]) == (None, 3, 3)
    headers = {"X-Account": gv.account, "If-None-Match": first.headers["ETag"]}
    assert gv.http.get("/api/notices?limit=2", headers=headers).status_code == 304


def test_marks_of_others_and_of_nothing_fill_no_table(village: Village):
    record = sent(village, "gv")
    decide(village, "so", record, "return", **WHY)
    [one] = inbox(village, "gv")
    other = village.client("gvb")
    assert other.post("/api/notices/read", {"notices": [one["id"], "x" * 200]}).status_code == 204
    for bad in ({"notices": ["x" * 201]}, {"notices": ["x"] * 201}, {"notices": "x"}, {}):
        assert other.post("/api/notices/read", bad).status_code == 400
    with village.app.app_context(), write() as session:
        assert session.scalar(select(func.count()).select_from(NoticeMark)) == 0
    assert not inbox(village, "gv")[0]["read"]


def test_whoever_decides_on_it_is_told_of_no_approval_of_their_own(village: Village):
    record = sent(village, "gv")
    decide(village, "so", record, "approve")
    village.add("nguoi-so", "department", village.province)
    with village.app.app_context(), write() as session:
        session.get_one(Record, record).author = village.accounts["nguoi-so"]
    assert heard(village, "nguoi-so") == []


def test_what_needs_something_stands_first(village: Village):
    returned, approved = sent(village, "gv"), sent(village, "gv")
    decide(village, "so", returned, "return", **WHY)
    decide(village, "so", approved, "approve")
    assert [one["kind"] for one in inbox(village, "gv")] == ["returned", "approved"]
