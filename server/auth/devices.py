"""What phones last said of themselves: who still has something to send. Never a ranking."""

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session as Database

from server.access.people import governs, oversees
from server.access.viewer import Viewer
from server.audit.actor import Act
from server.figures.completeness import holds_unsent
from server.models.auth import Session
from server.models.org import Person, Role, Unit
from server.org.roles import find, first_unit
from server.platform.clock import now
from server.platform.query_params import ParamReader, RawParams
from sync.protocol.canonical import Json, sound_text
from sync.protocol.problems import Problem

PARAMETERS = ("unit", "below", "unsent", "cursor", "limit")
FLAGS = ("true", "false")
PAGE, LARGEST_PAGE = 50, 500


def of_unit(session: Database, viewer: Viewer, given: RawParams) -> Json:
    """A page of a unit's people with their phones, by name. Problem ``forbidden`` where that is not one's to know.

    ``{"unit", "people": [{"account", "name", "units", "last_sync", "mutations", "photos", "oldest", "free_mb",
    "told_at", "devices": […]}], "next": cursor or None}``: the counts are sums over the person's phones, each as old
    as its ``told_at``. ``below=true``: also the people of all units that report to it; ``unsent=true``: those only who
    hold something, by their phones' word. Problem ``malformed`` with what is not understood.
    """
    asked = ParamReader(given, PARAMETERS)
    led = [grant.unit for grant in viewer.grants if grant.role == "leader"]
    wanted, below, unsent = asked.id("unit"), asked.among("below", FLAGS), asked.among("unsent", FLAGS)
    after, limit = asked.id("cursor"), asked.number("limit", 1, LARGEST_PAGE, PAGE if below == "true" else LARGEST_PAGE)
    asked.refuse()
    unit = session.get(Unit, wanted or (led[0] if led else ""))
    if unit is None or not oversees(viewer, unit.id, unit.path):
        raise Problem("forbidden")
    units = Unit.path.startswith(unit.path, autoescape=True) if below == "true" else Unit.id == unit.id
    held = select(Role.person, Unit.id, Unit.name).join(Unit, Unit.id == Role.unit).where(units)
    held = held.where(Role.role != "admin", (Role.until.is_(None)) | (Role.until > now()))
    query = select(Person).where(Person.id.in_(held.with_only_columns(Role.person)), Person.active)
    if unsent == "true":
        query = query.where(Person.id.in_(select(Session.person).where(holds_unsent(Session))))
    if before := session.get(Person, after) if after else None:
        query = query.where(tuple_(Person.name, Person.id) > (before.name, before.id))
    found = list(session.scalars(query.order_by(Person.name, Person.id).limit(limit + 1)))
    page = found[:limit]
    phones: dict[str, list[Session]] = {person.id: [] for person in page}
    for phone in session.scalars(select(Session).where(Session.person.in_(phones)).order_by(Session.seen.desc())):
        phones[phone.person].append(phone)
    where: dict[str, dict[str, str]] = {person.id: {} for person in page}
    for account, id_, name in session.execute(held.where(Role.person.in_(where)).order_by(Unit.name)):
        where[account][id_] = name
    people = [_told(person, phones[person.id]) | {"units": _named(where[person.id])} for person in page]
    return {"unit": unit.id, "people": people, "next": page[-1].id if len(found) > limit else None}


def of_person(session: Database, viewer: Viewer, account: str) -> Json:
    """``{"people": [one, as ``of_unit`` has it]}``. Problem ``not_found``."""
    person, _ = find(session, viewer, account)
    phones = session.scalars(select(Session).where(Session.person == account).order_by(Session.seen.desc())).all()
    return {"people": [_told(person, list(phones))]}


def revoke(act: Act, digest: str) -> None:
    """Sign a device out for good. What is unsent stays on it, and is sent when its person signs in there again.

    One's own, or of somebody whose password one might reset. Problem ``not_found`` or ``forbidden``.
    """
    phone = act.session.get(Session, digest) if sound_text(digest) else None
    if phone is None:
        raise Problem("not_found")
    person, held = find(act.session, act.viewer, phone.person)
    if person.id != act.viewer.account and not governs(act.viewer, person.id, held):
        raise Problem("forbidden")
    unit, unsent = first_unit(held), (phone.queue or {}).get("mutations", 0)
    act.session.delete(phone)
    act.record("session.revoke", ("person", person.id), unit, device=phone.device_name, unsent=unsent)


def _named(units: dict[str, str]) -> list[Json]:
    return [{"id": id_, "name": name} for id_, name in units.items()]


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
