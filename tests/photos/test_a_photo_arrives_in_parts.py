"""A photo arrives in parts, wherever it is cut off, and counts once it is whole."""

import hashlib
from random import Random

import pytest
from PIL import Image
from sqlalchemy import event, func, select, update

from server.models.photos import PhotoMention, PhotoPart, PhotoUpload
from server.platform.database import db, read, write
from tests.log.album import album
from tests.log.quarantine import transfer
from tests.photos.pictures import announce, append, coded, drawn, photographed, send, show, value
from tests.village import code

__all__ = ["photographed"]
DATA = coded(Image.effect_noise((320, 240), 90).convert("RGB"), quality=95)
NAME = hashlib.sha256(DATA).hexdigest()


@pytest.fixture
def sent(photographed):
    """The author's phone, and a record that names the photo."""
    gv = photographed.client("gv")
    return gv, album(gv, value(DATA))


def left_over(village):
    with village.app.app_context(), read() as session:
        parts = session.scalar(select(func.count()).select_from(PhotoPart))
        return parts, session.scalar(select(func.count()).select_from(PhotoUpload))


def test_it_is_wanted_until_it_is_whole(photographed, sent):
    gv, record = sent
    assert gv.sync()["want"] == [NAME]
    assert announce(gv, record, DATA).json == {"offset": 0}
    assert append(gv, NAME, 0, DATA[:1000]).json == {"offset": 1000}
    assert gv.sync()["want"] == [NAME]
    assert show(gv, record, DATA).status_code == 404
    assert append(gv, NAME, 1000, DATA[1000:]).json == {"offset": len(DATA)}
    assert "want" not in gv.sync()
    assert show(gv, record, DATA).mimetype == "image/webp"
    assert left_over(photographed) == (0, 0)
    assert announce(gv, record, DATA).json == {"offset": len(DATA)}


def test_it_is_wanted_in_the_answer_to_what_names_it(photographed):
    gv = photographed.client("gv")
    put = gv.mutation("put", form="album@1", set={"day": "2026-10-05", "photos": [value(DATA, preview="a" * 64)]})
    assert sorted(gv.sync(put)["want"]) == sorted([NAME, "a" * 64])
    assert "want" not in photographed.client("gvb").sync()


@pytest.mark.parametrize("tenth", range(1, 10))
def test_cut_at_every_tenth_it_costs_the_part_in_flight_alone(sent, tenth):
    gv, record = sent
    cut, travelled = len(DATA) * tenth // 10, 0
    announce(gv, record, DATA)
    assert append(gv, NAME, 0, DATA[:cut]).status_code == 200
    travelled += cut
    again = announce(gv, record, DATA).json["offset"]  # the answer was lost: the phone asks
    assert append(gv, NAME, again, DATA[again:]).json == {"offset": len(DATA)}
    travelled += len(DATA) - again
    assert travelled <= 1.3 * len(DATA) + (32 << 10)


def test_the_same_part_twice_is_no_harm(sent):
    gv, record = sent
    announce(gv, record, DATA)
    assert append(gv, NAME, 0, DATA[:500]).json == append(gv, NAME, 0, DATA[:500]).json == {"offset": 500}
    assert append(gv, NAME, 500, DATA[500:]).json == {"offset": len(DATA)}
    assert append(gv, NAME, 500, DATA[500:]).json == {"offset": len(DATA)}


def test_a_wrong_offset_is_answered_with_the_right_one(sent):
    gv, record = sent
    announce(gv, record, DATA)
    append(gv, NAME, 0, DATA[:500])
    for offset, body in ((400, DATA[400:900]), (600, DATA[600:900]), (0, DATA[:400])):
        answer = append(gv, NAME, offset, body)
        assert (answer.status_code, answer.json["code"], answer.json["offset"]) == (409, "wrong_offset", 500)
    assert send(gv, record, DATA).json == {"offset": len(DATA)}


@pytest.mark.parametrize("wrong", [b"?" + DATA[1:], DATA + b"more"])
def test_what_is_damaged_begins_anew(photographed, sent, wrong):
    gv, record = sent
    announce(gv, record, DATA)
    answer = append(gv, NAME, 0, wrong)
    assert (answer.status_code, answer.json["code"]) == (422, "damaged")
    assert left_over(photographed) == (0, 0)
    assert announce(gv, record, DATA).json == {"offset": 0}
    assert send(gv, record, DATA).status_code == 200


def test_a_phone_that_was_cut_off_before_the_last_answer_learns_it_by_asking(photographed, sent, monkeypatch):
    gv, record = sent
    announce(gv, record, DATA)
    with monkeypatch.context() as patch:
        patch.setattr("server.photos.receiving.finish", lambda *given: len(DATA))
        append(gv, NAME, 0, DATA)
    assert show(gv, record, DATA).status_code == 404
    assert announce(gv, record, DATA).json == {"offset": len(DATA)}
    assert show(gv, record, DATA).status_code == 200


def test_two_people_send_the_same_photo_and_neither_is_in_the_others_way(photographed):
    gv, gvb = photographed.client("gv"), photographed.client("gvb")
    one, other = album(gv, value(DATA)), album(gvb, value(DATA))
    announce(gv, one, DATA)
    announce(gvb, other, DATA)
    append(gv, NAME, 0, b"x" * 700)
    assert append(gvb, NAME, 0, DATA).json == {"offset": len(DATA)}
    assert announce(gv, one, DATA).json == {"offset": len(DATA)}
    assert "want" not in gv.sync()


def test_no_part_is_too_large_and_none_is_empty(sent):
    gv, record = sent
    announce(gv, record, DATA)
    assert append(gv, NAME, 0, b"x" * ((256 << 10) + 1)).json["code"] == "too_large"
    assert append(gv, NAME, 0, b"").json["code"] == "malformed"
    assert append(gv, "f" * 64, 0, b"x").json["code"] == "unknown_record"
    assert append(gv, "none", 0, b"x").json["code"] == "malformed"


def test_who_announces_more_than_fits_waits(sent):
    gv, _ = sent
    values = [value(str(at).encode()) for at in range(6)]
    record = album(gv, *values)
    found = [announce(gv, record, str(at).encode(), bytes=8 << 20) for at in range(6)]
    assert [answer.status_code for answer in found] == [200] * 4 + [429] * 2
    assert found[-1].headers["Retry-After"]


@pytest.mark.parametrize("members", [{"bytes": (8 << 20) + 1}, {"type": "image/gif"}])
def test_what_no_photo_can_be_is_refused_before_it_is_sent(sent, members):
    gv, record = sent
    answer = announce(gv, record, DATA, **members)
    assert (answer.status_code, answer.json["code"]) == (422, "not_a_photo")


@pytest.mark.parametrize("seed", range(6))
def test_in_whatever_parts_and_with_whatever_repeats_it_comes_whole(sent, seed):
    (gv, record), chance, at, travelled = sent, Random(seed), 0, 0
    announce(gv, record, DATA)
    while at < len(DATA):
        # The phone believes what it was answered last, and every third answer is lost.
        body = DATA[at : at + chance.randrange(1, 9_000)]
        answer = append(gv, NAME, at, body)
        assert answer.status_code in (200, 409), answer.text
        travelled += len(body)
        at = answer.json["offset"] if chance.random() < 0.7 else at
    assert show(gv, record, DATA).status_code == 200
    assert announce(gv, record, DATA).json == {"offset": len(DATA)}


def test_no_mutation_is_applied_twice_for_it(sent):
    gv, record = sent
    assert send(gv, record, DATA).status_code == 200
    picture = coded(drawn(), "PNG")
    assert code(gv.do(gv.mutation("put", record=record, add={"photos": [value(picture, "image/png")]}))) is None
    assert send(gv, record, picture, "image/png").json == {"offset": len(picture)}


def test_a_photo_of_work_that_waits_for_a_leader_is_taken(photographed):
    gv = photographed.client("gv")
    unit = gv.unit
    transfer(photographed, "gv", photographed.other)
    put = gv.mutation("put", form="album@1", set={"day": "2026-10-05", "photos": [value(DATA)]})
    assert code(gv.do(put | {"unit": unit, "then": "submit"})) == "moved"
    assert send(gv, put["id"], DATA).json == {"offset": len(DATA)}
    ht = photographed.client("ht")
    [item] = ht.get("/api/quarantine").json["items"]
    assert ht.post(f"/api/quarantine/{item['id']}", {"do": "take_in"}).status_code == 200
    assert show(ht, put["id"], DATA).status_code == 200


def test_a_put_that_was_refused_gives_no_right(photographed):
    gv = photographed.client("gv")
    record = album(gv)
    refused = gv.mutation("put", record=record, set={"note": 7}, add={"photos": [value(DATA)]})
    assert code(gv.do(refused)) == "invalid"
    assert announce(gv, record, DATA).json["code"] == "unknown_record"


def test_an_exchange_without_photos_costs_no_further_statement(photographed):
    gv = photographed.client("gv")
    gv.sync()

    def statements():
        seen = []
        with photographed.app.app_context():
            engine = db.engine

        def listener(*given):
            seen.append(given[2])

        event.listen(engine, "before_cursor_execute", listener)
        gv.do(gv.put())
        event.remove(engine, "before_cursor_execute", listener)
        return seen

    assert [one for one in statements() if "photo" in one and "scope" not in one] == []
    record = album(gv, value(DATA))
    assert gv.sync()["want"] == [NAME]
    assert any("photo_mention.sha256" in one for one in statements())
    assert send(gv, record, DATA).status_code == 200
    with photographed.app.app_context(), write() as session:
        session.execute(update(PhotoMention).values(safe=True))  # as the next backup does
    assert not any("photo_mention.sha256" in one for one in statements())
