"""How reviewers share out what waits for them: who has taken a record, and who has it open now.

Nobody is kept from deciding on a record that a colleague has taken.
"""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import NotRequired, TypedDict

from sqlalchemy import ColumnElement, delete, exists, not_, select
from sqlalchemy.orm import Session as Database

from server.access.colleagues import check_reviews, colleagues, reviews
from server.access.viewer import Viewer, viewer_of
from server.audit import append as audit
from server.audit.actor import Act
from server.audit.append import NewEntry
from server.models.log import Record
from server.models.org import Person
from server.models.reviewing import Assignment, OpenRecord
from server.platform.clock import now
from server.platform.query_params import ParamReader
from server.records.history import find_record
from server.records.review_queue import awaiting
from sync.protocol.problems import Problem
from sync.registers import Registers
from sync.vietnamese import person_key

OPEN_FOR = timedelta(seconds=75)
"""For how long a record counts as open after a screen has said so; screens say it again every 30 seconds."""
MOST = 200  # records at once
MINE, NOBODY = "me", "nobody"


class Colleague(TypedDict):
    """Somebody who reviews the same records."""

    id: str
    name: str


class Shared(TypedDict):
    """How a record is shared out: the account that it is ``assigned`` to, absent if nobody has taken it, and those of
    others who have it ``open`` now, absent if there is none."""

    assigned: NotRequired[str]
    open: NotRequired[list[str]]


def read_whose(viewer: Viewer, params: ParamReader) -> list[ColumnElement[bool]]:
    """The condition on ``Record`` from the parameter ``whose``: ``me``, ``nobody``, or a colleague's id."""
    whose = params.one("whose")
    if whose is None:
        return []
    taken = exists().where(Assignment.record == Record.id, Assignment.turn == Record.turn)
    if whose == NOBODY:
        return [not_(taken.where(Assignment.person.in_(colleagues(viewer))))]
    person = viewer.account if whose == MINE else params.id("whose")
    return [taken.where(Assignment.person == person, Assignment.person.in_(colleagues(viewer)))] if person else []


def people(session: Database, viewer: Viewer) -> list[Colleague]:
    """Those who review what the viewer does, by name; Problem ``forbidden`` if the viewer does not review."""
    check_reviews(viewer)
    rows = session.execute(select(Person.id, Person.name).where(Person.id.in_(colleagues(viewer))))
    found = sorted(rows, key=lambda row: person_key(row.name))
    return [{"id": id_, "name": name} for id_, name in found]


def assign(by: Act, records: Sequence[str], person: str | None) -> list[str]:
    """Give records that wait for the viewer to a colleague, or to nobody (None); the ids of those that were given.

    Left out are those that no longer wait for the viewer, or that do not wait for that colleague, too, as what they
    have written themselves. Problem ``forbidden`` if the viewer does not review, ``malformed`` if that is no colleague.
    """
    session, viewer = by.session, by.viewer
    check_reviews(viewer)
    waiting = [awaiting(session, viewer)]
    if person is not None and person != viewer.account:
        other = viewer_of(session, person)
        if other is None or session.scalar(colleagues(viewer).where(Person.id == person).limit(1)) is None:
            raise Problem("malformed", {"person": {"rule": "choices"}})
        waiting.append(awaiting(session, other))
    found = session.scalars(select(Record).where(Record.id.in_(records), Record.turn != "", *waiting)).all()
    for record in found:
        if person is None:
            session.execute(delete(Assignment).where(Assignment.record == record.id, Assignment.turn == record.turn))
        else:
            session.merge(Assignment(record=record.id, turn=record.turn, person=person, by=viewer.account, at=now()))
    entries = [
        NewEntry("review.assign", ("record", one.id), one.scope, {"register": one.register, "given": person})
        for one in found
    ]
    audit.record_all(session, by.origin, entries)
    return [record.id for record in found]


def note_open(session: Database, viewer: Viewer, registers: Registers, id_: str | None) -> Shared:
    """Store which record the viewer has open, None for none any more; how it is shared out.

    Problem ``forbidden`` if they do not review, ``not_found`` if there is no such record that they may see.
    """
    check_reviews(viewer)
    record = find_record(session, viewer, registers, id_) if id_ else None
    if id_ and record is None:
        raise Problem("not_found")
    row = session.get(OpenRecord, viewer.account)
    if record is None:
        if row is not None:
            session.delete(row)
        return {}
    if row is None:
        session.add(OpenRecord(person=viewer.account, record=record.id, at=now()))
    else:
        row.record, row.at = record.id, now()
    return shared(session, viewer, [record]).get(record.id, {})


def shared(session: Database, viewer: Viewer, records: Iterable[Record]) -> dict[str, Shared]:
    """Record → how it is shared out among the viewer and their colleagues; only records of which there is something to
    say."""
    turns = {record.id: record.turn for record in records}
    if not turns or not reviews(viewer):
        return {}
    out: dict[str, Shared] = {}
    among = colleagues(viewer)
    taken = select(Assignment).where(Assignment.record.in_(turns), Assignment.person.in_(among))
    for one in session.scalars(taken):
        if turns[one.record] == one.turn:
            out.setdefault(one.record, {})["assigned"] = one.person
    lately = select(OpenRecord).where(OpenRecord.record.in_(turns), OpenRecord.person.in_(among))
    lately = lately.where(OpenRecord.person != viewer.account, OpenRecord.at > now() - OPEN_FOR)
    for row in session.scalars(lately.order_by(OpenRecord.at)):
        out.setdefault(row.record, {}).setdefault("open", []).append(row.person)
    return out
