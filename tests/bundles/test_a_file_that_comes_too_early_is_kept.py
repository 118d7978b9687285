"""A file that comes before what a restore took away is kept, and taken in by itself once that is there."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, func, select, update

from server.bundles import early, room
from server.bundles.early import Watch
from server.jobs import chores
from server.models.auth import Session
from server.models.bundles import Bundle
from server.models.log import Restore
from server.photos.files import PhotoFiles
from server.platform.clock import now
from server.platform.database import read, write
from tests.bundles.sealing import bring, content, offered, sealed
from tests.bundles.test_photos_come_with_the_file import carried
from tests.fixtures.applications import open_app
from tests.log.put_back import Backup
from tests.photos.pictures import coded, drawn, photographed, show, value
from tests.village import code

__all__ = ["photographed"]
DATA = coded(drawn())


@pytest.fixture
def phone(village):
    return village.client("gv")


@pytest.fixture
def lost(village, phone):
    """A record that a restore took away, and an edit of it that the phone has made since."""
    return cut_off(village, phone, phone.put(then="submit"))


def cut_off(village, phone, made, **edit):
    backup = Backup(village)
    backup.keep()
    version = phone.do(made)["version"]
    backup.put_back()
    phone.cursor = None
    return made, phone.put(record=made["id"], base=version, after=made["id"], **edit or {"set": {"n": 2}})


def jobs(village):
    """What the jobs do, begun anew: they remember nothing."""
    with village.app.app_context():
        return Watch().look(village.app.extensions["registers"], PhotoFiles(village.app.config["PHOTOS"]))


def held(village):
    """State → how many, and how many bytes."""
    with village.app.app_context(), read() as session:
        query = select(Bundle.state, func.count(), func.sum(func.length(Bundle.content))).group_by(Bundle.state)
        return {state: (count, size or 0) for state, count, size in session.execute(query)}


def test_the_file_that_it_waited_for_brings_it_in(village, phone, lost):
    made, edit = lost
    carrier, offer = village.client("gvb"), offered(phone)
    file = sealed(offer, content(edit))
    for _ in range(2):
        assert bring(carrier, file).json == {"state": "early", "mutations": 1, "drafts": 0}
    assert held(village)["early"][0] == 1
    assert bring(carrier, sealed(offer, content(made))).json["state"] == "taken_in"
    record = phone.read(made["id"])
    assert (record["data"]["n"], [one["do"] for one in record["history"]]) == (2, ["put", "put"])
    assert bring(carrier, file).json["state"] == "taken_in"
    assert held(village) == {"taken_in": (2, 0)}


@pytest.mark.lengthy
def test_the_jobs_bring_it_in_once_the_phone_has_sent_what_it_waited_for(village, phone, lost, database_url):
    made, edit = lost
    bring(village.client("gvb"), sealed(offered(phone), content(edit)))
    assert jobs(village) == 0
    assert phone.do(made)["version"]
    with open_app(database_url, REGISTERS=village.app.config["REGISTERS"]) as restarted:
        assert (jobs(village.on(restarted)), jobs(village)) == (1, 0)
    assert phone.read(made["id"])["data"]["n"] == 2
    assert phone.do(edit)["version"] == phone.read(made["id"])["version"]


def test_they_look_again_only_when_something_has_come(village, phone, lost):
    made, edit = lost
    bring(village.client("gvb"), sealed(offered(phone), content(edit)))
    watch, files = Watch(), PhotoFiles(village.app.config["PHOTOS"])
    registers, tries = village.app.extensions["registers"], []
    with village.app.app_context(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(early, "take_kept", lambda *given: len(tries.append(given) or ""))
        for _ in range(3):
            watch.look(registers, files)
        assert len(tries) == 1
        phone.do(made)
        watch.look(registers, files)
        assert len(tries) == 2
        watch.at -= early.EVERY
        watch.look(registers, files)
        assert len(tries) == 3


def test_its_drafts_are_there_at_once_and_come_back_no_second_time(village, phone, lost):
    made, edit = lost
    draft = {"key": "moi:probe", "at": "2026-11-20T10:00:00Z", "values": {"note": "Đang viết dở"}}
    bring(village.client("gvb"), sealed(offered(phone), content(edit, drafts=[draft])))
    other = village.client("gv")
    assert other.get("/api/bundles/drafts").json == {"drafts": [draft]}
    other.post("/api/bundles/drafts/held", {"keys": [draft["key"]]})
    phone.do(made)
    assert jobs(village) == 1
    assert other.get("/api/bundles/drafts").json == {"drafts": []}


@pytest.mark.lengthy
def test_its_photos_are_kept_with_it(photographed):
    phone, carrier = photographed.client("gv"), photographed.client("gvb")
    made = phone.mutation("put", form="album@1", set={"day": "2026-10-05"}, then="submit")
    made, edit = cut_off(photographed, phone, made, add={"photos": [value(DATA)]})
    file = sealed(offered(phone), content(edit, photos=[carried(DATA, made["id"])]))
    assert bring(carrier, file).json["state"] == "early"
    phone.do(made)
    with photographed.app.app_context():
        chores.kept_files = Watch()
        chores.take_kept_files()
    assert show(carrier, made["id"], DATA).status_code == 200
    assert held(photographed) == {"taken_in": (1, 0)}


def end_session(village, phone):
    with village.app.app_context(), write() as session:
        session.execute(delete(Session).where(Session.person == phone.account))


def test_one_that_a_leader_has_taken_in_is_kept_as_well(village, phone, lost):
    made, edit = lost
    offer, leader = offered(phone), village.client("ht")
    file = sealed(offer, content(edit))
    end_session(village, phone)
    assert bring(leader, file).json["state"] == "waiting"
    [shown] = leader.get("/api/bundles").json["bundles"]
    for _ in range(2):
        taken = leader.post(f"/api/bundles/{shown['id']}", {"do": "take_in"})
        assert taken.status_code == 200
    assert leader.get("/api/bundles").json["bundles"] == []
    assert leader.post(f"/api/bundles/{shown['id']}", {"do": "refuse", "text": "Sai"}).status_code == 409
    assert bring(leader, file).json["state"] == "early"
    assert village.client("gv").do(made)["version"]
    assert jobs(village) == 1
    assert leader.read(made["id"])["data"]["n"] == 2


def test_if_its_session_ends_meanwhile_a_leader_decides(village, phone, lost):
    made, edit = lost
    leader, file = village.client("ht"), sealed(offered(phone), content(edit))
    bring(leader, file)
    end_session(village, phone)
    village.client("gv").do(made)
    assert jobs(village) == 0
    assert bring(leader, file).json["state"] == "waiting"
    [shown] = leader.get("/api/bundles").json["bundles"]
    leader.post(f"/api/bundles/{shown['id']}", {"do": "take_in"})
    assert leader.read(made["id"])["data"]["n"] == 2


@pytest.mark.lengthy
def test_only_so_many_are_kept_of_one_person(village, phone, lost, monkeypatch):
    made, edit = lost
    carrier, offer = village.client("gvb"), offered(phone)
    monkeypatch.setattr(room, "MOST", 2)
    files = [sealed(offer, content(edit, made=str(at))) for at in range(3)]
    assert [bring(carrier, file).json["state"] for file in files] == ["early", "early", "full"]
    monkeypatch.setattr(room, "MOST", 20)
    monkeypatch.setattr(room, "LARGEST", held(village)["early"][1])
    assert bring(carrier, files[2]).json["state"] == "full"
    assert bring(carrier, sealed(offer, content(made))).json["state"] == "taken_in"
    assert bring(carrier, files[2]).json["state"] == "taken_in"
    assert len(phone.read(made["id"])["history"]) == 2


def test_none_is_kept_longer_than_anything_waits_for_a_restore(village, phone, lost):
    _, edit = lost
    carrier, file = village.client("gvb"), sealed(offered(phone), content(edit))
    bring(carrier, file)
    with village.app.app_context(), write() as session:
        session.execute(update(Restore).values(at=now() - timedelta(days=31)))
    assert jobs(village) == 1
    assert held(village) == {"taken_in": (1, 0)}
    assert code(phone.do(edit)) == "unknown_record", "and its author hears of it"
