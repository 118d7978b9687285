"""What phones last said of themselves: who still has something to send. Never a ranking."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session as Database

from server import access
from server.access import Viewer
from server.models import Person, Role, Session, Unit, now
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
        "name": phone.device_name,
        "app": phone.app,
        "last_sync": phone.seen.isoformat(),
        "mutations": queue.get("mutations", 0),
        "photos": queue.get("photos", 0),
        "oldest": queue.get("oldest"),
        "free_mb": queue.get("free_mb"),
        "told_at": phone.queue_at.isoformat() if phone.queue_at else None,
    }
