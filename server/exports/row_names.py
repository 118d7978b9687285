"""The names of people, units and records that a record's answers refer to by id."""

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.access.viewer import Viewer
from server.models.log import Record
from server.models.org import Person
from server.records import labels
from sync.registers import Field, Register, Registers


def names_in(
    session: Session, viewer: Viewer, registers: Registers, records: list[Record], language: str
) -> dict[str, str]:
    """Id → name, of the people, units and records that the records' answers refer to."""
    kinds: dict[str, set[str]] = {"person": set(), "unit": set(), "ref": set()}
    for record in records:
        register = registers.latest(record.register)
        for field in register.fields.values() if register else ():
            kind = _kind(field)
            if kind and field.name in record.data:
                kinds[kind].update(_several(record.data[field.name]))
    found = labels.of_units(session, kinds["unit"]) if kinds["unit"] else {}
    if kinds["person"]:
        found |= dict(session.execute(select(Person.id, Person.name).where(Person.id.in_(kinds["person"]))).all())
    if kinds["ref"]:
        found |= labels.of_records(session, viewer, registers, kinds["ref"], language)
    return found


def named_ids(register: Register | None, record: Record) -> Iterator[str]:
    """The ids in a record's answers that have names."""
    for field in register.fields.values() if register else ():
        if _kind(field) and field.name in record.data:
            yield from _several(record.data[field.name])


def _kind(field: Field) -> str | None:
    """Of whom or what a field holds ids: person, unit or ref; None if it holds none."""
    if field.type in ("person", "persons"):
        return "person"
    return "unit" if field.choices_from else "ref" if field.type == "ref" else None


def _several(value: object) -> list[str]:
    return [one for one in (value if isinstance(value, list) else [value]) if isinstance(one, str)]
