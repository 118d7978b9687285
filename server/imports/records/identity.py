"""The id of the record that a row becomes: made of what the row says, so that the same row never becomes two."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from hashlib import sha256
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.models.log import Record
from server.platform.clock import start_of_day
from server.platform.id_lists import among
from sync.protocol.answers import Answers
from sync.protocol.canonical import canonical
from sync.protocol.ids import natural_id
from sync.protocol.transitions import DELETED

MOST_ROUNDS = 100  # how often the same row may be brought in and deleted again
EARLIEST = date(2000, 1, 1)


class Existing(NamedTuple):
    """A record that is there under an id that a row has."""

    id: str
    status: str
    data: Answers


def row_id(parts: Iterable[object], begins: date, round_: int) -> str:
    """The UUIDv7 of a row: its time is the first day of the row's period, all else a hash of ``parts``.

    ``round_``: how many records of this row were deleted; the next one is another.
    """
    digest = int.from_bytes(sha256(canonical([*parts, round_])).digest())
    millisecond = int(start_of_day(max(begins, EARLIEST)).timestamp() * 1000)
    value = millisecond << 80 | 0x7 << 76 | (digest >> 184 & 0xFFF) << 64 | 0b10 << 62 | digest & (1 << 62) - 1
    return str(UUID(int=value))


def unit_record_id(unit: str, register: str, period: str) -> str:
    """The id of the one record that a unit has in a period."""
    return natural_id(unit, register, period)


def settle_ids(session: Session, makers: Sequence[Callable[[int], str]]) -> list[tuple[str, Existing | None]]:
    """The id of each row's record, and the record that is there under it and is not deleted; None if there is none.

    ``makers``: for each row, a function from the number of its deleted records to an id.
    """
    found: list[tuple[str, Existing | None]] = [("", None)] * len(makers)
    left = list(range(len(makers)))
    for round_ in range(MOST_ROUNDS):
        ids = {at: makers[at](round_) for at in left}
        there = _existing(session, ids.values())
        for at, id_ in ids.items():
            found[at] = (id_, one if (one := there.get(id_)) and one.status != DELETED else None)
        left = [at for at, id_ in ids.items() if id_ in there and there[id_].status == DELETED]
        left = [at for at in left if makers[at](round_ + 1) != ids[at]]
        if not left:
            break
    return found


def _existing(session: Session, ids: Iterable[str]) -> dict[str, Existing]:
    query = select(Record.id, Record.status, Record.data).where(among(Record.id, "ids"))
    return {row.id: Existing(*row) for row in session.execute(query, {"ids": list(ids)})}
