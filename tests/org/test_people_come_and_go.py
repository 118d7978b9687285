"""People are taken on, moved on a day, stood in for and leave; of two administrators at once, one is told."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from server.models.org import Role
from server.org.people import add_unit
from server.platform.database import read, write
from tests.fixtures.days import day_in
from tests.village import code


@pytest.fixture
def near(village):
    """A second school below the same commune."""
    with village.app.app_context(), write() as session:
        return add_unit(session, kind="school", name="THCS Sín Thầu", parent=village.commune)


def person(client, account):
    return client.get(f"/api/people/{account}").json


def hire(client, unit, username, role="teacher", **more):
    body = {"name": "Lò Thị Mới", "username": username, "role": {"unit": unit, "role": role} | more}
    return client.send("POST", "/api/people", body)


def move(client, account, to, on=None, version=None, **more):
    told = person(client, account)
    role = next(one["id"] for one in told["roles"] if one["may"]["end"])
    path = f"/api/people/{account}/roles/{role}/transfer"
    return client.send("POST", path, {"unit": to, "on": on or day_in(0)} | more, version or told["version"])


def test_a_leader_takes_somebody_on_who_signs_in_with_a_code(village):
    ht = village.client("ht")
    answer = hire(ht, village.school.id, "lo.moi")
    assert answer.status_code == 201, answer.text
    assert [one["role"] for one in answer.json["roles"]] == ["teacher"]
    printed = ht.send("POST", f"/api/people/{answer.json['id']}/code", {}).json
    village.people["moi"] = "lo.moi"
    village.password = printed["code"]
    assert village.sign_in("moi").sync()
    assert hire(ht, village.school.id, "LO.MOI").json["fields"] == {"username": {"rule": "unique"}}
    assert hire(ht, village.other.id, "lo.khac").status_code == 403


def test_people_are_found_without_diacritics_by_role_and_unit(village):
    ht, so = village.client("ht"), village.client("so")
    hire(ht, village.school.id, "lo.moi")
    assert [one["name"] for one in ht.get("/api/people?q=lo+thi").json["people"]] == ["Lò Thị Mới"]
    names = {one["name"] for one in ht.get("/api/people").json["people"]}
    assert names == {"gv", "gvb", "ht", "Lò Thị Mới"}
    found = so.get(f"/api/people?unit={village.other.id}&role=leader").json["people"]
    assert [one["name"] for one in found] == ["ht2"]
    first = so.get("/api/people?limit=4").json
    rest = so.get(f"/api/people?limit=100&cursor={first['next']}").json
    assert len({one["id"] for one in first["people"] + rest["people"]}) == 9
    assert rest["next"] is None
    assert ht.get(f"/api/people/{village.accounts['gv2']}").status_code == 404
    assert ht.get("/api/people?limit=x&role=king").status_code == 400


def test_a_transfer_today_lets_the_work_of_this_morning_wait_for_the_former_leader(village, near):
    gv, xa = village.client("gv"), village.client("xa")
    made = gv.put(at=(datetime.now(UTC) - timedelta(minutes=5)).isoformat())
    answer = move(xa, gv.account, near.id)
    assert answer.status_code == 200, answer.text
    outcomes = gv.sync(made, now=datetime.now(UTC).isoformat())["outcomes"]
    assert code(outcomes[made["id"]]) == "moved"
    gv.unit = near.id
    assert code(gv.do(gv.put())) is None


def test_a_transfer_may_lie_ahead_or_behind(village, near):
    gv, gvb, so = village.client("gv"), village.client("gvb"), village.client("so")
    assert move(so, gv.account, near.id, day_in(10)).status_code == 200
    assert code(gv.do(gv.put())) is None
    assert {one["unit"] for one in gv.get("/api/session").json["roles"]} == {village.school.id}
    assert move(so, gvb.account, near.id, day_in(-10)).status_code == 200
    assert {one["unit"] for one in gvb.get("/api/session").json["roles"]} == {near.id}
    assert move(so, gvb.account, near.id, "1900-01-01").json["fields"] == {"on": {"rule": "range"}}


def test_a_person_works_in_two_schools(village, near):
    xa, account = village.client("xa"), village.accounts["gv"]
    version = person(xa, account)["version"]
    given = xa.send("POST", f"/api/people/{account}/roles", {"unit": near.id, "role": "teacher"}, version)
    assert given.status_code == 201, given.text
    gv = village.client("gv")
    assert code(gv.do(gv.put())) is None
    gv.unit = near.id
    assert code(gv.do(gv.put())) is None
    twice = xa.send("POST", f"/api/people/{account}/roles", {"unit": near.id, "role": "teacher"}, version + 1)
    assert twice.json["fields"] == {"role": {"rule": "unique"}}
    # Neither of the two leaders prints a code, nor could have taken a stranger in to do so.
    assert village.client("ht").send("POST", f"/api/people/{account}/code", {}).status_code == 403
    stranger = village.accounts["gv2"]
    path = f"/api/people/{stranger}/roles"
    assert village.client("ht").send("POST", path, {"unit": village.school.id, "role": "teacher"}, 1).status_code == 404


def test_a_deputy_stands_in_until_a_day_and_names_no_other(village):
    ht, account = village.client("ht"), village.accounts["gv"]
    role = {"unit": village.school.id, "role": "leader", "deputy": True}
    path = f"/api/people/{account}/roles"
    assert ht.send("POST", path, role, 1).json["fields"] == {"until": {"rule": "required"}}
    assert ht.send("POST", path, role | {"deputy": False, "until": day_in(10)}, 1).status_code == 403
    assert ht.send("POST", path, role | {"until": day_in(10)}, 1).status_code == 201
    gv = village.client("gv")
    assert gv.get(f"/api/devices?unit={village.school.id}").status_code == 200
    other = f"/api/people/{village.accounts['gvb']}"
    assert gv.send("POST", f"{other}/roles", role | {"until": day_in(10)}, 1).status_code == 403
    assert gv.send("POST", f"{other}/code", {}).status_code == 201
    assert gv.send("POST", f"/api/people/{ht.account}/code", {}).status_code == 403


def test_who_leaves_can_still_send_what_the_phone_holds(village):
    gv, ht = village.client("gv"), village.client("ht")
    made = gv.put(at=(datetime.now(UTC) - timedelta(minutes=5)).isoformat())
    assert ht.send("POST", f"/api/people/{gv.account}/leave", {}, 1).status_code == 200
    assert gv.get("/api/session").json["roles"] == []
    assert code(gv.sync(made, now=datetime.now(UTC).isoformat())["outcomes"][made["id"]]) == "moved"
    assert gv.account not in {one["id"] for one in ht.get("/api/people").json["people"]}
    assert gv.account in {one["id"] for one in ht.get("/api/people?past=true").json["people"]}
    assert ht.send("POST", f"/api/people/{gv.account}/code", {}).status_code == 403


def test_of_two_administrators_at_once_one_is_told(village):
    so, account = village.client("so"), village.accounts["gv"]
    path = f"/api/people/{account}"
    assert so.send("PATCH", path, {"name": "Không phiên bản"}).status_code == 400
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda name: so.send("PATCH", path, {"name": name}, 1), ("Lò Văn A", "Lò Văn B")))
    assert sorted(answer.status_code for answer in answers) == [200, 409]
    lost = next(answer.json for answer in answers if answer.status_code == 409)
    assert lost["code"] == "changed_meanwhile"
    assert person(so, account)["version"] == 2


def test_a_role_that_never_began_never_does(village, near):
    so, account = village.client("so"), village.accounts["gv"]
    assert move(so, account, near.id, day_in(10)).status_code == 200
    told = person(so, account)
    ahead = next(one for one in told["roles"] if one["unit"] == near.id)
    path = f"/api/people/{account}/roles/{ahead['id']}/end"
    assert so.send("POST", path, {}, told["version"]).status_code == 200
    with village.app.app_context(), read() as session:
        role = session.scalars(select(Role).where(Role.id == ahead["id"])).one()
    assert role.until == role.since
