"""A reminder reaches the phones of those who can answer it once, in a few bytes, and the desk sees whose has it."""

import gzip
import json
from datetime import datetime, timedelta

import pytest

from server.exchange.cursor import Cursor, ScopeCursor, read
from server.platform.clock import HERE
from tests.village import Client, Village

HALF = "2026-H2"
ADDRESS = f"/api/dues/probe/{HALF}"
CHAIN, VIEW = "AbCdEfGh", "0a1b2c"


@pytest.fixture
def due(village: Village):
    day = (datetime.now(HERE).date() + timedelta(days=10)).isoformat()
    assert village.client("so").post(ADDRESS, {"day": day}).status_code == 204


def remind(village: Village) -> None:
    answer = village.client("so").post(f"{ADDRESS}/reminders", {"units": [village.school.id]})
    assert answer.json["units"] == [village.school.id]


def weigh(phone: Client) -> int:
    """The compressed bytes of an exchange without news of the phone's own, both ways."""
    sent = {"protocol": 1, "nonce": "n", "cursor": phone.cursor}
    return sum(
        len(gzip.compress(json.dumps(one, ensure_ascii=False).encode(), mtime=0)) for one in (sent, phone.sync())
    )


def fetched(village: Village):
    """Of the missing units: whose phones were sent the last reminder, and whether they hold it."""
    missing = village.client("so").get(ADDRESS).json["missing"]
    return {one["name"]: [(got["name"], got["held"]) for got in one["fetched"]] for one in missing if "fetched" in one}


def test_it_costs_its_phone_less_than_300_bytes_and_others_none(village: Village, due):
    leader, other = village.client("ht"), village.client("ht2")
    for phone in (leader, other):
        phone.sync()
    before = {phone: (weigh(phone), phone.get("/api/catalog").json["hash"]) for phone in (leader, other)}
    remind(village)
    kept = other.cursor
    assert (weigh(other), other.get("/api/catalog").json["hash"], other.cursor) == (*before[other], kept)
    first = weigh(leader)
    then = weigh(leader)
    assert leader.get("/api/catalog").json["hash"] == before[leader][1]
    assert 0 < first - before[leader][0] < 300 - (then - before[leader][0])
    assert then - before[leader][0] <= 30


def test_it_comes_once_and_again_when_it_is_given_again(village: Village, due):
    leader = village.client("ht")
    leader.sync()
    for _ in range(2):
        remind(village)
        [one] = leader.sync()["reminders"]
        assert (one["register"], one["period"], one["unit"]) == ("probe", HALF, village.school.id)
        assert (one["reminded"], one["reminded_by"]) == (datetime.now(HERE).date().isoformat(), "so")
        assert "reminders" not in leader.sync()
    [late] = village.client("ht").sync()["reminders"]
    assert late == one


def test_a_phone_that_reads_all_anew_gets_it_again(village: Village, due):
    leader = village.client("ht")
    leader.sync()
    remind(village)
    given = leader.sync()["reminders"]
    leader.cursor = "no cursor"
    answer = leader.sync()
    assert village.school.id in answer["reset"]
    assert answer["reminders"] == given


def test_the_desk_says_sent_and_then_received(village: Village, due):
    leader, teacher = village.client("ht"), village.client("gv")
    remind(village)
    assert fetched(village) == {"TH Sín Thầu": []}
    leader.sync()
    assert fetched(village) == {"TH Sín Thầu": [("ht", False)]}
    lost, leader.cursor = leader.cursor, None
    assert leader.sync()["reminders"], "an answer that was lost is given again"
    assert fetched(village) == {"TH Sín Thầu": [("ht", False)]}
    assert leader.cursor == lost
    leader.sync()
    teacher.sync()
    assert fetched(village) == {"TH Sín Thầu": [("ht", True), ("gv", False)]}
    remind(village)
    assert fetched(village) == {"TH Sín Thầu": []}


def test_only_those_who_fill_it_in_get_it(village: Village, due):
    remind(village)
    assert "reminders" not in village.client("xa").sync()
    assert "reminders" not in village.client("gv2").sync()


@pytest.mark.parametrize("restore", ["", "0badcafe"])
@pytest.mark.parametrize("moment", [0, 1_795_000_000_123])
@pytest.mark.parametrize("floor", [413, 400])
def test_the_cursor_holds_up_to_when_a_phone_has_them(restore, moment, floor):
    scopes = {"12345678": ScopeCursor(413, CHAIN, VIEW, floor, moment), "9abcdef0": ScopeCursor(1, CHAIN, VIEW, 1)}
    cursor = Cursor(2, restore, scopes)
    assert read(cursor.text()) == cursor
    plain = Cursor(2, restore, {short: one._replace(reminded=0) for short, one in scopes.items()})
    assert len(plain.text()) <= len(cursor.text()) <= len(plain.text()) + 10
