"""A phone keeps what it wrote without fetching it again, if and only if that is just what the server has."""

import pytest

from tests.village import code


@pytest.fixture
def pair(village):
    """Two who write to one record, both up to date; the record's id and version."""
    gv, gvb = village.client("gv"), village.client("gvb")
    put = gv.put(set={"note": "Ghi", "n": 1, "day": "2026-10-05", "who": gvb.account}, then="submit")
    version = gv.do(put)["version"]
    gv.sync()
    assert [one["id"] for one in gvb.sync()["changes"]] == [put["id"]]
    return gv, gvb, put["id"], version


def fetches(client, mutation):
    """What comes back of a record with a mutation; the mutation must not be refused."""
    answer = client.sync(mutation)
    assert code(answer["outcomes"][mutation["id"]]) is None, answer
    return [one["id"] for one in answer.get("changes") or ()]


def test_a_plain_edit_does_not_come_back(pair):
    gv, _, record, version = pair
    assert fetches(gv, gv.put(record=record, base=version, set={"n": 2})) == []


def test_a_conflict_and_what_settles_it_come_back(pair):
    gv, gvb, record, version = pair
    assert fetches(gvb, gvb.put(record=record, base=version, set={"n": 2})) == []
    mine = gv.put(record=record, base=version, set={"n": 3})
    assert fetches(gv, mine) == [record]
    seen = gv.read(record)["version"]
    assert fetches(gv, gv.put(record=record, base=seen, resolves={"n": [mine["id"]]})) == [record]


def test_an_edit_beside_anothers_alternative_does_not_come_back_and_one_of_its_field_does(pair):
    gv, gvb, record, version = pair
    gvb.do(gvb.put(record=record, base=version, set={"n": 2}))
    gv.do(gv.put(record=record, base=version, set={"n": 3}))
    seen = gv.read(record)["version"]
    assert fetches(gv, gv.put(record=record, base=seen, set={"m": 9})) == []
    gvb.sync()
    seen = gvb.read(record)["version"]
    assert fetches(gvb, gvb.put(record=record, base=seen, set={"n": 5})) == [record]


def test_what_breaks_or_mends_a_rule_comes_back(pair):
    gv, _, record, version = pair
    assert fetches(gv, gv.put(record=record, base=version, set={"m": 0})) == [record]
    seen = gv.read(record)["version"]
    assert fetches(gv, gv.put(record=record, base=seen, set={"m": 1})) == [record]


def test_a_text_that_is_written_in_another_way_comes_back(pair):
    gv, _, record, version = pair
    assert fetches(gv, gv.mutation("comment", record=record, base=version, text="Đã xem")) == []
    seen = gv.read(record)["version"]
    assert fetches(gv, gv.mutation("comment", record=record, base=seen, text="Đa\u0303 xem")) == [record]
    assert gv.read(record)["thread"][-1]["text"] == "Đã xem"


def test_what_loses_its_period_comes_back(pair):
    gv, _, record, version = pair
    assert fetches(gv, gv.put(record=record, base=version, set={"day": None})) == [record]
    assert gv.read(record).get("period") is None


def test_who_is_named_sees_it_and_who_is_no_longer_named_is_still_among_its_authors(pair):
    gv, gvb, record, version = pair
    draft = gv.put(set={"note": "Nháp", "day": "2026-10-05", "who": gvb.account, "whom": [gv.account]})
    assert code(gv.do(draft)) is None
    assert gvb.read(draft["id"])["data"]["note"] == "Nháp"
    unnamed = gv.put(record=draft["id"], base=gv.read(draft["id"])["version"], set={"who": None})
    assert code(gv.do(unnamed)) is None
    assert gvb.get(f"/api/records/{draft['id']}").status_code == 404
