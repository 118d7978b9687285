"""The phones of a unit's people: what they last said they still have to send. Never a ranking."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime
from typing import NotRequired, TypedDict

from sqlalchemy import Select, or_, select, tuple_
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
from sync.protocol.canonical import sound_text
from sync.protocol.problems import Problem

PARAMETERS = ("unit", "below", "unsent", "cursor", "limit")
FLAGS = ("true", "false")
PAGE, LARGEST_PAGE = 50, 500


class Device(TypedDict):
    """A signed-in phone; the numbers are what it said of its outbox at ``told_at``, and zero before it said anything.

    Times are ISO 8601. ``id``: the digest of its session.
    """

    id: str
    since: str
    name: str | None
    app: str | None
    last_sync: str
    mutations: int
    photos: int
    oldest: str | None
    free_mb: int | None
    told_at: str | None


class UnitName(TypedDict):
    """A unit where somebody works."""

    id: str
    name: str


class Holder(TypedDict):
    """Somebody with their phones: ``mutations`` and ``photos`` are sums over these, ``oldest``, ``free_mb`` and
    ``told_at`` the earliest, least and latest of them. ``units``: where they work, in lists of a unit."""

    account: str
    name: str
    last_sync: str | None
    mutations: int
    photos: int
    oldest: str | None
    free_mb: int | None
    told_at: str | None
    devices: list[Device]
    units: NotRequired[list[UnitName]]


class UnitHolders(TypedDict):
    """A page of a unit's people; ``next``: the cursor of the page after, None on the last one."""

    unit: str
    people: list[Holder]
    next: str | None


class OneHolder(TypedDict):
    """One person with their phones, in a list as those of a unit are."""

    people: list[Holder]


def of_unit(session: Database, viewer: Viewer, given: RawParams) -> UnitHolders:
    """A page of a unit's people with their phones, by name; without ``unit``, of the school that one leads.

    ``below=true``: also the people of all units that report to it; ``unsent=true``: only those who hold something, by
    what their phones said. Problem ``malformed``, or ``forbidden`` where that is not one's to know.
    """
    params = ParamReader(given, PARAMETERS)
    led = [grant.unit for grant in viewer.grants if grant.role == "leader"]
    wanted, below, unsent = params.id("unit"), params.among("below", FLAGS), params.among("unsent", FLAGS)
    usual = PAGE if below == "true" else LARGEST_PAGE
    after, limit = params.id("cursor"), params.number("limit", 1, LARGEST_PAGE, usual)
    params.refuse()
    unit = session.get(Unit, wanted or (led[0] if led else ""))
    if unit is None or not oversees(viewer, unit.id, unit.path):
        raise Problem("forbidden")
    working = _working(unit, below == "true")
    query = select(Person).where(Person.id.in_(working.with_only_columns(Role.person)), Person.active)
    if unsent == "true":
        query = query.where(Person.id.in_(select(Session.person).where(holds_unsent(Session))))
    if last := session.get(Person, after) if after else None:
        query = query.where(tuple_(Person.name, Person.id) > (last.name, last.id))
    rows = list(session.scalars(query.order_by(Person.name, Person.id).limit(limit + 1)))
    people = _holders(session, rows[:limit], working)
    return {"unit": unit.id, "people": people, "next": rows[limit - 1].id if len(rows) > limit else None}


def of_person(session: Database, viewer: Viewer, account: str) -> OneHolder:
    """Somebody with their phones. Problem ``not_found``."""
    person, _ = find(session, viewer, account)
    return {"people": [_holder(person, _phones(session, [account])[account])]}


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


def _working(unit: Unit, below: bool) -> Select[str, str, str]:
    """(account, unit's id, unit's name) of all who work in a unit, or in it and below, now or later."""
    units = Unit.path.startswith(unit.path, autoescape=True) if below else Unit.id == unit.id
    query = select(Role.person, Unit.id, Unit.name).join(Unit, Unit.id == Role.unit).where(units)
    return query.where(Role.role != "admin", or_(Role.until.is_(None), Role.until > now()))


def _holders(session: Database, page: list[Person], working: Select[str, str, str]) -> list[Holder]:
    ids = [person.id for person in page]
    phones = _phones(session, ids)
    units: dict[str, dict[str, str]] = defaultdict(dict)
    for account, id_, name in session.execute(working.where(Role.person.in_(ids)).order_by(Unit.name)):
        units[account][id_] = name
    return [
        _holder(person, phones[person.id])
        | {"units": [{"id": id_, "name": name} for id_, name in units[person.id].items()]}
        for person in page
    ]


def _phones(session: Database, accounts: Collection[str]) -> dict[str, list[Session]]:
    """Account → its signed-in phones, the last seen first."""
    phones: dict[str, list[Session]] = {account: [] for account in accounts}
    for phone in session.scalars(select(Session).where(Session.person.in_(accounts)).order_by(Session.seen.desc())):
        phones[phone.person].append(phone)
    return phones


def _holder(person: Person, phones: list[Session]) -> Holder:
    devices = [_device(phone) for phone in phones]
    spoken = [device for device in devices if device["told_at"]]
    return {
        "account": person.id,
        "name": person.name,
        "last_sync": devices[0]["last_sync"] if devices else None,
        "mutations": sum(device["mutations"] for device in spoken),
        "photos": sum(device["photos"] for device in spoken),
        "oldest": min((device["oldest"] for device in spoken if device["oldest"]), default=None),
        "free_mb": min((device["free_mb"] for device in spoken if device["free_mb"] is not None), default=None),
        "told_at": max((device["told_at"] for device in spoken if device["told_at"]), default=None),
        "devices": devices,
    }


def _device(phone: Session) -> Device:
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
        "told_at": _iso(phone.queue_at),
    }


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
