"""The signed-in phones of people, and the unsent data that each last reported, to help rather than to rank people."""

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
from server.figures.long_unsent import long_unsent
from server.models.auth import Session
from server.models.org import Person, Role, Unit
from server.org.roles import find, first_unit
from server.platform.clock import now
from server.platform.device_names import short_device_name
from server.platform.query_params import ParamReader, RawParams
from sync.protocol.canonical import sound_text
from sync.protocol.problems import Problem

PARAMETERS = ("unit", "below", "unsent", "cursor", "limit")
FLAGS = ("true", "false")
UNSENT = (*FLAGS, "long")
PAGE, LARGEST_PAGE = 50, 500


class Device(TypedDict):
    """A phone on which somebody is signed in. Times are ISO 8601.

    ``id``: the digest of its session. ``since``: when it signed in. ``name``: short, None if it has none. ``app``: the
    app's version. ``mutations``, ``photos``: unsent ones. ``oldest``: when the oldest of them was made. ``free_mb``:
    free space in MB. These four are what it reported at ``told_at``; if that is None, it has reported nothing, and they
    are 0 or None.
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
    """A unit in which somebody has a role, by id and name."""

    id: str
    name: str


class Holder(TypedDict):
    """A person with their signed-in phones. Of the phones that have reported unsent data, ``mutations`` and ``photos``
    are the sums, ``oldest`` is the earliest, ``free_mb`` the least, ``told_at`` the latest.

    ``last_sync``: the latest of all phones; None without a phone. ``units``: where they work; only in lists of a unit.
    """

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
    """A page of a unit's people, by given name; ``next``: the cursor that asks for the page after it, None on the last
    page."""

    unit: str
    people: list[Holder]
    next: str | None


class OneHolder(TypedDict):
    """One person with their phones, in the same shape as ``UnitHolders``: a list of one."""

    people: list[Holder]


class Holders(OneHolder):
    """People with their phones: of a ``unit`` a page with its ``next``, of one person neither."""

    unit: NotRequired[str]
    next: NotRequired[str | None]


def of_unit(session: Database, viewer: Viewer, given: RawParams) -> UnitHolders:
    """A page of a unit's people with their phones, by given name. Without the query parameter ``unit`` it is the
    school that the viewer leads.

    ``below=true``: also people of all units that report to it. ``unsent=true``: only people whose phones reported
    unsent data; ``unsent=long``: and held it for over two days. Problem ``malformed``, or ``forbidden`` if the viewer
    may not know this of the unit or there is none.
    """
    params = ParamReader(given, PARAMETERS)
    led = [grant.unit for grant in viewer.grants if grant.role == "leader"]
    wanted, below, unsent = params.id("unit"), params.among("below", FLAGS), params.among("unsent", UNSENT)
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
    elif unsent == "long":
        query = query.where(Person.id.in_(long_unsent(session, unit, now())))
    if last := session.get(Person, after) if after else None:
        query = query.where(tuple_(Person.order, Person.id) > (last.order, last.id))
    rows = list(session.scalars(query.order_by(Person.order, Person.id).limit(limit + 1)))
    people = _holders(session, rows[:limit], working)
    return {"unit": unit.id, "people": people, "next": rows[limit - 1].id if len(rows) > limit else None}


def of_person(session: Database, viewer: Viewer, account: str) -> OneHolder:
    """A person with their phones; ``account``: their id. Problem ``not_found`` if the viewer may not look them up."""
    person, _ = find(session, viewer, account)
    return {"people": [_holder(person, _phones(session, [account])[account])]}


def revoke(act: Act, digest: str) -> None:
    """Sign out the device whose session has this digest, for good. Unsent data stays on it, and is sent when its person
    signs in there again.

    The caller may sign out their own devices, and those of people whose password they may reset. Problem ``not_found``
    or ``forbidden``.
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
    """A query of (account, unit's id, unit's name) for everybody who has a role, now or later, in a unit; ``below``: or
    in one that reports to it. Administrators are left out."""
    units = Unit.path.startswith(unit.path, autoescape=True) if below else Unit.id == unit.id
    query = select(Role.person, Unit.id, Unit.name).join(Unit, Unit.id == Role.unit).where(units)
    return query.where(Role.role != "admin", or_(Role.until.is_(None), Role.until > now()))


def _holders(session: Database, page: list[Person], working: Select[str, str, str]) -> list[Holder]:
    ids = [person.id for person in page]
    phones = _phones(session, ids)
    units: dict[str, dict[str, str]] = defaultdict(dict)
    for account, id_, name in session.execute(working.where(Role.person.in_(ids)).order_by(Unit.order, Unit.id)):
        units[account][id_] = name
    return [
        _holder(person, phones[person.id])
        | {"units": [{"id": id_, "name": name} for id_, name in units[person.id].items()]}
        for person in page
    ]


def _phones(session: Database, accounts: Collection[str]) -> dict[str, list[Session]]:
    """Account → its signed-in phones, the one that synchronised last first; an empty list for an account without
    one."""
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
        "name": short_device_name(phone.device_name),
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
