"""A printed code opens an account once, for three days, and asks for a password of one's own."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from server.models.audit import AuditEntry
from server.models.auth import Code
from server.org.one_time_codes import ALPHABET, LENGTH
from server.platform.clock import now
from server.platform.database import read, write
from tests.every_address import refused_otherwise
from tests.village import PASSWORD, SAME_ORIGIN

NEW = "ruộng bậc thang"


def attempt(village, secret, name="gv"):
    client = village.app.test_client()
    body = {"username": village.people[name], "password": secret}
    return client, client.post("/api/session", json=body, headers=SAME_ORIGIN)


def issue(village, by="ht", to="gv", **members):
    client = village.client(by)
    answer = client.post(f"/api/people/{account(village, to)}/code", members)
    assert answer.status_code == 201, answer.text
    return answer.json


def account(village, name):
    return village.accounts[name]


def choose(client, who, password, **members):
    headers = SAME_ORIGIN | {"X-Account": who}
    return client.put("/api/session/password", json={"password": password} | members, headers=headers)


def actions(village):
    with village.app.app_context(), read() as session:
        return session.scalars(select(AuditEntry.action).order_by(AuditEntry.seq)).all()


def test_a_code_is_hard_to_guess_and_easy_to_read(village):
    code = issue(village)["code"]
    assert len(ALPHABET) ** LENGTH > 2**50
    assert not set(ALPHABET) & set("01OILSZBU")
    assert [len(part) for part in code.split("-")] == [4, 4, 4]
    with village.app.app_context(), read() as session:
        assert code.replace("-", "") not in session.scalars(select(Code.hash)).one()
        assert code not in str(session.scalars(select(AuditEntry.details)).all())


def test_who_signs_in_with_a_code_chooses_a_password_and_is_told_who_printed_it(village):
    code = issue(village)["code"]
    assert attempt(village, PASSWORD)[1].status_code == 401
    client, answer = attempt(village, code.lower().replace("-", " "))
    assert answer.status_code == 200
    assert answer.json["must_choose_password"] is True
    assert answer.json["reset_by"] == "ht"
    assert answer.json["reset_at"]
    who = answer.json["account"]
    headers = {"X-Account": who}
    assert client.get("/api/session", headers=headers).json["must_choose_password"] is True
    for address in ("/api/catalog", "/api/records", "/api/quarantine/mine"):
        refused = client.get(address, headers=headers)
        assert (refused.status_code, refused.json["code"]) == (403, "choose_password"), address
    told = choose(client, who, NEW)
    assert told.status_code == 200, told.text
    assert not {"must_choose_password", "reset_by", "reset_at"} & told.json.keys()
    assert client.get("/api/records", headers=headers).status_code == 200
    assert attempt(village, NEW)[1].status_code == 200
    assert {"code.issue", "session.begin", "password.choose"} <= set(actions(village))


@pytest.mark.lengthy
def test_before_a_password_is_chosen_no_address_is_open_but_to_send_and_to_choose(village):
    client, answer = attempt(village, issue(village)["code"])
    wrong = refused_otherwise(village.app, client, answer.json["account"], "choose_password", ("session", "sync"))
    assert list(wrong) == []


def test_unsent_work_goes_out_before_a_password_is_chosen(village):
    code = issue(village)["code"]
    client, answer = attempt(village, code)
    body = {"protocol": 1, "nonce": "n"}
    headers = SAME_ORIGIN | {"X-Account": answer.json["account"]}
    assert client.post("/api/sync", json=body, headers=headers).status_code == 200


def test_a_code_used_twice_is_a_wrong_password(village):
    code = issue(village)["code"]
    assert attempt(village, code)[1].status_code == 200
    again = attempt(village, code)[1]
    assert (again.status_code, again.json["code"]) == (401, "unauthenticated")
    assert actions(village)[-1] == "code.refused"


def test_a_later_code_voids_the_earlier(village):
    first, second = issue(village)["code"], issue(village)["code"]
    assert attempt(village, first)[1].status_code == 401
    assert attempt(village, second)[1].status_code == 200


def test_a_code_holds_for_three_days(village):
    code = issue(village)["code"]
    with village.app.app_context(), write() as session:
        held = session.scalars(select(Code.expires)).one() - now()
        session.execute(update(Code).values(expires=now() - timedelta(seconds=1)))
    assert timedelta(hours=71) < held <= timedelta(hours=72)
    assert attempt(village, code)[1].status_code == 401


@pytest.mark.slow
def test_codes_cannot_be_tried_without_end(village):
    code = issue(village)["code"]
    answers = [attempt(village, "ACDE-FGHJ-KMNP")[1].status_code for _ in range(11)]
    assert answers == [401] * 10 + [429]
    assert attempt(village, code)[1].status_code == 429


def test_phones_that_are_signed_in_stay_so_unless_revoked(village):
    phone = village.client("gv")
    issue(village)
    told = phone.get("/api/session").json
    assert told["reset_by"] == "ht"
    assert "must_choose_password" not in told
    assert phone.sync()
    issue(village, revoke=True)
    assert phone.get("/api/session").status_code == 401


def test_the_code_itself_proves_who_one_is_on_a_phone_that_stayed_signed_in(village):
    phone = village.client("gv")
    code = issue(village)["code"]
    assert choose(phone.http, phone.account, NEW).json["fields"] == {"current": {"rule": "wrong"}}
    assert choose(phone.http, phone.account, NEW, current=code).status_code == 200
    assert attempt(village, code)[1].status_code == 401


def test_the_password_in_use_is_asked_for_before_another(village):
    phone = village.client("gv")
    assert choose(phone.http, phone.account, NEW, current="sai").status_code == 422
    assert choose(phone.http, phone.account, NEW, current=PASSWORD).status_code == 200
    assert attempt(village, PASSWORD)[1].status_code == 401
    assert attempt(village, NEW)[1].status_code == 200


@pytest.mark.parametrize(
    ("password", "rule"),
    [
        ("ngắn quá", None),
        ("ngắn", "length"),
        ("Mat khau 123", "common"),
        ("abcdefgh", "common"),
        ("12121212", "common"),
        ("the username", "username"),
    ],
)
def test_passwords_that_anyone_would_guess_are_refused(village, password, rule):
    client, answer = attempt(village, issue(village)["code"])
    if rule == "username":
        password = village.people["gv"].upper()
    told = choose(client, answer.json["account"], password)
    assert told.status_code == (422 if rule else 200)
    assert told.json.get("fields") == ({"password": {"rule": rule}} if rule else None)


@pytest.mark.slow
def test_guessing_does_not_flood_the_audit(village):
    village.people |= {f"x{number}": f"khong.co{number}" for number in range(40)}
    for number in range(40):
        assert attempt(village, "sai", f"x{number}")[1].status_code == 401
    with village.app.app_context(), read() as session:
        told = session.scalars(select(AuditEntry.details).where(AuditEntry.action == "session.refused")).all()
    assert [one["failures"] for one in told] == [1, 2, 3, 4, 5, 8, 16, 32]
