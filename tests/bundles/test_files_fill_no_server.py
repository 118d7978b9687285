"""Of files of unsent work only so much is kept; one for which there is no room is never dropped, but brought again."""

import pytest

from server.bundles import room
from tests.bundles.sealing import bring, content, offered, sealed

DRAFT = {"key": "moi:probe", "at": "2026-11-20T10:00:00Z", "values": {"note": "Đang viết dở"}}


@pytest.fixture
def phone(village):
    return village.client("gv")


@pytest.fixture
def files(phone):
    """Two files of a session that has ended since, each with one record."""
    offer = offered(phone)
    made = [sealed(offer, content(phone.put(then="submit"))) for _ in range(2)]
    phone.send("DELETE", "/api/session")
    return made


def state(carrier, file):
    return bring(carrier, file).json["state"]


@pytest.mark.parametrize("bound", ["MOST", "LARGEST", "MOST_OF_UNIT", "LARGEST_OF_UNIT"])
def test_what_waits_for_a_leader_is_bounded_and_a_decision_makes_room(village, files, monkeypatch, bound):
    leader = village.client("ht")
    monkeypatch.setattr(room, bound, 1 if "MOST" in bound else len(files[0]))
    assert [state(leader, file) for file in (*files, *files)] == ["waiting", "full"] * 2
    [shown] = leader.get("/api/bundles").json["bundles"]
    assert leader.post(f"/api/bundles/{shown['id']}", {"do": "take_in"}).status_code == 200
    assert [state(leader, file) for file in files] == ["taken_in", "waiting"]


def test_drafts_are_bounded_and_what_is_saved_beside_them_is_taken_in(village, phone, monkeypatch):
    monkeypatch.setattr(room, "MOST_DRAFTS", 2)
    offer, carrier, put = offered(phone), village.client("gvb"), phone.put(then="submit")
    three = [DRAFT | {"key": str(at)} for at in range(3)]
    assert state(carrier, sealed(offer, content(drafts=three))) == "taken_in", "what one file holds always may"
    assert state(carrier, sealed(offer, content(drafts=three, made="later"))) == "taken_in", "it takes no more room"
    fourth = sealed(offer, content(put, drafts=[DRAFT]))
    assert [state(carrier, fourth) for _ in range(2)] == ["full"] * 2
    assert phone.read(put["id"])["status"] == "submitted"
    other = village.client("gv")
    assert other.get("/api/bundles/drafts").json == {"drafts": three}
    other.post("/api/bundles/drafts/held", {"keys": ["0", "1", "2"]})
    assert state(carrier, fourth) == "taken_in"
    assert other.get("/api/bundles/drafts").json == {"drafts": [DRAFT]}


def test_new_files_of_one_person_come_at_a_pace(village, phone, monkeypatch):
    monkeypatch.setattr(room, "OF_AN_HOUR", 1)
    offer, carrier, put = offered(phone), village.client("gvb"), phone.put()
    first, second = (sealed(offer, content(put, made=made)) for made in ("1", "2"))
    assert state(carrier, first) == "taken_in"
    refused = bring(carrier, second)
    assert (refused.status_code, refused.json["code"], refused.headers["Retry-After"]) == (429, "slow_down", "600")
    assert state(carrier, first) == "taken_in", "it is known"
    assert state(carrier, sealed(offered(carrier), content())) == "taken_in", "of somebody else"


def test_it_waits_for_ones_own_leader_whatever_unit_it_names(village, phone):
    far, near = village.client("ht2"), village.client("ht")
    foreign = [phone.put(unit=village.other.id) for _ in range(3)]
    file = sealed(offered(phone), content(*foreign, drafts=[DRAFT]))
    phone.send("DELETE", "/api/session")
    assert state(near, file) == "waiting"
    assert far.get("/api/bundles").json == {"bundles": []}
    [shown] = near.get("/api/bundles").json["bundles"]
    assert shown["unit"]["id"] == village.school.id
    near.post(f"/api/bundles/{shown['id']}", {"do": "take_in"})
    assert far.get(f"/api/records/{foreign[0]['id']}").status_code == 404
