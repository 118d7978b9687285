"""Photos that a file holds are taken in as if their author's phone had sent them."""

import errno

import pytest

from server.models.auth import Session
from server.platform.database import write
from server.platform.sandbox.fault import SandboxFault
from sync.protocol.problems import Problem
from tests.bundles.sealing import bring, content, offered, sealed
from tests.photos.pictures import announce, append, coded, drawn, photographed, show, value
from tests.village import DAY

__all__ = ["photographed"]
DATA, OTHER = coded(drawn()), coded(drawn(seed=2))


def carried(data, record, **more):
    return {
        "sha256": value(data)["sha256"],
        "type": "image/jpeg",
        "record": record,
        "bytes": len(data),
        "data": data,
    } | more


def named(phone, *photos):
    return phone.mutation("put", form="album@1", set={"day": DAY, "photos": [*photos]}, then="submit")


def test_a_colleague_brings_them_with_the_record(photographed):
    phone, carrier = photographed.client("gv"), photographed.client("gvb")
    put = named(phone, value(DATA))
    file = sealed(offered(phone), content(put, photos=[carried(DATA, put["id"])]))
    for _ in range(2):
        assert bring(carrier, file).json["state"] == "taken_in"
        assert show(carrier, put["id"], DATA).status_code == 200
    assert announce(phone, put["id"], DATA).json == {"offset": len(DATA)}
    assert "want" not in phone.sync()


def test_one_that_nothing_names_or_that_is_damaged_is_passed_over(photographed):
    phone, carrier = photographed.client("gv"), photographed.client("gvb")
    put = named(phone, value(DATA))
    photos = [
        carried(OTHER, put["id"]),
        carried(DATA, put["id"]) | {"data": b"x" * len(DATA)},
        carried(DATA, "none"),
        carried(DATA, put["id"], sha256="none"),
    ]
    assert bring(carrier, sealed(offered(phone), content(put, photos=photos))).json["state"] == "taken_in"
    assert phone.sync()["want"] == [value(DATA)["sha256"]]
    again = sealed(offered(phone), content(put, photos=[carried(DATA, put["id"])], made="later"))
    assert bring(carrier, again).json["state"] == "taken_in"
    assert show(carrier, put["id"], DATA).status_code == 200


def test_those_of_an_ended_session_come_once_a_leader_has_taken_it_in(photographed):
    phone, ht = photographed.client("gv"), photographed.client("ht")
    put = named(phone, value(DATA))
    file = sealed(offered(phone), content(put, photos=[carried(DATA, put["id"])]))
    with photographed.app.app_context(), write() as session:
        session.query(Session).where(Session.person == phone.account).delete()
    assert bring(ht, file).json["state"] == "waiting"
    [waiting] = ht.get("/api/bundles").json["bundles"]
    assert ht.post(f"/api/bundles/{waiting['id']}", {"do": "take_in"}).status_code == 200
    assert show(ht, put["id"], DATA).status_code == 200


@pytest.mark.lengthy
def test_those_of_a_busy_or_broken_server_are_kept_with_the_file(photographed, monkeypatch):
    phone, ht = photographed.client("gv"), photographed.client("ht")
    put, other = named(phone, value(DATA)), named(phone, value(OTHER))
    offer = offered(phone)
    files = [
        sealed(offer, content(one, photos=[carried(data, one["id"])])) for one, data in ((put, DATA), (other, OTHER))
    ]
    with monkeypatch.context() as patch:
        patch.setattr("server.photos.receiving.run", busy)
        assert bring(ht, files[0]).json["state"] == "early"
    assert show(ht, put["id"], DATA).status_code == 404
    assert bring(ht, files[0]).json["state"] == "taken_in"
    assert show(ht, put["id"], DATA).status_code == 200
    with photographed.app.app_context(), write() as session:
        session.query(Session).where(Session.person == phone.account).delete()
    assert bring(ht, files[1]).json["state"] == "waiting"
    [waiting] = ht.get("/api/bundles").json["bundles"]
    with monkeypatch.context() as patch:
        patch.setattr("server.photos.files.PhotoFiles.put_file", full)
        assert ht.post(f"/api/bundles/{waiting['id']}", {"do": "take_in"}).status_code == 503
    assert ht.read(other["id"])["status"] == "submitted"
    assert show(ht, other["id"], OTHER).status_code == 404
    assert bring(ht, files[1]).json["state"] == "taken_in"
    assert show(ht, other["id"], OTHER).status_code == 200


def test_one_that_a_phone_had_sent_damaged_in_part_is_taken_from_the_file(photographed):
    phone, carrier = photographed.client("gv"), photographed.client("gvb")
    put = named(phone, value(DATA))
    phone.do(put)
    announce(phone, put["id"], DATA)
    append(phone, value(DATA)["sha256"], 0, b"x" * 100)
    file = sealed(offered(phone), content(put, photos=[carried(DATA, put["id"])]))
    assert bring(carrier, file).json["state"] == "taken_in"
    assert show(carrier, put["id"], DATA).status_code == 200


def test_one_that_a_phone_sends_at_the_same_time_is_kept_until_it_is_there(photographed, monkeypatch):
    phone, carrier = photographed.client("gv"), photographed.client("gvb")
    put = named(phone, value(DATA))
    file = sealed(offered(phone), content(put, photos=[carried(DATA, put["id"])]))
    with monkeypatch.context() as patch:
        patch.setattr("server.bundles.photos.receive", overtaken)
        assert bring(carrier, file).json["state"] == "early"
    assert bring(carrier, file).json["state"] == "taken_in"
    assert show(carrier, put["id"], DATA).status_code == 200


def overtaken(*given):
    raise Problem("wrong_offset", offset=5)


def busy(*given, **more):
    raise SandboxFault("busy")


def full(*given):
    raise OSError(errno.ENOSPC, "the disk is full")
