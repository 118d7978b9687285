"""Verifying that stored data agree: records and cells with a replay of the log, and the hash chain of the audit log."""

from collections.abc import Iterable, Iterator
from operator import attrgetter
from textwrap import shorten

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.audit.chain import chain_faults
from server.figures.cells import CellKey, by_key
from server.figures.signed_faults import signed_faults
from server.log.periods import Periods
from server.log.replay import Replay
from server.models.figures import Cell
from server.models.log import Record, Scope
from server.org.unit_faults import unit_faults
from server.periods.closings import closing_faults
from sync.protocol.ids import chain_of
from sync.registers import Registers

FROM_LOG = (
    *("register", "version", "author", "rev", "chain", "status", "since", "turn", "period", "day", "data", "computed"),
    *("writers", "conflicts", "thread", "flags", "consents", "persons", "once", "submitted_rev", "submitted_by"),
    "reopen_since",
    *("deleted_by", "deleted"),
    *("search_text", "title"),
)
"""The columns of a record that a replay of the log must give the same."""
_FROM_LOG = attrgetter(*FROM_LOG)
# Rows as they are: objects of the ORM would cost as much again.
_STORED = select(Record.id, *(getattr(Record, name) for name in FROM_LOG))
_CELLS = select(*(getattr(Cell, name) for name in CellKey._fields), Cell.value)


def compare(session: Session, registers: Registers) -> list[str]:
    """Every difference between what is stored and what a replay of the log makes, and ``whole_differences``.

    One English text each; empty if all is well.
    """
    scopes = session.scalars(select(Scope.unit).order_by(Scope.unit)).all()
    return [*compare_scopes(session, registers, scopes), *whole_differences(session, registers)]


def whole_differences(session: Session, registers: Registers) -> Iterator[str]:
    """The faults that are of no one scope: of the audit log's hash chain, the units, closings and signed reports."""
    yield from chain_faults(session)
    yield from unit_faults(session)
    yield from closing_faults(session)
    yield from signed_faults(session, registers)


def compare_scopes(session: Session, registers: Registers, scopes: Iterable[str]) -> list[str]:
    """Every difference between what is stored of some scopes and what a replay of their logs makes."""
    periods = Periods(session)
    return [found for scope in scopes for found in scope_differences(session, registers, scope, periods)]


def scope_differences(
    session: Session, registers: Registers, scope: str, periods: Periods | None = None
) -> Iterator[str]:
    """Every difference between one scope's records, cells and head and what a replay of its log makes of them.

    ``periods``: all periods, if they were read already.
    """
    replay = Replay(session, registers, scope, periods)
    yield from replay.run()
    head = session.execute(select(Scope.rev, Scope.digest).where(Scope.unit == scope)).one_or_none()
    made = replay.head
    if head and (head.rev, chain_of(head.digest)) != (made.rev, chain_of(made.digest)):
        yield f"scope {scope}: head {head.rev}, its log ends at {made.rev}"
    yield from _records(session, scope, replay.records)
    yield from _cells(session, scope, replay)


def _records(session: Session, scope: str, made: dict[str, Record]) -> Iterator[str]:
    stored = {row[0]: row[1:] for row in session.execute(_STORED.where(Record.scope == scope))}
    for id_ in sorted(stored.keys() | made.keys()):
        if id_ not in made or id_ not in stored:
            yield f"record {id_}: {'not in the log' if id_ in stored else 'missing'}"
            continue
        for name, kept, log in zip(FROM_LOG, stored[id_], _FROM_LOG(made[id_]), strict=True):
            if kept != log and (ours := _plain(kept)) != (logs := _plain(log)):
                yield f"record {id_}: {name} is {_short(ours)}, the log makes it {_short(logs)}"


def _short(value: object) -> str:
    return shorten(repr(value), 160)


def _plain(value: object) -> object:
    return None if value in (None, [], {}) else value


def _cells(session: Session, scope: str, replay: Replay) -> Iterator[str]:
    stored = {CellKey(*row[:-1]): row[-1] for row in session.execute(_CELLS.where(Cell.unit == scope))}
    made = by_key(replay.differences)
    for key in sorted(stored.keys() | made.keys()):
        if stored.get(key, 0) != made.get(key, 0):
            yield f"cell {'/'.join(key)}: {stored.get(key, 0)}, the log makes it {made.get(key, 0)}"
