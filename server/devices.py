"""What phones last said of themselves: who still has something to send. Never a ranking."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session as Database

from server import access, appointments
from server.access import Viewer
from server.acting import Act
from server.models import Person, Role, Session, Unit, now
from sync.canonical import sound_text
from sync.problems import Problem

Json = dict[str, Any]


def of_unit(session: Database, viewer: Viewer, unit_id: str | None) -> Json:
    """Each person of a unit with their phones, by name. Problem ``forbidden`` where that is not one's to know.

    ``{"unit", "people": [{"account", "name", "last_sync", "mutations", "photos", "oldest", "free_mb", "told_at",
    "devices": […]}]}``: the counts are sums over the person's phones, each as old as its ``told_at``.
    """
    led = [grant.unit for grant in viewer.grants if grant.role == "leader"]
    unit = session.get(Unit, unit_id or (led[0] if led else ""))
    if unit is None or not access.oversees(viewer, unit.id, unit.line):
        raise Problem("forbidden")
    members = select(Role.person).where(Role.unit == unit.id, (Role.until.is_(None)) | (Role.until > now()))
    people = session.scalars(select(Person).where(Person.id.in_(members), Person.active).order_by(Person.name)).all()
    phones: dict[str, list[Session]] = {person.id: [] for person in people}
    for phone in session.scalars(select(Session).where(Session.person.in_(phones)).order_by(Session.seen.desc())):
        phones[phone.person].append(phone)
    return {"unit": unit.id, "people": [_told(person, phones[person.id]) for person in people]}


def of_person(session: Database, viewer: Viewer, account: str) -> Json:
    """``{"people": [one, as ``of_unit`` has it]}``. Problem ``not_found``."""
    person, _ = appointments.find(session, viewer, account)
    phones = session.scalars(select(Session).where(Session.person == account).order_by(Session.seen.desc())).all()
    return {"people": [_told(person, list(phones))]}


def revoke(act: Act, digest: str) -> None:
    """Sign a device out for good. What is unsent stays on it, and is sent when its person signs in there again.

    One's own, or of somebody whose password one might reset. Problem ``not_found`` or ``forbidden``.
    """
    phone = act.session.get(Session, digest) if sound_text(digest) else None
    if phone is None:
        raise Problem("not_found")
    person, held = appointments.find(act.session, act.viewer, phone.person)
    if person.id != act.viewer.account and not access.governs(act.viewer, person.id, held):
        raise Problem("forbidden")
    unit, unsent = appointments.first_unit(held), (phone.queue or {}).get("mutations", 0)
    act.session.delete(phone)
    act.record("session.revoke", ("person", person.id), unit, device=phone.device_name, unsent=unsent)


def _told(person: Person, phones: list[Session]) -> Json:
    devices = [_device(phone) for phone in phones]
    told = [device for device in devices if device["told_at"]]
    return {
        "account": person.id,
        "name": person.name,
        "last_sync": devices[0]["last_sync"] if devices else None,
        "mutations": sum(device["mutations"] for device in told),
        "photos": sum(device["photos"] for device in told),
        "oldest": min((device["oldest"] for device in told if device["oldest"]), default=None),
        "free_mb": min((device["free_mb"] for device in told if device["free_mb"] is not None), default=None),
        "told_at": max((device["told_at"] for device in told), default=None),
        "devices": devices,
    }


def _device(phone: Session) -> Json:
    queue = phone.queue or {}
    return {
        "id": phone.digest,
        "since": phone.created.isoformat(),
        "name": phone.device_name,
        "app": phone.app,
        "last_sync": phone.seen.isoformat(),
        "mutations": queue.get("mutations", 0),
        "photos": queue.get("photos", 0),
        "oldest": queue.get("oldest"),
        "free_mb": queue.get("free_mb"),
        "told_at": phone.queue_at.isoformat() if phone.queue_at else None,
    }
