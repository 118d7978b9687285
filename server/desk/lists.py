"""The list of records behind a figure: what it shows of each, and in words what it was filtered by."""

from typing import Any

from sqlalchemy.orm import Session

from server import labels
from server.access import Viewer
from server.desk import text, writing
from server.models import Period, Record, Unit
from sync.registers import Register, Registers

Json = dict[str, Any]


def lines(session: Session, registers: Registers, records: list[Record], language: str) -> list[Json]:
    """``[{"id", "day", "title", "unit", "author", "status", "status_text"}]``."""
    people = labels.of_people(session, {record.author for record in records})
    units = labels.of_units(session, {record.scope for record in records})
    return [
        {
            "id": record.id,
            "day": writing.day(record.day) if record.day else record.period or "–",
            "title": labels.title(registers.latest(record.register), record, language),
            "unit": units.get(record.scope, "–"),
            "author": people.get(record.author, "–"),
            "status": record.status,
            "status_text": text.STATUS[record.status][language],
        }
        for record in records
    ]


def said(session: Session, viewer: Viewer, registers: Registers, given: dict[str, str], language: str) -> list[str]:
    """The filters in words, as far as a form does not show them."""
    words = text.TEXT[language]
    register = registers.latest(given.get("register", ""))
    out = [register.title[language]] if register else []
    if unit := session.get(Unit, given.get("unit", "")):
        out.append(unit.name if unit.kind == "school" else f"{unit.name} {words['and_below']}")
    if period := session.get(Period, given.get("period", "")):
        out.append(text.period(period, language))
    if month := given.get("month"):
        out += labels.of_months([month], language).values()
    if register and ":" in given.get("where", ""):
        out.append(_where(session, viewer, registers, register, given["where"], language))
    return out


def _where(
    session: Session, viewer: Viewer, registers: Registers, register: Register, where: str, language: str
) -> str:
    name, _, key = where.partition(":")
    field = register.fields[name]
    named = labels.of_values(session, viewer, registers, field, [key], language)
    return f"{field.label[language]}: {named[key]}"
