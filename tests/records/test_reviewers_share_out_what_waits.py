"""Reviewers take records that wait, give them to each other, and see who has one open; nobody is kept from deciding."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from server.models.reviewing import OpenRecord
from server.platform.clock import now
from server.platform.database import read, write
from server.records.assignments import OPEN_FOR
from tests.records.test_queue_lists_what_waits import chained
from tests.village import Village, code


def waiting(client, more=""):
    return {record["id"]: record for record in client.get(f"/api/records?for=me{more}").json["records"]}


def counted(client, more=""):
    return client.get(f"/api/records/counts?for=me{more}").json["waiting"]


def give(client, records, person):
    return client.post("/api/reviewing/assignments", {"records": list(records), "person": person})


@pytest.fixture
def written(village: Village):
    """Three records that wait for the department, where a second officer works."""
    village.add("so2", "department", village.province)
    gv = village.client("gv")
    puts = [gv.put(then="submit") for _ in range(3)]
    gv.sync(*puts)
    return [put["id"] for put in puts]


def test_one_takes_and_gives_and_each_finds_their_own(village: Village, written):
    so, so2, here = village.client("so"), village.client("so2"), village.accounts
    people = so.get("/api/reviewing/people").json["people"]
    assert {each["id"] for each in people} == {here["so"], here["so2"]}
    assert give(so, written[:1], here["so"]).json == {"records": written[:1]}
    assert give(so, written[1:2], here["so2"]).json == {"records": written[1:2]}
    for client, mine, other in ((so, written[0], "so2"), (so2, written[1], "so")):
        assert set(waiting(client, "&whose=me")) == {mine}
        assert set(waiting(client, "&whose=nobody")) == {written[2]}
        assert set(waiting(client, f"&whose={here[other]}")) == set(written[:2]) - {mine}
        for whose in ("me", "nobody", here[other]):
            assert counted(client, f"&whose={whose}") == 1
        assert waiting(client)[mine]["assigned"] == client.account
    assert "assigned" not in waiting(so)[written[2]]
    page = so2.get("/api/records?for=me").json
    assert page["people"][here["so2"]] == "so2"
    assert set(give(so2, written, None).json["records"]) == set(written)
    assert set(waiting(so, "&whose=nobody")) == set(written)


def test_nobody_is_kept_from_deciding_and_the_next_turn_begins_free(village: Village, written):
    so, so2 = village.client("so"), village.client("so2")
    give(so, written, so.account)
    base = so2.read(written[0])["version"]
    assert "refused" not in so2.do(so2.mutation("approve", record=written[0], base=base))
    assert set(give(so2, written, so2.account).json["records"]) == set(written[1:])
    assert "refused" not in so2.do(so2.mutation("return", record=written[1], base=base_of(so2, written[1]), text="Xem"))
    gv = village.client("gv")
    gv.sync()
    assert "refused" not in gv.do(gv.mutation("submit", record=written[1], base=base_of(gv, written[1])))
    assert set(waiting(so2, "&whose=me")) == set(written[1:])  # it is the same turn again


def base_of(client, record):
    return client.read(record)["version"]


def test_only_who_reviews_the_same_is_given_anything(village: Village, written):
    so, here = village.client("so"), village.accounts
    for person in (here["gv"], here["ht"], here["xa"], here["admin"], "0198c0de-0000-7000-8000-000000000000"):
        answer = give(so, written, person)
        assert (answer.status_code, set(answer.json["fields"])) == (400, {"person"})
    for name in ("gv", "admin"):
        client = village.client(name)
        assert give(client, written, None).status_code == 403
        assert client.send("PUT", "/api/reviewing/open", {"record": written[0]}).status_code == 403
    assert give(village.client("ht"), written, here["ht"]).json == {"records": []}  # not theirs to review
    assert give(so, [], None).status_code == 400
    assert give(so, written * 67, None).status_code == 400


def test_it_stands_in_the_audit_by_whom_and_to_whom(village: Village, written):
    so = village.client("so")
    give(so, written[:2], village.accounts["so2"])
    entries = so.get("/api/audit?what=review.assign").json["entries"]
    assert {entry["target"]["id"] for entry in entries} == set(written[:2])
    assert {entry["by"]["id"] for entry in entries} == {so.account}
    assert {entry["details"]["given"] for entry in entries} == {village.accounts["so2"]}


def test_colleagues_see_for_a_little_over_a_minute_who_has_it_open(village: Village, written):
    so, so2 = village.client("so"), village.client("so2")
    assert so.send("PUT", "/api/reviewing/open", {"record": written[0]}).json == {}
    assert so2.send("PUT", "/api/reviewing/open", {"record": written[0]}).json == {"open": [so.account]}
    assert waiting(so2)[written[0]]["open"] == [so.account]
    assert so2.get("/api/records?for=me").json["people"][so.account] == "so"
    assert "open" not in waiting(so2)[written[1]]
    for stranger in ("gv", "ht"):
        listed = village.client(stranger).get("/api/records").json["records"]
        assert not any({"open", "assigned"} & set(record) for record in listed)
    so.send("PUT", "/api/reviewing/open", {"record": written[1]})
    assert [id_ for id_, record in waiting(so2).items() if "open" in record] == [written[1]]
    so.send("PUT", "/api/reviewing/open", {"record": None})
    assert not any("open" in record for record in waiting(so2).values())
    so.send("PUT", "/api/reviewing/open", {"record": written[0]})
    with village.app.app_context(), write() as session:
        session.execute(update(OpenRecord).values(at=now() - OPEN_FOR - timedelta(seconds=1)))
    assert not any("open" in record for record in waiting(so2).values())
    with village.app.app_context(), read() as session:
        assert session.query(OpenRecord).count() == 2  # a row for each person, however many they open


def test_a_colleague_is_not_given_what_they_wrote_themselves(village: Village):
    village.add("ht3", "leader", village.school)
    ht, ht3 = village.client("ht"), village.client("ht3")
    put = chained(ht3, "2026-H2")
    assert code(ht3.do(put)) is None
    assert set(waiting(ht)) == {put["record"]}
    assert give(ht, [put["record"]], ht3.account).json == {"records": []}
    assert give(ht, [put["record"]], ht.account).json == {"records": [put["record"]]}
    assert set(waiting(ht, "&whose=me")) == {put["record"]}


def test_what_is_typed_by_hand_is_named(village: Village, written):
    so = village.client("so")
    for whose in ("you", "1", "me,nobody"):
        answer = so.get(f"/api/records?for=me&whose={whose}")
        assert (answer.status_code, set(answer.json["fields"])) == (400, {"whose"})
