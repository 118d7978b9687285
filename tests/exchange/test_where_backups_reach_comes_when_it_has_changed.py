"""``safe`` is 50 bytes a unit: a phone gets it once, and again when a backup reaches further or it begins anew."""

import pytest
from sqlalchemy import update

from server.exchange.cursor import read
from server.models.log import Scope
from server.platform.database import write
from tests.village import Client, Village


@pytest.fixture
def phone(village: Village) -> Client:
    """A phone that has been given it."""
    client = village.client("gv")
    client.do(client.put())
    client.sync(cursor=None)
    return client


def back_up(village: Village, unit: str, rev: int) -> None:
    with village.app.app_context(), write() as session:
        session.execute(update(Scope).where(Scope.unit == unit).values(safe=rev))


def test_it_comes_once(phone):
    assert "safe" not in phone.sync()
    assert "safe" not in phone.sync(phone.put())


def test_it_comes_when_it_has_changed(village, phone):
    back_up(village, phone.unit, 1)
    assert phone.sync()["safe"] == {phone.unit: 1}
    assert "safe" not in phone.sync()


def test_it_comes_again_where_the_answer_was_lost(village, phone):
    before = phone.cursor
    back_up(village, phone.unit, 1)
    phone.sync()
    phone.cursor = before
    assert phone.sync()["safe"] == {phone.unit: 1}


def test_it_comes_again_after_a_reset(village, phone):
    before = village.client("xa")
    before.sync()
    assert phone.sync(cursor=before.cursor)["reset"] == {phone.unit: "view"}
    phone.sync(cursor="none")
    assert phone.sync(cursor="none")["safe"] == {phone.unit: 0}


def test_it_comes_to_a_phone_whose_cursor_does_not_say_that_it_has_it(phone):
    cursor = read(phone.cursor)
    cursor.safe = 0
    assert phone.sync(cursor=cursor.text())["safe"] == {phone.unit: 0}
