"""Hashing a password is slow on purpose: no transaction is open meanwhile, few are hashed at once, and for every name,
whether it is there or not, as many."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Event, Semaphore

import pytest
from argon2 import Type
from argon2.exceptions import VerificationError
from sqlalchemy import update

from server.models.auth import Code
from server.models.org import Person
from server.platform import password_hash
from server.platform.clock import now
from server.platform.database import db, write
from tests.fixtures.cheap_hashes import PRODUCT_HASHER, PRODUCT_NOBODY
from tests.org.test_codes_are_used_once import NEW, attempt, choose, issue
from tests.village import PASSWORD

LIKE_A_CODE = "ACDE-FGHJ-KMNP"


class Watched:
    """The hasher, which calls ``look`` before each hash that it computes."""

    def __init__(self, look):
        self.look, self.hasher = look, password_hash._HASHER

    def hash(self, text):
        self.look()
        return self.hasher.hash(text)

    def verify(self, hashed, text):
        self.look()
        return self.hasher.verify(hashed, text)


@pytest.fixture
def watch(monkeypatch):
    return lambda look: monkeypatch.setattr(password_hash, "_HASHER", Watched(look))


def test_no_transaction_is_open_while_a_password_is_hashed(village, watch):
    busy = []
    with village.app.app_context():
        pool = db.engine.pool
    ht = village.sign_in("ht")
    path = f"/api/people/{village.accounts['gv']}/code"
    watch(lambda: busy.append(pool.checkedout()))
    phone = village.sign_in("gv")
    assert attempt(village, "sai")[1].status_code == 401
    assert choose(phone.http, phone.account, NEW, current=PASSWORD).status_code == 200
    printed = ht.send("POST", path, {}).json["code"]
    client, answer = attempt(village, printed)
    assert choose(client, answer.json["account"], NEW).status_code == 200
    assert len(busy) >= 7
    assert set(busy) == {0}


def test_whoever_may_not_print_a_code_has_none_hashed(village, watch):
    gv, hashed = village.sign_in("gv"), []
    watch(lambda: hashed.append(1))
    assert gv.send("POST", f"/api/people/{village.accounts['ht']}/code", {}).status_code in (403, 404)
    assert hashed == []


def test_few_are_hashed_at_once_and_who_comes_beyond_those_that_wait_is_asked_to_come_back(village, watch):
    going, held, most = Semaphore(0), Event(), password_hash.AT_ONCE + password_hash.WAITING
    at_once = []

    def look():
        at_once.append(1)
        going.release()
        held.wait(30)

    watch(look)
    with ThreadPoolExecutor(most) as pool:
        waiting = [pool.submit(attempt, village, "sai", name) for name in ("gv", "gvb", "gv2", "ht", "ht2", "xa")]
        assert len(waiting) == most
        for _ in range(password_hash.AT_ONCE):
            assert going.acquire(timeout=30)
        while password_hash._places._value:
            assert not held.wait(0.01)
        assert len(at_once) == password_hash.AT_ONCE
        late = attempt(village, PASSWORD, "so")[1]
        held.set()
        assert [one.result()[1].status_code for one in waiting] == [401] * most
    assert (late.status_code, late.json["code"]) == (429, "slow_down")
    assert int(late.headers["Retry-After"]) >= 1
    assert attempt(village, PASSWORD, "so")[1].status_code == 200


def test_whoever_waits_too_long_is_asked_to_come_back_and_is_not_counted_as_wrong(village, monkeypatch):
    monkeypatch.setattr(password_hash, "PATIENCE", 0.01)
    for _ in range(password_hash.AT_ONCE):
        assert password_hash._turns.acquire(blocking=False)
    try:
        told = [attempt(village, PASSWORD)[1] for _ in range(12)]
    finally:
        password_hash._turns.release(password_hash.AT_ONCE)
    assert {one.status_code for one in told} == {429}
    assert {one.headers["Retry-After"] for one in told} == {str(password_hash.RETRY_AFTER)}
    assert attempt(village, PASSWORD)[1].status_code == 200


@pytest.mark.parametrize("secret", ["không phải", LIKE_A_CODE, LIKE_A_CODE.lower(), "sai"])
def test_as_many_hashes_are_computed_whatever_there_is_of_an_account(village, watch, secret):
    village.people["nobody"] = "khong.co"
    for name in ("gvb", "ht", "gv2"):
        issue(village, by="so", to=name)
    with village.app.app_context(), write() as session:
        session.execute(
            update(Code).where(Code.person == village.accounts["ht"]).values(expires=now() - timedelta(days=1))
        )
        session.execute(update(Code).where(Code.person == village.accounts["gv2"]).values(used=now()))
        session.execute(update(Person).where(Person.id == village.accounts["xa"]).values(active=False))
        # A password beside an open code cannot be, but would be looked at alike.
    counts, computed = {}, []
    watch(lambda: computed.append(1))
    cases = {"a password": "gv", "an open code": "gvb", "an expired code": "ht", "a used code": "gv2"}
    for case, name in (cases | {"a closed account": "xa", "nobody": "nobody"}).items():
        computed.clear()
        assert attempt(village, secret, name)[1].status_code == 401
        counts[case] = len(computed)
    assert len(set(counts.values())) == 1, counts
    assert counts["nobody"] >= 1


def test_the_hash_of_nobody_is_made_like_all_others():
    assert not PRODUCT_HASHER.check_needs_rehash(PRODUCT_NOBODY)
    with pytest.raises(VerificationError):
        PRODUCT_HASHER.verify(PRODUCT_NOBODY, "")


def test_a_hash_costs_what_is_asked_for_at_least():
    assert PRODUCT_HASHER.type is Type.ID
    assert (PRODUCT_HASHER.memory_cost, PRODUCT_HASHER.time_cost) == (19 * 1024, 2)


def test_a_code_that_is_used_twice_at_the_same_moment_opens_one_session(village):
    code = issue(village)["code"]
    with ThreadPoolExecutor(2) as pool:
        told = list(pool.map(lambda _: attempt(village, code)[1].status_code, range(2)))
    assert sorted(told) == [200, 401]
