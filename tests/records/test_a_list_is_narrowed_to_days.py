"""A list of records can be narrowed to the days of what it tells of, or to those on which it came to its status."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from server.models.log import Record
from server.platform.clock import start_of_day, today
from server.platform.database import write
from sync.protocol.transitions import STATUSES
from tests.fixtures.days import day_in
from tests.village import Village

DAYS = ["2026-03-01", "2026-03-15", "2026-03-31"]


def listed(client, query):
    return [record["data"].get("day") for record in client.get(f"/api/records?{query}").json["records"]]


@pytest.fixture
def written(village: Village):
    gv = village.client("gv")
    for day in DAYS:
        gv.sync(gv.put(set={"note": "Ghi chú", "n": 1, "day": day}, then="submit"))
    gv.sync(gv.put(set={"note": "Chưa có ngày"}))
    return gv


def test_both_ends_belong_to_it_and_each_may_be_left_open(village: Village, written):
    for range_, expected in (
        ("2026-03-01..2026-03-15", DAYS[:2]),
        ("2026-03-15..", DAYS[1:]),
        ("..2026-03-15", DAYS[:2]),
        ("0001-01-01..", DAYS),
        ("..", [None, *DAYS]),
        ("2026-03-02..2026-03-14", []),
    ):
        assert listed(written, f"sort=day&day={range_}") == expected, range_
    assert listed(village.client("so"), "for=me&sort=-day&day=2026-03-15..") == DAYS[:0:-1]


def test_what_came_on_a_day_came_on_that_day_in_viet_nam(village: Village, written):
    so = village.client("so")
    midnight = start_of_day(today())
    with village.app.app_context(), write() as session:
        session.execute(update(Record).where(Record.data["day"].as_string() == DAYS[0]).values(since=midnight))
        yesterday = midnight - timedelta(seconds=1)
        session.execute(update(Record).where(Record.data["day"].as_string() == DAYS[1]).values(since=yesterday))
    assert listed(so, f"for=me&sort=day&since={day_in(0)}..{day_in(0)}") == [DAYS[0], DAYS[2]]
    assert listed(so, f"for=me&sort=day&since={day_in(-1)}..{day_in(-1)}") == [DAYS[1]]
    assert listed(so, f"for=me&sort=day&since=..{day_in(-1)}") == [DAYS[1]]
    assert listed(so, f"for=me&sort=day&since={day_in(1)}..") == []


def test_counts_are_of_the_same_days(village: Village, written):
    so = village.client("so")
    for query in ("day=2026-03-15..", f"since={day_in(0)}..", f"since=..{day_in(-1)}"):
        for whose in ("", "&for=me"):
            found = so.get(f"/api/records?{query}{whose}").json["records"]
            counts = so.get(f"/api/records/counts?{query}{whose}").json["counts"]
            assert sum(each["n"] for each in counts) == len(found), query + whose


def test_a_file_that_is_ordered_is_of_the_same_days(village: Village, written):
    so = village.client("so")
    days = {"day": "2026-03-15..", "since": f"..{day_in(0)}"}
    order = {"kind": "records", "format": "xlsx", "register": "probe_direct"} | days
    job = so.post("/api/exports", order).json
    assert job["asked"]["filters"] == days
    refused = so.post("/api/exports", order | {"day": "x"})
    assert set(refused.json["fields"]) == {"day"}


@pytest.mark.lengthy
def test_by_status_downwards_a_page_goes_on_where_the_last_one_ended(village: Village, written):
    deleted, draft = written.put(), written.put()
    written.sync(deleted, draft)
    written.sync(written.mutation("delete", record=deleted["id"], base=written.read(deleted["id"])["version"]))
    so = village.client("so")
    [first, *_] = so.get("/api/records?for=me").json["records"]
    assert "refused" not in so.do(so.mutation("approve", record=first["id"], base=first["version"]))
    ids = {}
    for sort in ("status", "-status"):
        found, cursor = [], ""
        while cursor is not None:
            page = written.get(f"/api/records?limit=1&sort={sort}" + (f"&cursor={cursor}" if cursor else "")).json
            found, cursor = found + page["records"], page["next"]
        ids[sort] = [(STATUSES.index(each["status"]), each["id"]) for each in found]
        assert ids[sort] == sorted(ids[sort], reverse=sort == "-status")
    assert ids["status"] == ids["-status"][::-1]
    assert len({status for status, _ in ids["status"]}) == 4
