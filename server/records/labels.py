"""The labels that people read in place of keys and ids: of months, levels, units, people, choices and records.

Languages are ``vi`` and ``en``.
"""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.access.viewer import Viewer
from server.access.visible import visible
from server.models.log import Record
from server.models.org import Person, Unit
from server.models.unit_states import UnitState, states_at
from server.platform.texts import mid_sentence, period_text
from sync.registers import Field, Register, Registers

YESNO = {"true": {"vi": "Có", "en": "Yes"}, "false": {"vi": "Không", "en": "No"}}
UNDATED = {"vi": "Không ghi ngày", "en": "No date"}
LEVELS = {
    "MN": {"vi": "Mầm non", "en": "Preschool"},
    "TH": {"vi": "Tiểu học", "en": "Primary"},
    "THCS": {"vi": "Trung học cơ sở", "en": "Lower secondary"},
    "THPT": {"vi": "Trung học phổ thông", "en": "Upper secondary"},
    "GDTX": {"vi": "GDTX, GDNN – GDTX", "en": "Continuing education"},
    "TT": {"vi": "Trung tâm ngoại ngữ – tin học", "en": "Language and computing centres"},
    "CD": {"vi": "Cao đẳng", "en": "Colleges"},
    "province": {"vi": "Tỉnh", "en": "Province"},
    "commune": {"vi": "Xã, phường", "en": "Communes"},
    "school": {"vi": "Trường", "en": "Schools"},
}
UNSEEN = {"vi": "(không xem được)", "en": "(not visible to you)"}


def of_months(keys: Collection[str], language: str) -> dict[str, str]:
    """Month → its label: ``2025-11`` → ``11/2025``; the key ``""`` is that of records without a day."""
    return {key: f"{key[5:]}/{key[:4]}" if key else UNDATED[language] for key in keys}


def of_levels(keys: Collection[str], language: str) -> dict[str, str]:
    """School level or kind of unit → its label; a key that is not in ``LEVELS`` is its own label."""
    return {key: LEVELS[key][language] if key in LEVELS else key for key in keys}


def of_units(session: Session, keys: Collection[str], at: datetime | None = None) -> dict[str, str]:
    """Id of a unit → its name, at the moment ``at`` or, without it, now; ids of no unit are left out."""
    query = select(Unit.id, Unit.name).where(Unit.id.in_(keys))
    if at is not None:
        query = select(UnitState.unit, UnitState.name).where(UnitState.unit.in_(keys), states_at(at))
    return dict(session.execute(query).all())


def of_people(session: Session, keys: Collection[str]) -> dict[str, str]:
    """Account → the person's name; unknown accounts are left out."""
    return dict(session.execute(select(Person.id, Person.name).where(Person.id.in_(keys))).all())


def of_values(
    session: Session, viewer: Viewer, registers: Registers, field: Field, keys: Collection[str], language: str
) -> dict[str, str]:
    """Value of a field, as text → its label: of a choice, yes or no, a person, a unit, or a record that it refers to.

    A value without a known label is its own label; a record that the viewer may not see gets ``UNSEEN``.
    """
    found = dict.fromkeys(keys, UNSEEN[language] if field.type == "ref" else "")
    if field.type == "ref":
        found |= of_records(session, viewer, registers, keys, language)
    elif field.type in ("person", "persons"):
        found |= of_people(session, keys)
    elif field.choices_from:
        found |= of_units(session, keys)
    elif field.type == "yesno":
        found |= {key: YESNO[key][language] for key in keys if key in YESNO}
    else:
        found |= {choice.value: choice.label[language] for choice in field.choices if choice.value in found}
    return {key: label or key for key, label in found.items()}


def of_records(
    session: Session, viewer: Viewer, registers: Registers, ids: Collection[str], language: str = "vi"
) -> dict[str, str]:
    """Id of a record → its title; records that the viewer may not see are left out."""
    seen = visible(viewer, registers.all_latest())
    return {
        record.id: title(registers.latest(record.register), record, language)
        for record in session.scalars(select(Record).where(Record.id.in_(ids), seen))
    }


def title(register: Register | None, record: Record, language: str = "vi") -> str:
    """The title of a record in lists: its answer to the field that the register uses as title.

    Without such an answer the register's title and the period; without a register (``None``) the record's id.
    """
    value = record.data.get(register.list.get("title", "")) if register else None
    if value:
        return str(value)
    if register is None:
        return record.id
    return ", ".join(
        part for part in (register.title[language], mid_sentence(period_text(record.period, language))) if part
    )
