"""The counts beside a list, whatever they are read from, are those of its records; and a list by status has each of
them once, in order, page by page. Over people, units and records drawn at random."""

from collections import Counter
from dataclasses import replace

import pytest
from sqlalchemy import or_, select

from server.access.viewer import viewer_of
from server.figures import cells
from server.figures.counts import counts
from server.figures.waiting_counts import waiting_counts
from server.models.log import Record
from server.models.periods import Period
from server.records.filters import units_below
from server.records.listing import read_listing, read_page
from server.records.review_queue import asks_to_reopen, awaiting
from sync.protocol.transitions import STATUSES
from tests.access.places import PEOPLE, REGISTERS, World, built, holds_in_worlds

MANY, FEW = 15, 5
GIVEN: tuple[dict[str, list[str]], ...] = (
    *({}, {"for": ["me"]}, {"author": []}, {"q": ["không"]}),
    *({"period": ["2025-2026"]}, {"period": ["2025-2026-HK2"]}, {"period": ["2025-H2"], "month": ["2025-08..2025-12"]}),
)


def each_viewer(session):
    """Everybody, after the figures were brought to what the records are."""
    added: cells.Differences = {}
    periods = {period.key: period for period in session.scalars(select(Period))}
    for record in session.scalars(select(Record)):
        cells.add(added, cells.of(record, REGISTERS.get(f"{record.register}@{record.version}"), periods))
    cells.write(session, added)
    return [viewer_of(session, person) for person in PEOPLE]


def tallied(records):
    return Counter((record.register, record.status) for record in records)


def listed(session, listing):
    return list(session.scalars(select(Record).where(*listing.conditions)))


def counts_are_those_of_the_list(world: World):
    with built(world) as session:
        for viewer in each_viewer(session):
            for given_ in GIVEN:
                found = counts(session, viewer, REGISTERS, given_)
                shown = listed(session, read_listing(session, viewer, REGISTERS, given_))
                expected = [{"register": key[0], "status": key[1], "n": n} for key, n in sorted(tallied(shown).items())]
                assert found["counts"] == expected, given_
                assert found.get("waiting", len(shown)) == len(shown)


def what_waits_in_a_unit_is_counted(world: World):
    with built(world) as session:
        for viewer in each_viewer(session):
            waits = or_(awaiting(session, viewer), asks_to_reopen(session, viewer, REGISTERS))
            for unit in ("p", "x", "a"):
                here = select(Record).where(waits, Record.scope.in_(units_below(unit)))
                assert waiting_counts(session, viewer, REGISTERS, unit) == tallied(session.scalars(here))


def a_list_by_status_has_each_record_once(world: World):
    with built(world) as session:
        for viewer in each_viewer(session):
            listing = read_listing(session, viewer, REGISTERS, {"sort": ["status"], "limit": ["3"]})
            expected = sorted((STATUSES.index(one.status), one.id) for one in listed(session, listing))
            found, more = [], "first"
            while more:
                page, more = read_page(session, listing)
                found += [(STATUSES.index(record.status), record.id) for record in page]
                listing = replace(listing, after=found[-1]) if more else listing
            assert found == expected


RULES = (
    counts_are_those_of_the_list,
    what_waits_in_a_unit_is_counted,
    a_list_by_status_has_each_record_once,
)


@pytest.mark.lengthy
@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_counts_and_list_agree(rule, database_url):
    holds_in_worlds(rule, database_url, MANY, FEW)
