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
    """The names of all people, units and records that the answers of ``records`` refer to: id → name.

    A record's name is its title in ``language``. Ids that the viewer may not see or that are not known are left out.
    """
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
    """The ids of people, units and records in a record's answers; none if the register is None."""
    for field in register.fields.values() if register else ():
        if _kind(field) and field.name in record.data:
            yield from _several(record.data[field.name])


def _kind(field: Field) -> str | None:
    """What a field holds ids of: ``person``, ``unit`` or ``ref`` (a record); None if it holds no ids."""
    if field.type in ("person", "persons"):
        return "person"
    return "unit" if field.choices_from else "ref" if field.type == "ref" else None


def _several(value: object) -> list[str]:
    return [one for one in (value if isinstance(value, list) else [value]) if isinstance(one, str)]
