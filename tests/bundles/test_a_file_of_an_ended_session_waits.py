"""A file that an ended session sealed waits for a leader of its author's unit: it is neither applied nor dropped."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, update

from server.models.auth import Session
from server.models.org import Person
from server.platform.clock import now
from server.platform.database import write
from tests.bundles.sealing import bring, content, offered, sealed


@pytest.fixture
def phone(village):
    return village.client("gv")


def end(village, statement):
    with village.app.app_context(), write() as session:
        session.execute(statement)


def signed_out(village, phone):
    end(village, delete(Session).where(Session.person == phone.account))


def expired(village, phone):
    end(village, update(Session).where(Session.person == phone.account).values(expires=now() - timedelta(days=1)))


def disabled(village, phone):
    end(village, update(Person).where(Person.id == phone.account).values(active=False))


def waiting(leader):
    found = leader.get("/api/bundles").json["bundles"]
    counted = leader.get("/api/quarantine?limit=0")
    assert counted.status_code == 403 or counted.json["files"] == len(found)
    return found


@pytest.mark.parametrize("ended", [signed_out, expired, disabled])
def test_it_waits_and_a_leader_takes_it_in(village, phone, ended):
    put, draft = phone.put(then="submit"), {"key": "k", "at": "2026-11-20", "values": {"note": "dở"}}
    file = sealed(offered(phone), content(put, drafts=[draft]))
    ended(village, phone)
    carrier, leader = village.client("gvb"), village.client("ht")
    for _ in range(2):
        assert bring(carrier, file).json == {"state": "waiting", "mutations": 1, "drafts": 1}
    (shown,) = waiting(leader)
    assert (shown["author"]["name"], shown["carrier"], shown["mutations"]) == ("gv", "gvb", 1)
    assert shown["records"] == [{"id": put["id"], "form": "probe_direct@1", "title": "Ghi chú"}]
    for other in (carrier, village.client("ht2"), village.client("xa")):
        assert waiting(other) == []
        assert other.post(f"/api/bundles/{shown['id']}", {"do": "take_in"}).status_code == 404
    taken = leader.post(f"/api/bundles/{shown['id']}", {"do": "take_in"})
    assert taken.json["outcomes"][put["id"]]["version"]
    assert leader.read(put["id"])["author"] == phone.account
    assert leader.post(f"/api/bundles/{shown['id']}", {"do": "take_in"}).json == {"outcomes": {}}
    assert leader.post(f"/api/bundles/{shown['id']}", {"do": "refuse", "text": "Sai"}).status_code == 409
    assert bring(carrier, file).json["state"] == "taken_in"


def test_a_refusal_needs_a_reason_and_stands(village, phone):
    put = phone.put(then="submit")
    file = sealed(offered(phone), content(put))
    signed_out(village, phone)
    leader = village.client("ht")
    bring(leader, file)
    (shown,) = waiting(leader)
    assert leader.post(f"/api/bundles/{shown['id']}", {"do": "refuse"}).status_code == 400
    assert leader.post(f"/api/bundles/{shown['id']}", {"do": "refuse", "text": "Máy bị mất"}).status_code == 200
    assert bring(leader, file).json["state"] == "refused"
    assert leader.get(f"/api/records/{put['id']}").status_code == 404
    again = village.client("gv")
    assert again.do(put)["status"] == "submitted", "its author may still send it"
