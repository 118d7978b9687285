"""Who took up what, when and from whom: of approved records, the answers that their register makes public."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from server.models.log import Record
from server.models.org import Unit
from server.platform.clock import day_of
from sync.protocol.canonical import Json
from sync.registers.register import Register
from sync.registers.register_parts import Ripple


@dataclass(frozen=True)
class Taker:
    """One record: a unit (id) that began ``kind`` on ``day``.

    ``source``: the id of the record that it was taken up from; ``reached``: how many, None if nobody has counted.
    """

    id: str
    unit: str
    school: str
    commune: str
    kind: str
    name: str
    day: date
    source: str | None
    reached: int | None


def takers(session: Session, register: Register, ripple: Ripple) -> Iterator[Taker]:
    """The takers of all records of the register that count, the earliest day first."""
    above = aliased(Unit)
    query = (
        select(Record.id, Record.scope, Record.data, Record.since, Unit.name, above.name)
        .join(Unit, Unit.id == Record.scope)
        .outerjoin(above, above.id == Unit.parent)
        .where(Record.register == register.key, Record.status.in_(register.counts), Record.deleted.is_(None))
    )
    measure = register.measure(ripple.reached)
    added = measure.fields if measure else ()
    found = [
        Taker(
            id=id_,
            unit=unit,
            school=school,
            commune=commune or "",
            kind=str(data.get(ripple.kind, ripple.own)),
            name=str(data.get(ripple.name, "")),
            day=_day(data.get(ripple.when)) or day_of(since),
            source=data.get(ripple.along),
            reached=_sum(data, added),
        )
        for id_, unit, data, since, school, commune in session.execute(query)
    ]
    yield from sorted(found, key=lambda one: (one.day, one.id))


def _day(answer: object) -> date | None:
    return date.fromisoformat(answer) if isinstance(answer, str) else None


def _sum(data: Json, fields: tuple[str, ...]) -> int | None:
    numbers = [data[name] for name in fields if isinstance(data.get(name), int | float)]
    return int(sum(numbers)) if numbers else None
