"""How the columns of a sheet are matched with a register: given by a person, and kept for their next workbook."""

from collections.abc import Iterable
from collections.abc import Mapping as Members
from typing import NotRequired, TypedDict, cast

from sqlalchemy.orm import Session

from server.imports.records.headings import Heading, digest_of
from server.models.record_imports import KeptMapping
from server.platform.clock import now
from sync.registers import Field, Register
from sync.registers.field import NOTE

UNMAPPED = (NOTE, "photos")
"""Types of fields that no cell can answer."""


class FieldSource(TypedDict):
    """Where the answer to a field comes from: a ``column`` (its place from 0), or one ``value`` for all rows.

    ``field``: its name, or ``rows_field.column``. ``values``: the text of a cell → the answer that it stands for.
    """

    field: str
    column: NotRequired[int | None]
    value: NotRequired[object]
    values: NotRequired[dict[str, object]]


class Mapping(TypedDict):
    """How the rows of a sheet become records.

    ``sheet``: its place from 0; ``header``: the number of the row with the headings, 0 for none; ``register``: a key.
    ``unit`` or ``unit_column``: whose they are; ``units``: the text of a cell → the id of the unit that is meant.
    ``period`` or ``period_column``: when, for a register whose period follows from no date. ``key_column``: what tells
    two rows apart that are otherwise alike. ``totals``: whether rows that add up others are brought in, too. ``skip``:
    the numbers of rows that are left out.
    """

    sheet: int
    header: int
    register: str
    unit: str | None
    unit_column: int | None
    units: dict[str, str]
    period: str | None
    period_column: int | None
    key_column: int | None
    totals: bool
    skip: list[int]
    fields: list[FieldSource]


def mappable(register: Register) -> dict[str, Field]:
    """The fields that a cell can answer, by name; the columns of a field of rows as ``rows_field.column`` too."""
    found: dict[str, Field] = {}
    for name, field in register.fields.items():
        if field.retired or field.computed or field.copy_from or field.type in UNMAPPED:
            continue
        found[name] = field
        found |= {f"{name}.{part}": column for part, column in field.fields.items() if not column.retired}
    return found


def sound(mapping: Mapping, register: Register) -> Mapping:
    """The mapping without fields that the register does not ask, as a kept one may have; each field once."""
    known = mappable(register)
    fields = {one["field"]: one for one in mapping["fields"] if one["field"] in known}
    return {**mapping, "fields": list(fields.values())}


def keep(session: Session, person: str, mapping: Mapping, headings: Iterable[Heading]) -> None:
    """Keep how somebody matched these headings with a register, in place of what they kept for the same ones before."""
    headings = list(headings)
    titles = {one.at: one.title for one in headings}
    kept = session.get(KeptMapping, (person, mapping["register"], digest_of(headings)))
    if kept is None:
        kept = KeptMapping(person=person, register=mapping["register"], headings=digest_of(headings))
        session.add(kept)
    # The period of one year's workbook is not that of the next: it is chosen anew.
    kept.mapping, kept.at = (
        {**mapping, "period": None, "skip": [], "titles": {str(at): title for at, title in titles.items()}},
        now(),
    )


def kept_for(session: Session, person: str, register: Register, headings: Iterable[Heading]) -> Mapping | None:
    """What somebody kept for these headings, which may now stand in other columns; None if they kept nothing."""
    headings = list(headings)
    kept = session.get(KeptMapping, (person, register.key, digest_of(headings)))
    if kept is None:
        return None
    now_at = {one.title: one.at for one in headings}
    titles = cast(Members[str, str], kept.mapping["titles"])

    def moved(at: int | None) -> int | None:
        return None if at is None else now_at.get(titles.get(str(at), ""))

    mapping = cast(Mapping, {name: value for name, value in kept.mapping.items() if name != "titles"})
    fields = [cast(FieldSource, {**one, "column": moved(one.get("column"))}) for one in mapping["fields"]]
    columns = {name: moved(mapping[name]) for name in ("unit_column", "period_column", "key_column")}
    return sound(cast(Mapping, {**mapping, **columns, "fields": fields}), register)
