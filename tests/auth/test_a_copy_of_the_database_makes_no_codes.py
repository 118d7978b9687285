"""Secrets of second factors lie encrypted in the database, with a key that lies elsewhere; who has lost it is said to
have, and recovery codes open all the same."""

import threading

import pyotp
import pytest
import time_machine
from sqlalchemy import select, update

from server.auth.factor_keys import FactorKeys
from server.doctor.second_factors import check_second_factors
from server.jobs import chores
from server.models.second_factor import SecondFactor
from server.platform.database import read, write
from tests.auth.factors import START, attempt, enrol, later


@pytest.fixture(autouse=True)
def key(village, tmp_path):
    """The file of a key of this test's own, while the clock stands."""
    path = tmp_path / "keys" / "second-factors.key"
    village.app.config["FACTOR_KEY"] = str(path)
    with time_machine.travel(START, tick=False):
        yield path


def secrets(village):
    with village.app.app_context(), read() as session:
        return dict(session.execute(select(SecondFactor.person, SecondFactor.secret)).all())


def keep(village, name, secret):
    with village.app.app_context(), write() as session:
        of = SecondFactor.person == village.accounts[name]
        session.execute(update(SecondFactor).where(of).values(secret=secret))


def said(village):
    with village.app.app_context(), read() as session:
        found = check_second_factors(session, village.app.config)
    return found.state, f"{found.found} {found.todo}".strip()


def test_what_lies_in_the_database_is_no_secret_and_opens_all_the_same(village, key):
    assert said(village)[0] == "ok"
    totp, _ = enrol(village.client("so"))
    (kept,) = secrets(village).values()
    assert kept.startswith("age:")
    assert totp.secret not in kept
    assert (key.stat().st_mode & 0o777, key.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    assert attempt(village, code=later(totp))[1].status_code == 200
    assert said(village) == ("ok", f"1 are encrypted. Keep a copy of {key} apart from the backups.")
    key.chmod(0o644)
    assert said(village)[0] == "fault"


def test_a_secret_of_an_earlier_release_opens_and_is_encrypted_by_the_jobs(village):
    totp, _ = enrol(village.client("so"))
    keep(village, "so", totp.secret)
    assert attempt(village, code=later(totp))[1].status_code == 200
    with village.app.app_context():
        chores.seal_second_factors()
        (sealed,) = secrets(village).values()
        chores.seal_second_factors()
    assert sealed.startswith("age:")
    assert list(secrets(village).values()) == [sealed], "once"
    with time_machine.travel(START.replace(minute=5)):
        assert attempt(village, code=totp.now())[1].status_code == 200


def test_anothers_secret_in_ones_own_row_opens_nothing(village):
    totp, _ = enrol(village.client("so"))
    enrol(village.client("admin"))
    keep(village, "admin", secrets(village)[village.accounts["so"]])
    assert attempt(village, "admin", later(totp))[1].status_code == 401
    assert said(village)[0] == "fault"


def test_without_the_key_recovery_codes_open_and_doctor_says_what_to_do(village, key):
    totp, codes = enrol(village.client("so"))
    former = key.read_text()
    key.unlink()
    assert attempt(village, code=later(totp))[1].status_code == 401
    assert attempt(village, code=codes[0])[1].status_code == 200
    state, text = said(village)
    assert (state, "is missing" in text, "recovery code" in text) == ("fault", True, True)

    enrol(village.client("admin"))
    state, text = said(village)
    assert (state, "1 of 2" in text) == ("fault", True), "the new key is another"
    with key.open("a") as file:
        file.write(former)
    assert said(village)[0] == "ok", "one more line"
    with time_machine.travel(START.replace(minute=5)):
        assert attempt(village, code=totp.now())[1].status_code == 200


@pytest.mark.parametrize("content", [None, "no key\n", "AGE-SECRET-KEY-1TORN\n"])
def test_where_no_key_can_be_had_none_is_set_up_and_that_is_said(village, key, content):
    if content is None:
        village.app.config["FACTOR_KEY"] = "/proc/second-factors.key"
    else:
        key.parent.mkdir()
        key.write_text(content)
    answer = village.client("so").post("/api/session/second-factor", {})
    assert (answer.status_code, answer.json["code"]) == (503, "read_only")
    assert secrets(village) == {}


def test_of_processes_that_make_the_key_at_once_one_does(village, key):
    sealed, start = {}, threading.Barrier(8)

    def seal(person):
        start.wait(10)
        sealed[person] = FactorKeys(str(key)).seal(person, pyotp.random_base32())

    threads = [threading.Thread(target=seal, args=[str(number)]) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert len(sealed) == 8
    assert all(FactorKeys(str(key)).open(person, kept) for person, kept in sealed.items())
    assert [path.name for path in key.parent.iterdir()] == [key.name]
