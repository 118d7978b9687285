"""When all is quiet, each phone's copy equals the server's view."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from server.exchange.run import Pages
from sync.phone import Phone

from .cast import Stamps, phone_of
from .model import full
from .schedule import Run

WHOLE = {"note": "một", "n": 1, "day": "2026-10-05"}
FORM = "probe_direct@1"


def check(run: Run) -> Iterator[str]:
    yield from run.differences


def test_convergence(faults):
    assert not faults("convergence")


@pytest.fixture
def school(world):
    return world.school()


@pytest.fixture
def phones(school):
    """Phones of the author and of the leader."""
    stamps = Stamps()
    return [phone_of(school.transports[part], stamps, timedelta(0)) for part in ("author", "leader")]


def agree(world, school, phone: Phone, record: str) -> bool:
    return full(phone.copies[record]) == full(world.rows(school.unit)[record].shown)


def test_a_page_ends_between_anothers_write_and_ones_own(world, school, phones, monkeypatch):
    """A write is one's own alone only if nobody wrote since the phone began to read, not since the last page."""
    author, leader = phones
    (record,) = author.put(school.unit, form=FORM, set=WHOLE, submit=True)
    assert author.sync()
    assert leader.sync()
    leader.put(school.unit, record=record, set={"note": "của hiệu trưởng"})
    leader.put(school.unit, form=FORM, set=WHOLE | {"note": "khác"}, submit=True)
    assert leader.sync()
    monkeypatch.setitem(world.app.config, "PAGES", Pages(50, 100))
    author.put(school.unit, record=record, set={"n": 2})
    assert author.sync()
    assert agree(world, school, author, record)


def test_a_period_that_an_edit_takes_away(world, school, phones):
    author, _ = phones
    (record,) = author.put(school.unit, form=FORM, set=WHOLE)
    assert author.sync()
    author.put(school.unit, record=record, set={"day": "2019-10-05"})
    assert author.sync()
    assert agree(world, school, author, record)


def test_an_id_used_for_other_content(world, school, phones):
    """The put that stands under the id is not what this phone would lay into its copy."""
    author, _ = phones
    (record,) = author.put(school.unit, form=FORM, set=WHOLE)
    author.put(school.unit, record=record, set={"note": "hai"})
    clone = Phone.load(author.dump(), author.transport, now=author.now, make_id=author.make_id)
    assert clone.sync()
    author.put(school.unit, record=record, set={"note": "ba"})
    assert author.sync()
    assert author.refused
    assert agree(world, school, author, record)
