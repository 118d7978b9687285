"""What the rows of a figure are called: units, months, choices, people, the titles of records referred to."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.access.records import visible
from server.access.viewer import Viewer
from server.models.log import Record
from server.models.org import Person, Unit
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
    """Month → what it is called: ``2025-11`` → ``11/2025``; ``""`` stands for records without a day."""
    return {key: f"{key[5:]}/{key[:4]}" if key else UNDATED[language] for key in keys}


def of_levels(keys: Collection[str], language: str) -> dict[str, str]:
    """Level of schools, or kind of other units → what it is called; one that is not known here stands for itself."""
    return {key: LEVELS[key][language] if key in LEVELS else key for key in keys}


def of_units(session: Session, keys: Collection[str]) -> dict[str, str]:
    """Unit → its name."""
    return dict(session.execute(select(Unit.id, Unit.name).where(Unit.id.in_(keys))).all())


def of_people(session: Session, keys: Collection[str]) -> dict[str, str]:
    """Account → the person's name."""
    return dict(session.execute(select(Person.id, Person.name).where(Person.id.in_(keys))).all())


def of_values(
    session: Session, viewer: Viewer, registers: Registers, field: Field, keys: Collection[str], language: str
) -> dict[str, str]:
    """Keys of a field's dimension → what people call them; a key that nothing is known of stands for itself."""
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
    """Record → its title, of those that the viewer sees."""
    seen = visible(viewer, registers.all_latest())
    return {
        record.id: title(registers.latest(record.register), record, language)
        for record in session.scalars(select(Record).where(Record.id.in_(ids), seen))
    }


def title(register: Register | None, record: Record, language: str = "vi") -> str:
    """What a record is called in lists: the field that its register names; else the register and the period."""
    value = record.data.get(register.list.get("title", "")) if register else None
    if value:
        return str(value)
    if register is None:
        return record.id
    return ", ".join(
        part for part in (register.title[language], mid_sentence(period_text(record.period, language))) if part
    )
