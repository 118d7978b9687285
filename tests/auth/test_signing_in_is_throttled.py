"""Passwords cannot be tried without end, and a right one is not waited for by others."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import func, select, update
from uuid_utils import uuid7

from server.models.auth import SignInFailure
from server.platform import password_hash
from server.platform.clock import now
from server.platform.database import read, write
from tests.village import HASH, PASSWORD, SAME_ORIGIN


@pytest.fixture(autouse=True)
def cheap(monkeypatch):
    """What guards nothing need not be costly: hundreds of names are tried here that no account has."""
    monkeypatch.setattr(password_hash, "_NOBODY", HASH)


def attempt(village, password, name="gv", address="192.0.2.1", phone=None):
    body = {"username": village.people[name], "password": password}
    body |= {} if phone is None else {"device": {"id": phone, "name": "Máy thử"}}
    http, here = village.app.test_client(), {"REMOTE_ADDR": address}
    return http.post("/api/session", json=body, headers=SAME_ORIGIN, environ_base=here)


def test_after_ten_wrong_passwords_one_has_to_wait(village):
    answers = [attempt(village, "sai").status_code for _ in range(11)]
    assert answers == [401] * 10 + [429]
    late = attempt(village, PASSWORD)
    assert late.status_code == 429
    assert late.json["code"] == "slow_down"
    assert 1 <= int(late.headers["Retry-After"]) <= 300
    assert attempt(village, PASSWORD, "gvb").status_code == 200


def test_a_right_password_forgets_the_wrong_ones_before(village):
    for _ in range(9):
        assert attempt(village, "sai").status_code == 401
    assert attempt(village, PASSWORD).status_code == 200
    assert attempt(village, "sai").status_code == 401


def test_an_account_that_is_not_there_is_told_apart_by_nothing(village):
    village.people["nobody"] = "khong.co"
    wrong, absent = attempt(village, "sai").json, attempt(village, "sai", "nobody").json
    assert wrong == absent


@pytest.mark.lengthy
def test_120_names_from_one_address_are_not_tried_in_a_row(village):
    village.people |= {f"x{number}": f"khong.co{number}" for number in range(120)}
    answers = [attempt(village, "sai", f"x{number}").status_code for number in range(120)]
    assert answers[:100] == [401] * 100
    assert 429 in answers[100:]
    late = attempt(village, PASSWORD, "so")
    assert (late.status_code, late.json["code"]) == (429, "slow_down")
    assert 1 <= int(late.headers["Retry-After"]) <= 36


@pytest.mark.lengthy
def test_one_name_is_not_tried_from_many_addresses_in_a_row(village):
    answers = [attempt(village, "sai", address=f"198.51.100.{number}").status_code for number in range(31)]
    assert answers == [401] * 30 + [429]
    assert attempt(village, PASSWORD, "gvb", address="198.51.100.1").status_code == 200


def test_a_network_of_ipv6_is_one_address(village):
    answers = [attempt(village, "sai", address=f"2001:db8::{number:x}").status_code for number in range(11)]
    assert answers == [401] * 10 + [429]
    assert attempt(village, PASSWORD, address="2001:db8:0:1::1").status_code == 200


@pytest.mark.lengthy
def test_a_phone_that_has_signed_in_before_is_not_locked_out_by_a_child_behind_the_same_address(village):
    phone = str(uuid7())
    assert attempt(village, PASSWORD, phone=phone).status_code == 200
    village.people |= {f"x{number}": f"khong.co{number}" for number in range(101)}
    for number in range(101):
        attempt(village, "sai", f"x{number}")
    for _ in range(11):
        attempt(village, "sai")
    assert attempt(village, PASSWORD).status_code == 429
    assert attempt(village, PASSWORD, phone=phone).status_code == 200


def test_a_phone_that_has_signed_in_before_keeps_its_own_count(village):
    phone = str(uuid7())
    assert attempt(village, PASSWORD, phone=phone).status_code == 200
    assert [attempt(village, "sai", phone=phone).status_code for _ in range(11)] == [401] * 10 + [429]
    assert attempt(village, PASSWORD, phone=phone).status_code == 429
    assert attempt(village, PASSWORD).status_code == 200


@pytest.mark.parametrize("claimed", ["new each time", "another's", "guessed", ""])
def test_no_device_that_one_names_helps_to_guess(village, claimed):
    """A phone is known for the account that signed in on it alone, and one whose id can be guessed for none."""
    others = str(uuid7())
    assert attempt(village, PASSWORD, "gvb", phone=others).status_code == 200
    assert attempt(village, PASSWORD, phone="1").status_code == 200
    assert attempt(village, PASSWORD, phone="").status_code == 200
    named = {"another's": others, "guessed": "1", "": ""}
    answers = [attempt(village, "sai", phone=named.get(claimed, str(uuid7()))).status_code for _ in range(11)]
    assert answers == [401] * 10 + [429]


def test_right_passwords_of_ones_own_do_not_pay_for_guessing_others(village):
    for _ in range(10):
        assert attempt(village, "sai").status_code == 401
        assert attempt(village, PASSWORD, "gvb").status_code == 200
    assert attempt(village, "sai").status_code == 429


def test_many_tries_at_once_are_no_more_than_in_a_row(village):
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: attempt(village, "sai").status_code, range(24)))
    assert answers.count(401) == 10


def set_back(village, by):
    """As if the clock had been set back: all that was counted lies ahead."""
    with village.app.app_context(), write() as session:
        session.execute(update(SignInFailure).values(at=now() + by))


def test_a_clock_that_is_set_back_makes_nobody_wait_longer(village):
    for _ in range(11):
        attempt(village, "sai")
    set_back(village, timedelta(days=365))
    told = attempt(village, PASSWORD)
    assert (told.status_code, told.headers["Retry-After"]) == (429, "1")
    with village.app.app_context(), read() as session:
        assert session.scalar(select(func.max(SignInFailure.at))) <= now()


@pytest.mark.lengthy
def test_what_counts_for_all_of_an_address_is_forgotten_bit_by_bit(village):
    village.people |= {f"x{number}": f"khong.co{number}" for number in range(101)}
    for number in range(101):
        attempt(village, "sai", f"x{number}")
    assert attempt(village, PASSWORD).status_code == 429
    set_back(village, -timedelta(seconds=37))
    assert attempt(village, PASSWORD).status_code == 200
