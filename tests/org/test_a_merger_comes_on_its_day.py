"""A merger or split that is planned for a later day changes nothing before it, and everything at once when it comes."""

from datetime import datetime

import pytest
import time_machine
from sqlalchemy import select

from server.jobs import chores
from server.models.audit import AuditEntry
from server.models.org import PlannedEnding
from server.platform.clock import HERE
from server.platform.database import read
from tests.village import Village

PLANNED = datetime(2026, 10, 20, 9, 0, tzinfo=HERE)
DAY = "2026-11-01"
EVE = datetime(2026, 10, 31, 23, 59, 59, tzinfo=HERE)
MIDNIGHT = datetime(2026, 11, 1, tzinfo=HERE)
DUE = "/api/dues/probe/2026-H2"


@pytest.fixture
def clock():
    with time_machine.travel(PLANNED, tick=False) as traveller:
        yield traveller


@pytest.fixture
def village(clock, app):
    return Village(app)


NAMES = ("so", "gv", "gvb", "ht", "ht3")


@pytest.fixture
def clients(village, near):
    """Everybody whom it concerns, signed in before."""
    return {name: village.client(name) for name in NAMES}


def plan(so, id_, into, **members):
    version = so.get(f"/api/units/{id_}").json["version"]
    answer = so.send("POST", f"/api/units/{id_}/end", {"into": into, "on": DAY} | members, version)
    assert answer.status_code == 200, answer.text
    return answer.json


def works_in(client):
    return [one["unit"] for one in client.get("/api/session").json["roles"]]


def sites(so):
    answer = so.get("/api/units?kind=site")
    assert answer.status_code == 200, answer.text
    return {one["id"]: one["parent"] for one in answer.json["units"]}


def sight(clients):
    """What a merger changes, as everybody sees it."""
    so, gv, ht3 = clients["so"], clients["gv"], clients["ht3"]
    catalogs = {name: client.get("/api/catalog").json for name, client in clients.items()}
    return {
        "sites": sites(so),
        "roles": {name: works_in(client) for name, client in clients.items()},
        "missing": sorted(one["unit"] for one in so.get(DUE).json["missing"]),
        "overview": so.get("/api/overview?register=probe&period=2026-H2").json["complete"],
        "clusters": so.get("/api/clusters").json,
        "catalogs": {name: (one["units"], one["registers"], one.get("dues")) for name, one in catalogs.items()},
        "read": [client.get("/api/records").json["records"] for client in (gv, ht3)],
        "people": [so.get(f"/api/people/{client.account}").json["roles"] for client in clients.values()],
    }


@pytest.mark.lengthy
def test_nothing_changes_before_the_day_and_everything_on_it(village: Village, near, clients, clock):
    so, gv = clients["so"], clients["gv"]
    gv.do(gv.put(then="submit"))
    clock.move_to(EVE)
    before = sight(clients)
    clock.move_to(PLANNED)
    answer = plan(so, village.school.id, [near.id])
    assert (answer["ended"], answer["successors"]) == ("2026-10-31T17:00:00+00:00", [near.id])
    clock.move_to(EVE)
    assert sight(clients) == before
    clock.move_to(MIDNIGHT)
    after = sight(clients)
    assert set(after["sites"].values()) == {near.id, village.other.id}
    assert [after["roles"][name] for name in ("gv", "gvb", "ht")] == [[near.id]] * 3
    assert after["missing"] == sorted({*before["missing"]} - {village.school.id}) != before["missing"]
    known = {unit["id"]: unit for unit in after["catalogs"]["gv"][0]}
    assert known[village.school.id]["successors"] == [near.id]
    assert [unit["parent"] for unit in known.values() if unit["kind"] == "site"] == [near.id]
    assert len(after["read"][1]) == 1  # its successor's leader reads what it has sent


@pytest.mark.lengthy
def test_a_server_that_only_reads_shows_all_as_it_was(village: Village, near, clients, clock):
    plan(clients["so"], village.school.id, [near.id])
    clock.move_to(EVE)
    before = sight(clients)
    village.app.config["READ_ONLY"] = True
    clock.move_to(MIDNIGHT)
    now = sight(clients)
    for name in ("sites", "roles", "missing", "clusters", "read", "people"):
        assert now[name] == before[name]
    village.app.config["READ_ONLY"] = False
    assert works_in(clients["gv"]) == [near.id]


@pytest.mark.parametrize("address", ["/api/catalog", "/api/units?kind=site", DUE])
def test_whichever_request_is_the_first_of_the_day_sees_all_of_it(village: Village, near, clients, clock, address):
    plan(clients["so"], village.school.id, [near.id])
    clock.move_to(MIDNIGHT)
    clients["so"].get(address)
    with village.app.app_context(), read() as session:
        assert session.scalars(select(PlannedEnding)).all() == []
    assert works_in(clients["gv"]) == [near.id]


def test_the_jobs_bring_it_about_without_any_request(village: Village, near, clients, clock):
    plan(clients["so"], village.school.id, [near.id])
    clock.move_to(EVE)
    with village.app.app_context():
        chores.end_units()
        with read() as session:
            assert len(session.scalars(select(PlannedEnding)).all()) == 1
    clock.move_to(MIDNIGHT)
    with village.app.app_context():
        chores.end_units()
        with read() as session:
            assert session.scalars(select(PlannedEnding)).all() == []
            told = session.scalars(select(AuditEntry).where(AuditEntry.action == "unit.end").order_by(AuditEntry.seq))
            assert [(one.actor, one.target) for one in told] == [
                (village.accounts["so"], village.school.id),
                (None, village.school.id),
            ]


def test_a_split_sends_each_site_and_person_where_it_was_planned(village: Village, near, clients, clock):
    so = clients["so"]
    second = so.send("POST", "/api/units", {"kind": "school", "name": "Số 2", "parent": village.commune.id}).json["id"]
    [site] = [one for one in so.get("/api/units?kind=site").json["units"] if one["parent"] == village.school.id]
    plan(
        so,
        village.school.id,
        [near.id, second],
        people={village.accounts["gvb"]: second},
        sites={site["id"]: second},
    )
    # A site and a colleague that came after it was planned go to the first.
    late = so.send("POST", "/api/units", {"kind": "site", "name": "Điểm lẻ", "parent": village.school.id}).json["id"]
    village.add("gv3", "teacher", village.school)
    clock.move_to(MIDNIGHT)
    went = sites(so)
    assert (went[site["id"]], went[late]) == (second, near.id)
    assert [works_in(village.client(name)) for name in ("gv", "gvb", "gv3")] == [[near.id], [second], [near.id]]


def test_who_is_merged_into_what_was_merged_meanwhile_goes_on_with_it(village: Village, near, clients, clock):
    so, gv = clients["so"], clients["gv"]
    plan(so, village.school.id, [near.id])
    third = so.send("POST", "/api/units", {"kind": "school", "name": "Số 3", "parent": village.commune.id}).json["id"]
    version = so.get(f"/api/units/{near.id}").json["version"]
    assert so.send("POST", f"/api/units/{near.id}/end", {"into": [third]}, version).status_code == 200
    clock.move_to(MIDNIGHT)
    assert [works_in(clients[name]) for name in ("gv", "ht3")] == [[third], [third]]
    assert set(sites(so).values()) == {third, village.other.id}
    gv.unit = third
    assert "version" in gv.do(gv.put())


def test_until_its_day_it_can_be_cancelled(village: Village, near, clients, clock):
    so = clients["so"]
    version = plan(so, village.school.id, [near.id])["version"]
    path = f"/api/units/{village.school.id}/end"
    assert clients["ht"].send("DELETE", path, None, version).status_code == 403
    clock.move_to(EVE)
    kept = so.send("DELETE", path, None, version)
    assert kept.status_code == 200, kept.text
    assert (kept.json["ended"], kept.json["successors"]) == (None, [])
    again = so.send("DELETE", path, None, kept.json["version"])
    assert again.json["fields"] == {"unit": {"rule": "not_planned"}}
    clock.move_to(MIDNIGHT)
    assert works_in(clients["gv"]) == [village.school.id]
    with village.app.app_context(), read() as session:
        [entry] = session.scalars(select(AuditEntry).where(AuditEntry.action == "unit.keep"))
        assert entry.details["into"] == [near.id]


def test_on_its_day_it_can_no_longer_be_cancelled(village: Village, near, clients, clock):
    so = clients["so"]
    version = plan(so, village.school.id, [near.id])["version"]
    clock.move_to(MIDNIGHT)
    refused = so.send("DELETE", f"/api/units/{village.school.id}/end", None, version)
    assert refused.status_code in (409, 412, 422), refused.text
    assert works_in(clients["gv"]) == [near.id]
