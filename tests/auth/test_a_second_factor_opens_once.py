"""A code of the phone or a recovery code opens once; a secret counts only once its phone has shown that it holds it."""

import os
from datetime import UTC, datetime, timedelta

import pyotp
import pytest
import time_machine
from sqlalchemy import select

from server.auth import second_factor
from server.auth.factor_keys import FactorKeys
from server.auth.second_factor import Typed
from server.models.second_factor import RecoveryCode
from server.platform.database import read, write

KEYS = FactorKeys(os.environ["LANTOA_FACTOR_KEY"])
START = datetime(2026, 3, 2, 8, 0, 5, tzinfo=UTC)


@pytest.fixture
def officer(village):
    """The account of the commune's officer, while the clock stands."""
    with village.app.app_context(), time_machine.travel(START, tick=False) as clock:
        yield village.accounts["xa"], clock


def enrol(account):
    with write() as session:
        secret = second_factor.begin(session, account, "xa", KEYS).secret
    with write() as session:
        return secret, second_factor.confirm(session, account, Typed(pyotp.TOTP(secret).now(), KEYS))


def matches(account, typed):
    with write() as session:
        return second_factor.matches(session, account, Typed(typed, KEYS))


def test_a_secret_counts_only_when_its_phone_has_shown_a_code(officer):
    account, _ = officer
    with write() as session:
        first = second_factor.begin(session, account, "xa", KEYS)
    assert "issuer=Lan%20T%E1%BB%8Fa" in first.uri
    with write() as session:
        assert second_factor.confirm(session, account, Typed("000000x", KEYS)) is None
        assert not second_factor.matches(session, account, Typed(pyotp.TOTP(first.secret).now(), KEYS))
        assert not second_factor.has_one(session, account)
    secret, codes = enrol(account)
    assert secret != first.secret
    assert len(set(codes)) == 10
    with write() as session:
        assert second_factor.has_one(session, account)
        assert second_factor.begin(session, account, "xa", KEYS) is None


def test_a_code_opens_once_and_none_before_it_opens_then(officer):
    account, clock = officer
    secret, _ = enrol(account)
    totp = pyotp.TOTP(secret)
    assert not matches(account, totp.now())
    clock.shift(timedelta(minutes=5))
    code = totp.now()
    before = totp.at(datetime.now(UTC) - timedelta(seconds=30))
    assert matches(account, f"{code[:3]} {code[3:]}")
    assert not matches(account, code)
    assert not matches(account, before)


@pytest.mark.parametrize(("seconds", "opens"), [(-60, False), (-30, True), (0, True), (30, True), (60, False)])
def test_a_phones_clock_may_be_off_by_half_a_minute(officer, seconds, opens):
    account, clock = officer
    secret, _ = enrol(account)
    clock.shift(timedelta(minutes=5))
    assert matches(account, pyotp.TOTP(secret).at(datetime.now(UTC) + timedelta(seconds=seconds))) is opens


def test_a_recovery_code_opens_once_and_is_not_kept_as_it_is(officer):
    account, _ = officer
    _, codes = enrol(account)
    with read() as session:
        kept = " ".join(session.scalars(select(RecoveryCode.digest)))
    assert codes[0].replace("-", "") not in kept
    assert matches(account, codes[0].lower().replace("-", " "))
    assert not matches(account, codes[0])
    assert matches(account, codes[1])


def test_after_a_reset_nothing_of_before_opens(officer):
    account, _ = officer
    _, codes = enrol(account)
    with write() as session:
        assert second_factor.reset(session, account)
        assert not second_factor.reset(session, account)
    assert not matches(account, codes[0])
    with read() as session:
        assert not second_factor.has_one(session, account)


@pytest.mark.parametrize("typed", ["", "12345", "١٢٣٤٥٦", "½23456", "x" * 10_000, "\x00"])
def test_what_is_no_code_opens_nothing(officer, typed):
    account, _ = officer
    enrol(account)
    assert not matches(account, typed)
