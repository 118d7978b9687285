"""The records that examples are made of, as the officer sees them beside what is told of them."""

from collections.abc import Collection
from datetime import date
from typing import Any, TypedDict

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.access.records import nameable
from server.access.viewer import Viewer
from server.models.log import Record
from server.models.org import Person, Role, Unit
from server.models.periods import Period
from server.periods.ranges import EVENT_YEAR
from server.photos.standings import SHOWN, photos_of
from server.platform.clock import day_of
from server.records.history import find_record
from server.records.labels import of_people, of_units
from sync.protocol.problems import Problem
from sync.protocol.register_entry import Bilingual
from sync.protocol.transitions import APPROVED
from sync.registers import Register, Registers

TEXTS = ("text", "longtext")


class OriginalText(TypedDict):
    """An answer in words. ``story``: it is what the register calls the story."""

    label: Bilingual
    text: str
    story: bool


class OriginalPhoto(TypedDict):
    """A photo that may be taken into an example, by its hash."""

    sha256: str


class Original(TypedDict):
    """A record beside an example: its texts, the photos that may be published, and how many may not, as nobody put
    down that the people in them agreed."""

    record: str
    unit: str
    unit_name: str
    register: Bilingual
    title: str
    texts: list[OriginalText]
    photos: list[OriginalPhoto]
    without_consent: int


def tellable(session: Session, viewer: Viewer, registers: Registers, ids: Collection[str]) -> list[Record]:
    """Records of which an example may be made, in the order of their ids as given.

    Raises Problem ``not_found`` for one that the viewer does not see; ``invalid`` by ``records``: ``approved`` for one
    that is not, ``publish`` for one of whose register nothing may be published.
    """
    found = []
    for id_ in dict.fromkeys(ids):
        record = find_record(session, viewer, registers, id_)
        if record is None:
            raise Problem("not_found")
        if record.status != APPROVED:
            raise Problem("invalid", {"records": {"rule": "approved"}})
        if publishing(registers, record).publish is None:
            raise Problem("invalid", {"records": {"rule": "publish"}})
        found.append(record)
    return found


def publishing(registers: Registers, record: Record) -> Register:
    """The latest version of a record's register: what may be published is what it says now, of older records too."""
    register = registers.latest(record.register)
    assert register
    return register


def originals(session: Session, viewer: Viewer, registers: Registers, ids: Collection[str]) -> list[Original]:
    """Some records as they stand beside an example, in this order; those that the viewer does not see, or that are not
    there any more, are left out."""
    found = [record for id_ in ids if (record := find_record(session, viewer, registers, id_))]
    names = of_units(session, {record.scope for record in found})
    photos = photos_of(session, viewer, registers, [record.id for record in found])
    made: list[Original] = []
    for record in found:
        register, of_it = publishing(registers, record), photos[record.id]
        held = [sha256 for sha256, standing in of_it.standings.items() if standing == SHOWN]
        agreed = [sha256 for sha256 in held if sha256 in of_it.agreed]
        made.append(
            {
                "record": record.id,
                "unit": record.scope,
                "unit_name": names[record.scope],
                "register": register.title,
                "title": title_of(register, record),
                "texts": _texts(register, record),
                "photos": [{"sha256": sha256} for sha256 in agreed],
                "without_consent": len(of_it.standings) - len(agreed),
            }
        )
    return made


def title_of(register: Register, record: Record) -> str:
    """What an example of a record is called at first."""
    name = register.publish.title if register.publish else register.list.get("title", "")
    return str(record.data.get(name) or register.title["vi"])


def story_of(register: Register, record: Record) -> str:
    """What an example of a record tells at first: the story; without one, its longest text that is no title."""
    assert register.publish
    story = record.data.get(register.publish.story)
    if story:
        return str(story)
    others = [one["text"] for one in _texts(register, record) if one["text"] != title_of(register, record)]
    return max(others, key=len, default="")


def credit_of(session: Session, register: Register, record: Record, unit: Unit) -> str:
    """Whose work it is, in words: who the register says, and the unit."""
    name = register.publish.by if register.publish else None
    value, field = record.data.get(name or ""), register.fields.get(name or "")
    if value and field and field.type in ("person", "persons"):
        accounts = [value] if isinstance(value, str) else list(value)
        named = of_people(session, accounts)
        value = ", ".join(named[one] for one in accounts if one in named)
    parts = dict.fromkeys(part for part in (str(value or ""), _place(register, record), unit.name) if part)
    return " · ".join(parts)[:200]


def _place(register: Register, record: Record) -> str:
    """Where it was, as the record says it, if it says it in words."""
    name = register.publish.place if register.publish else None
    field = register.fields.get(name or "")
    return str(record.data.get(field.name) or "") if field and field.type == "text" else ""


def kind_of(register: Register, record: Record) -> tuple[str | None, Bilingual]:
    """The value and the label of a record's kind; without one, None and what its register is called."""
    field = register.fields.get(register.publish.kind or "") if register.publish else None
    value = record.data.get(field.name) if field else None
    if field is None or not isinstance(value, str) or value not in field.labels:
        return None, register.title
    return value, field.labels[value]


def year_of(session: Session, record: Record) -> str:
    """The key of the school year that a record belongs to: in which its day lies, or its period begins."""
    period = session.get(Period, record.period) if record.period else None
    day: date = record.day or (period.starts if period else day_of(record.created))
    of_it = (Period.kind == EVENT_YEAR, Period.starts <= day, Period.ends >= day)
    key = session.scalar(select(Period.key).where(*of_it))
    if key is None:
        raise Problem("invalid", {"records": {"rule": "period"}})
    return key


def models_of(session: Session, registers: Registers, records: list[Record]) -> list[Record]:
    """The models that some records tell of: those among them to which any unit may refer, and such as they name."""
    all_ = registers.all_latest()
    shared = {one.key for one in all_ if nameable(one, all_)}
    ids: dict[str, Any] = {}
    for record in records:
        if record.register in shared:
            ids[record.id] = None
        for field in publishing(registers, record).references:
            if field.to in shared and not field.across and record.data.get(field.name):
                ids[record.data[field.name]] = None
    found = {one.id: one for one in session.scalars(select(Record).where(Record.id.in_(ids)))}
    return [found[id_] for id_ in ids if id_ in found and found[id_].status == APPROVED]


def people_of(session: Session, units: Collection[str]) -> list[str]:
    """The names of all who work or worked in some units: a story may name them without their being asked."""
    names = select(Person.name).join(Role, Role.person == Person.id).where(Role.unit.in_(units), Role.role != "admin")
    return sorted(set(session.scalars(names)))


def _texts(register: Register, record: Record) -> list[OriginalText]:
    story = register.publish.story if register.publish else None
    return [
        {"label": field.label, "text": str(record.data[field.name]), "story": field.name == story}
        for field in register.fields.values()
        if field.type in TEXTS and record.data.get(field.name)
    ]
