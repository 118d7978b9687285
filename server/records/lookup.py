"""Search for an approved record to which a field of another record shall refer.

Records of other units are found too, if their register may be referred to across units.
"""

from typing import TypedDict

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, aliased

from server.access.records import may_name_records, nameable
from server.access.viewer import Viewer
from server.access.visible import visible
from server.models.log import Record
from server.models.org import Unit
from server.platform.query_params import ParamReader, RawParams
from server.platform.search_index import holds
from server.records import labels
from sync.folding import fold
from sync.protocol.answers import Answers
from sync.protocol.transitions import APPROVED
from sync.registers import Register, Registers

PARAMETERS = ("register", "q", "id", "limit")
MOST, USUAL = 50, 20  # records at most and by default
SHOWN = ("choice", "choices")  # types of the fields that are shown of another unit's record: none names a person


class Reference(TypedDict):
    """A record that was found, with the id and name of its unit. ``place``: the name of the unit above, if any.

    ``data``: only its answers to fields of choices, by which it is classified.
    """

    id: str
    title: str
    unit: str
    unit_name: str
    place: str | None
    period: str | None
    data: Answers


class References(TypedDict):
    """The records that a search found; ``more``: whether more match than were returned."""

    records: list[Reference]
    more: bool


def search(session: Session, viewer: Viewer, registers: Registers, given: RawParams, language: str) -> References:
    """Find approved records of one register that the viewer may see or refer to, the latest changed first.

    Parameters: ``register`` (required), ``q`` with search terms, ``id`` of one record, ``limit``. Each term must be
    in the record's texts or in a name of its unit or of the unit above; records of units whose names contain the whole
    of ``q`` come first. Raises Problem ``malformed``, which names every parameter that is not valid.
    """
    params = ParamReader(given, PARAMETERS)
    register = registers.latest(params.among("register", {item.key for item in registers.all_latest()}) or "")
    if register is None:
        params.fault("register", "required")
    terms, id_, limit = params.terms("q"), params.id("id"), params.number("limit", 1, MOST, USUAL)
    params.refuse()
    assert register is not None
    above = aliased(Unit)
    known = visible(viewer, registers.all_latest())
    if nameable(register, registers):
        known = or_(known, may_name_records(viewer))
    query = (
        select(Record, Unit.name, above.name)
        .join(Unit, Unit.id == Record.scope)
        .outerjoin(above, above.id == Unit.parent)
        .where(Record.register == register.key, Record.status == APPROVED, known)
        .order_by(Record.changed.desc(), Record.id)
    )
    if id_:
        query = query.where(Record.id == id_)
    places = _places(session) if terms else {}
    for term in terms:
        units = [unit for unit, name in places.items() if term in name]
        query = query.where(or_(*holds(session, Record.search_text, [term]), Record.scope.in_(units)))
    if terms:
        phrase = " ".join(terms)
        named = [unit for unit, name in places.items() if phrase in name]
        query = query.order_by(None).order_by(Record.scope.in_(named).desc(), Record.changed.desc(), Record.id)
    found = session.execute(query.limit(limit + 1)).all()
    return {"records": [_reference(register, *row, language) for row in found[:limit]], "more": len(found) > limit}


def _places(session: Session) -> dict[str, str]:
    """Id of a unit that is no site → its names and those of the unit above, former ones too, folded for search."""
    units = session.execute(select(Unit.id, Unit.parent, Unit.name, Unit.aliases).where(Unit.kind != "site"))
    names = {id_: (parent or "", fold(" ".join([name, *aliases]))) for id_, parent, name, aliases in units}
    return {id_: f"{name} {names.get(parent, ('', ''))[1]}" for id_, (parent, name) in names.items()}


def _reference(register: Register, record: Record, unit: str, place: str | None, language: str) -> Reference:
    shown = [name for name, field in register.fields.items() if field.type in SHOWN and not field.choices_from]
    return {
        "id": record.id,
        "title": labels.title(register, record, language),
        "unit": record.scope,
        "unit_name": unit,
        "place": place,
        "period": record.period,
        "data": {name: record.data[name] for name in shown if name in record.data},
    }
