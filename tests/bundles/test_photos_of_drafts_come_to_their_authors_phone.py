"""Photos that only a draft names wait, with it, for a phone of their author, and are given to nobody else."""

import pytest
from sqlalchemy import delete, func, select

from server.bundles import room
from server.models.auth import Session
from server.models.bundles import BundledDraft, BundledPhoto
from server.platform.database import read, write
from server.privacy.erase import erase
from tests.bundles.sealing import bring, content, offered, sealed
from tests.photos.pictures import announce, coded, drawn, photographed, send, value
from tests.village import DAY

__all__ = ["photographed"]
KEY = "u:album:0190aaaa"
DATA, OTHER = coded(drawn()), coded(drawn(seed=2))
HASH, OTHER_HASH = value(DATA)["sha256"], value(OTHER)["sha256"]
LISTED = {"sha256": HASH, "type": "image/jpeg", "bytes": len(DATA)}


def draft(*photos, key=KEY, at="2026-11-20T10:00:00Z"):
    return {"key": key, "at": at, "values": {"form": "album@1", "values": {"photos": [value(one) for one in photos]}}}


def carried(data, key=KEY, **more):
    return value(data) | {"draft": key, "bytes": len(data), "data": data} | more


def file_of(phone, *drafts, photos, made="now"):
    return sealed(offered(phone), content(drafts=drafts, photos=photos, made=made))


def waits(phone):
    return phone.get("/api/bundles/drafts").json["drafts"]


def fetch(phone, sha256=HASH):
    return phone.get(f"/api/bundles/drafts/photos/{sha256}")


def hold(phone, *photos):
    assert phone.post("/api/bundles/drafts/held", {"keys": [KEY], "photos": photos}).status_code == 204


def kept(village, model=BundledPhoto):
    with village.app.app_context(), read() as session:
        return session.scalar(select(func.count()).select_from(model))


@pytest.fixture
def phone(photographed):
    return photographed.client("gv")


@pytest.fixture
def carrier(photographed):
    return photographed.client("gvb")


@pytest.fixture
def replaced(photographed, phone):
    return photographed.client("gv")


def test_only_a_phone_of_the_author_gets_them_as_they_were_taken_until_it_has_them(
    photographed, phone, carrier, replaced
):
    file = file_of(phone, draft(DATA), photos=[carried(DATA)])
    assert [bring(carrier, file).json for _ in range(2)] == [{"state": "taken_in", "mutations": 0, "drafts": 1}] * 2
    leader, officer = photographed.client("ht"), photographed.client("so")
    assert [fetch(one).status_code for one in (carrier, leader, officer)] == [404] * 3
    assert replaced.sync()["drafts"] is True
    assert waits(replaced) == [draft(DATA) | {"photos": [LISTED]}]
    got = fetch(replaced)
    assert (got.status_code, got.data) == (200, DATA)
    assert got.headers["Cache-Control"] == "no-store"
    assert got.headers["Content-Disposition"].startswith("attachment")
    assert (fetch(replaced, OTHER_HASH).status_code, fetch(replaced, "none").status_code) == (404, 404)
    hold(replaced, HASH)
    assert (waits(replaced), fetch(replaced).status_code, kept(photographed)) == ([], 404, 0)
    assert "drafts" not in replaced.sync()


def test_one_that_comes_while_the_others_are_fetched_is_not_forgotten(phone, carrier, replaced):
    bring(carrier, file_of(phone, draft(DATA, OTHER), photos=[carried(DATA)]))
    assert waits(replaced)[0]["photos"] == [LISTED]
    bring(carrier, file_of(phone, draft(DATA, OTHER), photos=[carried(OTHER)], made="second"))
    hold(replaced)
    hold(replaced, HASH)
    assert replaced.sync()["drafts"] is True
    bring(carrier, file_of(phone, draft(DATA, OTHER), photos=[], made="third"))
    [left] = waits(replaced)
    assert (left["held"], [one["sha256"] for one in left["photos"]]) == (True, [OTHER_HASH]), "its text is not new"
    hold(replaced, OTHER_HASH)
    assert waits(replaced) == []


def test_a_form_typed_in_later_keeps_the_photos_that_it_still_names(phone, carrier, replaced):
    bring(carrier, file_of(phone, draft(DATA, OTHER), photos=[carried(DATA), carried(OTHER)]))
    hold(replaced)
    later = draft(OTHER, at="2026-11-21T10:00:00Z")
    bring(carrier, file_of(phone, later, photos=[carried(OTHER)]))
    bring(carrier, file_of(phone, draft(DATA, OTHER), photos=[carried(DATA)], made="older"))
    assert waits(replaced) == [later | {"photos": [LISTED | {"sha256": OTHER_HASH, "bytes": len(OTHER)}]}]
    assert fetch(replaced).status_code == 404


def test_what_is_damaged_takes_no_draft_down_and_is_counted(phone, carrier, replaced):
    bad = [
        carried(DATA) | {"data": b"x" * len(DATA)},
        carried(DATA, type="text/html"),
        carried(DATA, sha256="none"),
        carried(DATA, key=""),
        carried(DATA, key=7),
    ]
    answer = bring(carrier, file_of(phone, draft(DATA, OTHER), photos=[*bad, carried(OTHER)])).json
    assert answer == {"state": "taken_in", "mutations": 0, "drafts": 1, "unread": 5}
    assert [one["sha256"] for one in waits(replaced)[0]["photos"]] == [OTHER_HASH]


def test_one_that_no_draft_names_is_not_kept(photographed, phone, carrier):
    bring(carrier, file_of(phone, draft(OTHER), photos=[carried(DATA), carried(OTHER, key="another")]))
    assert (kept(photographed), kept(photographed, BundledDraft)) == (0, 1)


def test_beyond_the_bound_the_text_is_kept_and_the_photo_is_to_be_brought_again(phone, carrier, replaced, monkeypatch):
    monkeypatch.setattr(room, "LARGEST_PHOTOS", len(DATA))
    file = file_of(phone, draft(DATA, OTHER), photos=[carried(DATA), carried(OTHER)])
    assert [bring(carrier, file).json["state"] for _ in range(2)] == ["full"] * 2
    [waiting] = waits(replaced)
    assert waiting == draft(DATA, OTHER) | {"photos": [LISTED]}
    hold(replaced, HASH)
    assert bring(carrier, file_of(phone, draft(OTHER), photos=[carried(OTHER)])).json["state"] == "taken_in"
    assert fetch(replaced, OTHER_HASH).data == OTHER


def test_one_that_has_come_with_its_record_makes_room(phone, carrier, replaced, monkeypatch):
    monkeypatch.setattr(room, "LARGEST_PHOTOS", len(DATA))
    bring(carrier, file_of(phone, draft(DATA), photos=[carried(DATA)]))
    put = phone.mutation("put", form="album@1", set={"day": DAY, "photos": [value(DATA)]}, then="submit")
    phone.do(put)
    file = file_of(phone, draft(OTHER, key="other"), photos=[carried(OTHER, key="other")])
    assert bring(carrier, file).json["state"] == "full"
    assert send(phone, put["id"], DATA).status_code == 200
    assert bring(carrier, file).json["state"] == "taken_in"
    assert (fetch(replaced).status_code, fetch(replaced, OTHER_HASH).data) == (404, OTHER)


def test_those_of_an_ended_session_come_once_a_leader_has_taken_it_in(photographed, phone, monkeypatch):
    ht, file = photographed.client("ht"), file_of(phone, draft(DATA), photos=[carried(DATA)])
    with photographed.app.app_context(), write() as session:
        session.execute(delete(Session).where(Session.person == phone.account))
    assert bring(ht, file).json["state"] == "waiting"
    replaced = photographed.client("gv")
    assert (waits(replaced), fetch(replaced).status_code) == ([], 404)
    monkeypatch.setattr(room, "LARGEST_PHOTOS", 0)
    [waiting] = ht.get("/api/bundles").json["bundles"]
    assert ht.post(f"/api/bundles/{waiting['id']}", {"do": "take_in"}).status_code == 200
    assert fetch(replaced).data == DATA


def test_an_erased_authors_are_gone(photographed, phone, carrier):
    bring(carrier, file_of(phone, draft(DATA), photos=[carried(DATA)]))
    assert kept(photographed) == 1
    with photographed.app.app_context(), write() as session:
        erase(session, phone.account)
    assert (kept(photographed), kept(photographed, BundledDraft)) == (0, 0)


def test_a_photo_of_a_record_is_sent_as_ever_once_the_form_is_saved(photographed, phone, carrier, replaced):
    bring(carrier, file_of(phone, draft(DATA), photos=[carried(DATA)]))
    data = fetch(replaced).data
    put = replaced.mutation("put", form="album@1", set={"day": DAY, "photos": [value(data)]}, then="submit")
    replaced.do(put)
    assert send(replaced, put["id"], data).status_code == 200
    assert announce(replaced, put["id"], data).json == {"offset": len(data)}
