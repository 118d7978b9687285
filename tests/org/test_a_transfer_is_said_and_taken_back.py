"""A transfer says in numbers what it leaves, and until its day one act takes it back, as if it had never been."""

import pytest

from server.org.people import add_unit
from server.platform.database import write
from tests.fixtures.days import day_in
from tests.org.test_people_come_and_go import move, person


@pytest.fixture
def near(village):
    with village.app.app_context(), write() as session:
        return [add_unit(session, kind="school", name=name, parent=village.commune) for name in ("THCS A", "THCS B")]


def role_in(shown, unit):
    return next(one for one in shown["roles"] if one["unit"] == unit and (one["until"] or "9") > one["since"])


def take_back(client, account, unit):
    shown = person(client, account)
    path = f"/api/people/{account}/roles/{role_in(shown, unit)['id']}/end"
    return client.send("DELETE", path, version=shown["version"])


def roles(client, account):
    return [(one["name"], one["until"]) for one in person(client, account)["roles"] if one["until"] != one["since"]]


def test_what_stays_is_counted(village, near):
    gv, xa = village.client("gv"), village.client("xa")
    for then in (None, "submit", "submit"):
        gv.do(gv.put(**({"then": then} if then else {})))
    gv.sync(queue={"mutations": 3, "photos": 1})
    role = role_in(person(xa, gv.account), village.school.id)["id"]
    said = xa.get(f"/api/people/{gv.account}/roles/{role}/transfer").json
    counts = {"records": 3, "unfinished": 1, "waiting": 2, "unsent": 4, "holders": 1}
    assert said == counts | {"people": 1, "sites": 0}
    whole = village.client("so").get(f"/api/units/{village.school.id}/end").json
    assert whole == counts | {"people": 3, "sites": 1}
    assert xa.get(f"/api/units/{village.school.id}/end").status_code == 403
    assert gv.get(f"/api/people/{gv.account}/roles/{role}/transfer").status_code in (403, 404)


def test_until_its_day_it_is_taken_back_with_what_follows(village, near):
    gv, xa = village.client("gv"), village.client("xa")
    before = roles(xa, gv.account)
    assert move(xa, gv.account, near[0].id, day_in(10)).status_code == 200
    shown = person(xa, gv.account)
    planned = role_in(shown, village.school.id)
    assert planned["planned"] == {"role": "teacher", "name": "THCS A"}
    assert planned["may"] == {"end": True, "keep": True}
    onward = role_in(shown, near[0].id)["id"]
    path = f"/api/people/{gv.account}/roles/{onward}/transfer"
    body = {"unit": near[1].id, "on": day_in(20)}
    assert xa.send("POST", path, body, shown["version"]).status_code == 200

    assert take_back(xa, gv.account, village.school.id).status_code == 200
    assert roles(xa, gv.account) == before
    assert role_in(person(xa, gv.account), village.school.id)["planned"] is None
    assert take_back(xa, gv.account, village.school.id).json["fields"] == {"role": {"rule": "not_planned"}}
    entries = xa.get(f"/api/audit?target={gv.account}").json["entries"]
    assert entries[0]["what"] == "role.keep"


def test_once_its_day_has_come_it_stays(village, near):
    gv, xa = village.client("gv"), village.client("xa")
    assert move(xa, gv.account, near[0].id).status_code == 200
    shown = person(xa, gv.account)
    former = shown["roles"][0]
    assert (former["planned"], former["may"]["keep"]) == (None, False)
    path = f"/api/people/{gv.account}/roles/{former['id']}/end"
    assert xa.send("DELETE", path, version=shown["version"]).json["fields"] == {"role": {"rule": "not_planned"}}


def test_an_end_and_a_leave_are_taken_back_alike(village):
    gv, xa, ht = village.client("gv"), village.client("xa"), village.client("ht")
    before = roles(xa, gv.account)
    shown = person(ht, gv.account)
    path = f"/api/people/{gv.account}/leave"
    assert ht.send("POST", path, {"on": day_in(10)}, shown["version"]).status_code == 200
    assert role_in(person(ht, gv.account), village.school.id)["planned"] == {"role": None, "name": None}
    assert gv.do(gv.put())["status"] == "draft"
    assert take_back(ht, gv.account, village.school.id).status_code == 200
    assert roles(xa, gv.account) == before


def test_who_may_not_end_it_does_not_take_it_back(village, near):
    gv, so, ht = village.client("gv"), village.client("so"), village.client("ht")
    move(so, gv.account, village.other.id, day_in(10))
    assert person(ht, gv.account)["roles"][0]["may"] == {"end": True, "keep": False}
    assert take_back(ht, gv.account, village.school.id).status_code == 403
    assert take_back(so, gv.account, village.school.id).status_code == 200


def test_a_plan_outlives_a_merger(village, near):
    gv, so = village.client("gv"), village.client("so")
    assert move(so, gv.account, near[0].id, day_in(10)).status_code == 200
    unit = so.get(f"/api/units/{village.school.id}").json
    assert so.send("POST", f"/api/units/{unit['id']}/end", {"into": [near[1].id]}, unit["version"]).status_code == 200
    assert role_in(person(so, gv.account), near[1].id)["planned"]["name"] == "THCS A"
    assert take_back(so, gv.account, near[1].id).status_code == 200
    [*_, last] = [one for one in person(so, gv.account)["roles"] if one["until"] is None]
    assert last["unit"] == near[1].id
