"""The feed: what changed in an account's own scopes after its phone's cursor, in one snapshot, a page at a time."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

import orjson
from sqlalchemy import BindParameter, Text, bindparam, cast, or_, select
from sqlalchemy.orm import Session

from server.access.records import copies, shares
from server.access.viewer import Viewer, belongs
from server.exchange.changed import CHANGED, ChangedRecord, written
from server.exchange.cursor import ZERO, Cursor, short_id
from server.exchange.cursor_check import Head, ReadFrom, chain_at
from server.models.log import LogEntry, Record
from server.platform.id_lists import among
from server.records.own_devices import with_own_devices
from server.records.representation import describe
from sync.protocol.outcome import Outcome
from sync.registers import Register, Registers

FEWEST, ROWS = 10, 100  # records read at a time
SMALL = 500  # bytes; few records are smaller, so that not many more are read than fit
GONE_BYTES = 40

# Built once: to put a statement together costs as much as to run it.
_AFTER = (
    CHANGED.where(Record.scope == bindparam("scope"), Record.rev > bindparam("done"), Record.rev <= bindparam("head"))
    .order_by(Record.rev)
    .limit(bindparam("rows"))
)
_NAMES: BindParameter[str] = bindparam("person_in_json")
_AFTER_OWN = _AFTER.where(
    or_(
        Record.author == bindparam("person"),
        cast(Record.persons, Text).like(_NAMES),
        cast(Record.once, Text).like(_NAMES),
    )
)
"""Of a unit that one has left: only what one is, or was, author or co-author of."""
_MINE = select(LogEntry.record).where(
    LogEntry.scope == bindparam("scope"),
    LogEntry.rev > bindparam("after"),
    LogEntry.person == bindparam("person"),
    among(LogEntry.mutation, "names"),
)
_OF_THEM = select(LogEntry.record, LogEntry.mutation, LogEntry.person, LogEntry.plain, LogEntry.period).where(
    LogEntry.scope == bindparam("scope"), LogEntry.rev > bindparam("after"), LogEntry.record.in_(_MINE)
)


class Write(NamedTuple):
    """One write to a record, as its log entry has it.

    ``person``: the author's account. ``plain``: the sender's copy became the server's record by the mutation alone.
    ``period``: the record's new period, if the write changed it.
    """

    record: str | None
    mutation: str
    person: str
    plain: bool
    period: str | None


OwnWrites = dict[str, list[Write]]
"""Record id → its writes since the phone's copy of it, for records that this phone alone has changed in a way that its
own copy already shows; such a record need not be sent back."""


@dataclass(slots=True)
class Page:
    """A page of the feed: changed records, ids of records that are ``gone`` from view, and the cursor after it.

    ``changes``: each a ``Change`` that is JSON already. ``own``: mutation id → what is added to its outcome, for
    records left out of ``changes`` because the phone itself made all of their changes. ``more``: another page is due.
    ``size``: bytes of ``changes`` and ``gone``.
    """

    changes: list[orjson.Fragment] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    own: dict[str, Outcome] = field(default_factory=dict)
    cursor: Cursor = field(default_factory=Cursor)
    more: bool = False
    size: int = 0

    def has_room(self, size: int, budget: int) -> bool:
        """Whether ``size`` more bytes fit into ``budget`` bytes; the first record always does."""
        return not self.size or self.size + size <= budget


def read_page(
    session: Session, viewer: Viewer, registers: Registers, start: ReadFrom, named: Iterable[str], budget: int
) -> Page:
    """Read the next page from ``start`` on.

    ``named``: ids of mutations whose outcome the answer names, so that their own effect need not be sent back.
    ``budget``: about how many bytes the page may have.
    """
    page = Page()
    names = set(named)
    for scope in sorted(start.scopes):
        so_far = start.scopes[scope]
        rev, chain, _ = start.heads.get(scope, Head())
        if not page.more and rev > so_far.rev:
            own = _own_writes(session, viewer, scope, so_far.floor, names)
            done, whole = _read_scope(session, viewer, registers, page, scope, (so_far.rev, rev), own, budget)
            if whole:
                so_far = so_far._replace(rev=rev, chain=chain, floor=rev)
            else:
                so_far = so_far._replace(rev=done, chain=chain_at(session, scope, done) or ZERO)
            page.more = not whole
        elif rev > so_far.rev:
            page.more = True
        page.cursor.scopes[short_id(scope)] = so_far
    return page


def _read_scope(
    session: Session,
    viewer: Viewer,
    registers: Registers,
    page: Page,
    scope: str,
    between: tuple[int, int],
    own: OwnWrites,
    budget: int,
) -> tuple[int, bool]:
    """Put the changes of one scope on the page, as far as they fit; ``between``: after which rev, and up to which.

    What has been written since the latter was read comes with the next page. Returns the rev of the last one looked
    at, and whether that was all.
    """
    path, (done, head) = viewer.paths[scope], between
    given: dict[str, object] = {"scope": scope, "left_out": list(own), "head": head}
    after = _AFTER
    if viewer.left_of(scope) is not None:
        after, given = _AFTER_OWN, given | _own(viewer)
    while True:
        most = max(FEWEST, min(ROWS, (budget - page.size) // SMALL))
        rows = session.connection().execute(after, {"done": done, "rows": most} | given).all()
        for record in map(ChangedRecord._make, rows):
            register = registers.get(record.form)
            assert register is not None
            shown = copies(viewer, record, register, path)
            if shown and record.id in own:
                page.own.update(_outcomes_with_status(record, own[record.id]))
            elif (shown or _once_shown(viewer, record, register, path)) and not _put_on(
                session, viewer, page, record, shown, budget
            ):
                return done, False
            done = record.rev
        if len(rows) < most:
            return done, True


def _own(viewer: Viewer) -> dict[str, object]:
    return {"person": viewer.account, "person_in_json": f'%"{viewer.account}"%'}


def _put_on(session: Session, viewer: Viewer, page: Page, record: ChangedRecord, shown: bool, budget: int) -> bool:
    """Put a record, or the id of one no longer shown, on the page; False, and nothing is added, if there is no room."""
    change = _change(session, viewer, record) if shown else None
    size = len(change) if change else GONE_BYTES
    if not page.has_room(size, budget):
        return False
    page.size += size
    if change:
        page.changes.append(orjson.Fragment(change))
    else:
        page.gone.append(record.id)
    return True


def _change(session: Session, viewer: Viewer, record: ChangedRecord) -> bytes:
    if not record.in_conflict:
        return written(record)
    whole = session.get_one(Record, record.id)
    change = orjson.dumps(with_own_devices(session, viewer.account, whole, describe(whole)))
    session.expunge(whole)
    return change


def _once_shown(viewer: Viewer, record: ChangedRecord, register: Register, path: str) -> bool:
    """Whether the account may have been shown a record earlier that it may not see now."""
    if viewer.account == record.author or viewer.account in record.once:
        return True
    if viewer.left_of(record.scope) is not None:
        return False
    if shares(viewer, register, record.scope, path):
        return True
    return record.submitted_rev is not None and belongs(viewer, record.scope, path)


def _own_writes(session: Session, viewer: Viewer, scope: str, after: int, names: set[str]) -> OwnWrites:
    """The records of a scope whose writes after rev ``after`` are all plain, by this account and among ``names``."""
    if not names:
        return {}
    given = {"scope": scope, "after": after, "person": viewer.account, "names": list(names)}
    writes: OwnWrites = {}
    for row in session.connection().execute(_OF_THEM, given):
        write = Write(*row)
        writes.setdefault(write.record or "", []).append(write)
    return {
        record: of_it
        for record, of_it in writes.items()
        if all(one.plain and one.person == viewer.account and one.mutation in names for one in of_it)
    }


def _outcomes_with_status(record: ChangedRecord, writes: list[Write]) -> dict[str, Outcome]:
    """Mutation id → status, and new period, of a record that is left out of the page."""
    outcomes: dict[str, Outcome] = {}
    for write in writes:
        outcomes[write.mutation] = {"status": record.status}
        if write.period and record.period:
            outcomes[write.mutation]["period"] = record.period
    return outcomes
