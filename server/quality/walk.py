"""Looking at every record once whenever it has changed: a few at a time, in the order in which they changed, from where
it stopped, whatever process did it last."""

from datetime import timedelta

import structlog
from sqlalchemy import and_, exists, func, or_, select
from sqlalchemy.orm import Session

from server.models.log import LogEntry, Record
from server.models.quality import RecordCheck
from server.platform.database import again, read, write
from server.quality import sketches
from server.quality.find import find_hints
from server.quality.hint import Hint
from server.quality.keep import forget, is_sent, keep
from server.quality.surroundings import NOT_SENT, Others
from sync.registers import Registers

log = structlog.get_logger()

AT_ONCE = 25  # records: nobody waits long behind what is stored of them
OVERLAP = timedelta(minutes=10)
"""By how much a record may be stored later than one that changed after it."""


class Walk:
    """Looks at what has changed when some log has grown since it last looked."""

    def __init__(self) -> None:
        self.newest = -1

    def look(self, registers: Registers) -> int:
        """How many records were looked at now. Call it while no transaction is open."""
        with read() as session:
            newest = session.scalar(select(func.max(LogEntry.seq))) or 0
        if newest == self.newest:
            return 0
        done = 0
        while count := check_some(registers):
            done += count
        self.newest = newest
        return done


def check_some(registers: Registers) -> int:
    """Look at the next records that have changed, ``AT_ONCE`` at most; returns how many. Nobody is kept from writing
    while they are looked at."""
    with read() as session:
        ids = [record.id for record in _changed(session)]
    if not ids:
        return 0
    # First the sketches: of two that came together one may repeat the other.
    again(lambda: _sketch(registers, ids))
    with read() as session:
        others = Others({})
        found = {
            record.id: (record.rev, _hints(session, registers, record, others) if record.turn else [])
            for record in session.scalars(select(Record).where(Record.id.in_(ids)))
        }
    again(lambda: _store(registers, found))
    return len(found)


def _hints(session: Session, registers: Registers, record: Record, others: Others) -> list[Hint]:
    try:
        return find_hints(session, registers, record, others)
    except (TypeError, ValueError, KeyError, ArithmeticError):
        # Of answers as nobody expected them nothing is asked: those behind it are not to wait for a mend.
        log.exception("a record cannot be looked at for hints", record=record.id)
        return []


def _changed(session: Session) -> list[Record]:
    """The next records to look at: those sent that were not looked at as they are, and those sent no more that were."""
    last = session.scalar(select(func.max(RecordCheck.changed)))
    looked = exists().where(RecordCheck.record == Record.id)
    as_it_is = looked.where(RecordCheck.rev == Record.rev)
    sent = Record.status.not_in(NOT_SENT)
    query = select(Record).where(or_(and_(sent, ~as_it_is), and_(~sent, looked)))
    if last is not None:
        query = query.where(Record.changed >= last - OVERLAP)
    return list(session.scalars(query.order_by(Record.changed).limit(AT_ONCE)))


def _sketch(registers: Registers, ids: list[str]) -> None:
    with write() as session:
        for record in session.scalars(select(Record).where(Record.id.in_(ids)).order_by(Record.id)):
            register = registers.latest(record.register)
            if register and is_sent(record):
                sketches.keep(session, record.id, sketches.long_texts(register, record.data).values())


def _store(registers: Registers, found: dict[str, tuple[int, list[Hint]]]) -> None:
    with write() as session:
        for record in session.scalars(select(Record).where(Record.id.in_(found)).order_by(Record.id)):
            rev, hints = found[record.id]
            if not is_sent(record):
                forget(session, record)
            elif record.rev == rev:  # else it has changed meanwhile, and its turn comes again
                keep(session, registers.latest(record.register), record, hints)
