"""Finding all that there is to ask about one record."""

from collections.abc import Callable, Iterator

from sqlalchemy.orm import Session

from server.models.log import Record
from server.quality.hint import Hint
from server.quality.numbers import far_numbers
from server.quality.profiles import above_profile
from server.quality.sundays import sundays
from server.quality.surroundings import Others, Surroundings
from server.quality.texts import repeated_texts
from server.quality.twins import twins
from sync.registers import Registers

DETECTORS: tuple[Callable[[Surroundings], Iterator[Hint]], ...] = (
    twins,
    far_numbers,
    repeated_texts,
    sundays,
    above_profile,
)


def find_hints(session: Session, registers: Registers, record: Record, others: Others | None = None) -> list[Hint]:
    """All hints about a record, kind by kind; none if its register is unknown.

    ``others``: what was read for the records before, where several are looked at.
    """
    register = registers.latest(record.register)
    if register is None:
        return []
    around = Surroundings(session, register, record, others if others is not None else Others({}))
    return [hint for detector in DETECTORS for hint in detector(around)]
