"""The people and records of the measurements: those of the demo province, with more teachers in its schools."""

import hashlib
import secrets
from collections.abc import Container
from dataclasses import dataclass
from typing import Any

from flask import Flask
from flask_migrate import upgrade

from bench.load.packings import BROWSER
from server import create_app
from server.auth.sessions import LIFETIME
from server.demo import PASSWORD, province, registering, season
from server.demo.activities import activities
from server.demo.activity import Activity
from server.demo.activity_data import movements
from server.demo.content import SCHOOL_YEAR, School, schools
from server.demo.registrations import Registration, registrations
from server.demo.stamps import person_id, unit_id
from server.models.auth import Session
from server.models.catalog import change_catalog
from server.models.org import Person, Unit
from server.org import people
from server.platform.clock import now
from server.platform.database import db, write
from server.platform.password_hash import hash_password
from sync.phone import Phone
from sync.phone.transport import HttpTransport


@dataclass(frozen=True, slots=True)
class Account:
    """A signed-in person; ``id`` is the account, ``cookie`` the header of the session, ``name=value``."""

    id: str
    username: str
    cookie: str
    school: School

    def phone(self, base_url: str) -> Phone:
        """A new phone of the person, connected to the server at ``base_url``."""
        transport = HttpTransport(base_url, self.id, self.cookie, timeout=300, packings=BROWSER)
        return Phone(self.id, transport, scopes=[unit_id(self.school.code)])


@dataclass(frozen=True, slots=True)
class World:
    """The people of a measurement: a leader for each school, and as many teachers as were ordered."""

    leaders: list[Account]
    teachers: list[Account]


def build(url: str, teachers: int) -> World:
    """Fill the empty database at ``url`` with tables, units and people of the demo, and so many further teachers.

    The teachers are added to the 24 schools in turn.
    """
    app: Flask = create_app({"DATABASE_URL": url, "DEMO": True, "LOG_LEVEL": "ERROR"})
    with app.app_context():
        upgrade()
        with write() as session:
            province.build(session, ())
            secret = hash_password(PASSWORD)
            leaders = [_signed_in(session, school, person_id(school.leaders[0][0])) for school in schools()]
            hired = [_hire(session, schools()[number % len(schools())], number, secret) for number in range(teachers)]
            change_catalog(session)
        db.engine.dispose()
    return World(leaders, hired)


def _hire(session: Any, school: School, number: int, secret: str) -> Account:
    person = people.add_person(session, username=f"bench{number}", name=f"Giáo viên {number}", password_hash=secret)
    session.flush()
    people.give_role(session, person, session.get(Unit, unit_id(school.code)), "teacher", province.APPOINTED)
    return _signed_in(session, school, person.id)


def _signed_in(session: Any, school: School, person: str) -> Account:
    """Sign somebody in without a password: the measurements are of the exchange, not of the password's hash."""
    token = secrets.token_urlsafe(32)
    digest = hashlib.sha256(token.encode()).hexdigest()
    session.add(Session(digest=digest, person=person, expires=now() + LIFETIME))
    return Account(person, session.get(Person, person).username, f"lantoa_{person}={token}", school)


def models(school: School) -> list[Registration]:
    """The registrations of a school's models that are approved in the demo."""
    return [one for one in registrations() if one.school == school and one.ends_as == "approved"]


def register(phone: Phone, one: Registration) -> str:
    """Put the registration of a school's model into its leader's outbox; returns the record's id."""
    data = {
        "kind": one.kind,
        "name": one.name,
        "movements": movements(one.kind, one.scenes),
        "lead": person_id(one.lead[0]),
        "start": one.start.isoformat(),
        "goal": one.goal,
        "sites": [unit_id(f"{one.school.code}-{number}") for number in range(1, len(one.school.sites) + 1)],
        "people": one.people,
    }
    ids = phone.put(unit_id(one.school.code), form=registering.FORM, set=data, period=SCHOOL_YEAR, submit=True)
    return ids[0]


def log(phone: Phone, model: str, one: Activity) -> str:
    """Put a submitted activity into a teacher's outbox, as one of their own school; returns the record's id.

    ``model``: the id of the model's record.
    """
    data = {"model": model, **one.data}
    return phone.put(phone.state.scopes[0], form=season.FORM, set=data, submit=True)[0]


def activities_at(school: School, kinds: Container[str]) -> list[Activity]:
    """The activities of all schools in the demo's school year that are about models of these kinds, at one's sites."""
    found = [one for mine in activities_by_school().values() for one in mine if one.registration.kind in kinds]
    for one in found:
        site = min(one.place.site, len(school.sites) - 1)
        one.data["site"] = unit_id(f"{school.code}-{site + 1}")
    return found


def activities_by_school() -> dict[str, list[Activity]]:
    """Code of a school → all activities of its teachers in the demo's school year."""
    found: dict[str, list[Activity]] = {}
    for one in activities():
        found.setdefault(one.school.code, []).append(one)
    return found
