"""Usernames and passwords follow PRECIS: however a keyboard composes letters, the same door opens, to one person."""

import unicodedata

import pytest
from sqlalchemy import update

from server.models.org import Person
from server.platform.database import write
from tests.village import CHEAP, SAME_ORIGIN

WORDS = "đường về bản làng"
NFC, NFD = (unicodedata.normalize(form, WORDS) for form in ("NFC", "NFD"))


def attempt(village, username, password):
    body = {"username": username, "password": password}
    return village.app.test_client().post("/api/session", json=body, headers=SAME_ORIGIN).status_code


def keep(village, name, **columns):
    with village.app.app_context(), write() as session:
        session.execute(update(Person).where(Person.id == village.accounts[name]).values(**columns))


@pytest.mark.parametrize("chosen", [NFC, NFD, NFC.replace(" ", "\u00a0")])
def test_a_password_opens_in_every_composition(village, chosen):
    body = {"password": chosen, "current": village.password}
    assert village.client("gv").send("PUT", "/api/session/password", body).status_code == 200
    for typed in (NFC, NFD, NFC.replace(" ", "\u3000")):
        assert attempt(village, village.people["gv"], typed) == 200
    assert attempt(village, village.people["gv"], NFC.upper()) == 401


@pytest.mark.parametrize("hashed", [NFC, NFD, NFC.replace(" ", "\u00a0")])
def test_a_hash_of_the_first_release_still_opens(village, hashed):
    keep(village, "gv", password=CHEAP.hash(hashed))
    assert attempt(village, village.people["gv"], hashed) == 200
    if " " in hashed:
        assert {attempt(village, village.people["gv"], typed) for typed in (NFC, NFD)} == {200}


def test_a_password_of_unseen_characters_is_refused(village):
    body = {"password": "mật khẩu\u0007 mới", "current": village.password}
    answer = village.client("gv").send("PUT", "/api/session/password", body)
    assert answer.json["fields"] == {"password": {"rule": "control"}}


@pytest.mark.parametrize(
    "typed", ["lò.văn.an", unicodedata.normalize("NFD", "lò.văn.an"), " LÒ.VĂN.AN ", "ｌò.văn.ａｎ"]
)
def test_a_username_opens_however_it_is_typed(village, typed):
    keep(village, "gv", username="lò.văn.an")
    assert attempt(village, typed, village.password) == 200


def test_a_username_as_the_first_release_kept_it_still_opens(village):
    keep(village, "gv", username="strasse")
    assert attempt(village, "Straße", village.password) == 200


def add(village, username):
    body = {"name": "Ai Đó", "username": username, "role": {"unit": village.school.id, "role": "teacher"}}
    return village.client("ht").post("/api/people", body)


@pytest.mark.parametrize(
    ("username", "rule"),
    [
        ("l\u043e.van.an", "imitates"),  # a Cyrillic o
        ("lo.v\u0251n.an", "imitates"),  # a Latin alpha
        ("LO.VAN.AN", "unique"),
        ("lo.van.\uff41n", "unique"),  # a full-width a
        ("\ufb01nh", "type"),  # a ligature
        ("\u05d0\u05d1\u05d2", "type"),  # written from right to left
    ],
)
def test_a_username_that_imitates_another_is_refused(village, username, rule):
    assert add(village, "lo.van.an").status_code == 201
    assert add(village, "lò.văn.ân").status_code == 201
    answer = add(village, username)
    assert answer.status_code == 422, answer.json
    assert answer.json["fields"] == {"username": {"rule": rule}}


def test_an_eth_imitates_the_vietnamese_letter(village):
    assert add(village, "đào").status_code == 201
    assert add(village, "ðào").json["fields"] == {"username": {"rule": "imitates"}}
