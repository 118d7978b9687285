"""Whoever keeps an overview open asks every few seconds: nothing is read until something in sight has changed."""

import pytest
from sqlalchemy import event

from server.platform.database import db
from tests.village import SAME_ORIGIN, Village

PATH = "/api/overview?register=probe_direct&period=2026-2027"


def ask(client, etag=None, path=PATH):
    headers = {"X-Account": client.account} | ({"If-None-Match": etag} if etag else {})
    answer = client.http.get(path, headers=headers)
    return answer.status_code, answer.headers.get("ETag"), answer.json


def count(answer):
    return next(item["total"]["value"] for item in answer["measures"] if item["key"] == "count")


@pytest.mark.lengthy
def test_nothing_comes_until_something_changes_and_then_at_once(village: Village):
    gv, so, xa = village.client("gv"), village.client("so"), village.client("xa")
    put = gv.put(then="submit")
    version = gv.do(put)["version"]
    status, etag, before = ask(so)
    assert (status, count(before), before["standing"]["total"]) == (200, 0, {"submitted": 1})
    assert ask(so, etag)[0] == 304
    so.sync(so.mutation("approve", record=put["id"], base=version, unit=put["unit"]))
    status, newer, after = ask(so, etag)
    assert (status, count(after)) == (200, 1)
    assert ask(so, newer)[0] == 304
    assert ask(xa, newer)[0] == 200, "one person's etag says nothing to another"
    assert ask(so, newer, f"{PATH}&status=submitted")[0] == 200


def test_what_is_out_of_sight_changes_nothing(village: Village):
    xa, far = village.client("xa"), village.client("gv2")
    far.unit = village.other.id
    etag = ask(xa)[1]
    assert "refused" not in far.do(far.put(then="submit"))
    assert ask(xa, etag)[0] == 304


def test_unsent_data_and_new_people_are_told_at_once(village: Village):
    so, gv = village.client("so"), village.client("gv")
    etag = ask(so)[1]
    gv.sync(queue={"mutations": 2, "photos": 0})
    status, newer, answer = ask(so, etag)
    assert status == 200
    assert [one["name"] for one in answer["complete"]["holding"]] == ["TH Sín Thầu"]
    village.add("new", "teacher", village.school)
    assert ask(so, newer)[0] == 200


def test_each_language_has_its_own(village: Village):
    so = village.client("so")
    etag = ask(so)[1]
    english = {"X-Account": so.account, "If-None-Match": etag, "Accept-Language": "en"}
    assert so.http.get(PATH, headers=english).status_code == 200


@pytest.mark.lengthy
def test_whose_overview_one_may_read(village: Village):
    nowhere = "0193a000-0000-7000-8000-000000000001"
    own = {"so": village.province, "xa": village.commune, "gv": village.school, "ht": village.school}
    for name, unit in own.items():
        assert ask(village.client(name))[2]["unit"]["id"] == unit.id
    for name, forbidden in {
        "xa": [village.province.id, village.other.id, nowhere],
        "gv": [village.province.id, village.commune.id, village.other.id],
        "admin": [village.province.id, village.school.id],
    }.items():
        client = village.client(name)
        for unit in forbidden:
            assert ask(client, path=f"{PATH}&unit={unit}")[0] == 403, (name, unit)
    assert ask(village.client("xa"))[2]["path"] == []
    assert village.app.test_client().get(PATH, headers=SAME_ORIGIN).status_code == 401


def test_filters_typed_by_hand_are_refused_by_name(village: Village):
    so = village.client("so")
    for query, fields in (
        ("register=x", {"register"}),
        ("period=x", {"period"}),
        ("register=probe&period=2026-2027-HK1", {"period"}),
        ("status=draft", {"status"}),
        ("unit=x&nosuch=1", {"unit", "nosuch"}),
        ("unit=%00", {"unit"}),
        ("register=probe&register=probe_direct", {"register"}),
    ):
        status, _, answer = ask(so, path=f"/api/overview?{query}")
        assert (status, set(answer["fields"])) == (400, fields), query
    assert ask(so, path="/api/overview?%ff")[0] == 400


def test_a_whole_answer_takes_few_statements_however_many_registers_there_are(village: Village):
    so, statements = village.client("so"), []
    with village.app.app_context():
        engine = db.engine

    def hear(_connection, _cursor, statement, *_):
        statements.append(statement)

    ask(so)
    event.listen(engine, "before_cursor_execute", hear)
    try:
        ask(so)
    finally:
        event.remove(engine, "before_cursor_execute", hear)
    assert 0 < len(statements) <= 45, len(statements)
