"""A whole province at work: every school of the demo with so many teachers, all of them signed in."""

import hashlib
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from flask_migrate import upgrade
from sqlalchemy import insert, select
from sqlalchemy.orm import Session as Database

from server import create_app
from server.auth.sessions import LIFETIME
from server.demo import province
from server.demo.activities import activities
from server.demo.registrations import Registration, registrations
from server.models.auth import Session
from server.models.catalog import change_catalog
from server.models.org import Unit
from server.org import people
from server.platform.clock import now
from server.platform.database import db, write

AT_ONCE = 1_000  # people who are written in one flush
KIND = "garden"  # of the model that each school runs


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody signed in: account, the header of the session's cookie, school, and one of its sites (ids)."""

    id: str
    cookie: str
    school: str
    site: str


@dataclass(frozen=True, slots=True)
class Staff:
    """One leader for each school, and all teachers, in the order of their schools."""

    leaders: list[Member]
    teachers: list[Member]


def employ(url: str, each: int) -> Staff:
    """Fill the empty database at ``url`` with the units of the demo, and a leader and ``each`` teachers for each of
    its 485 schools."""
    app = create_app({"DATABASE_URL": url, "DEMO": True, "LOG_LEVEL": "ERROR"})
    with app.app_context():
        upgrade()
        with write() as session:
            province.build(session, ())
            schools = list(_schools(session))
            leaders = _appoint(session, "leader", schools)
            teachers = _appoint(session, "teacher", [one for one in schools for _ in range(each)])
            change_catalog(session)
        db.engine.dispose()
    return Staff(leaders, teachers)


def _schools(session: Database) -> Iterator[tuple[Unit, str]]:
    """Each school that has a site, with the id of its first one."""
    sites = session.execute(select(Unit.parent, Unit.id).where(Unit.kind == "site").order_by(Unit.parent, Unit.code))
    for school, rows in groupby(sites, key=lambda row: row[0]):
        yield session.get_one(Unit, school), next(rows)[1]


def _appoint(session: Database, role: str, places: list[tuple[Unit, str]]) -> list[Member]:
    members = []
    for start in range(0, len(places), AT_ONCE):
        part = places[start : start + AT_ONCE]
        numbers = range(start, start + len(part))
        added = [people.add_person(session, username=f"{role}{n}", name=f"Cô giáo số {n}") for n in numbers]
        session.flush()
        for person, (school, site) in zip(added, part, strict=True):
            people.give_role(session, person, school, role, province.APPOINTED)
            members.append(Member(person.id, f"lantoa_{person.id}={secrets.token_urlsafe(32)}", school.id, site))
    # Signed in without a password: what is measured is the exchange, not the password's hash.
    rows = [{"digest": _digest(one.cookie), "person": one.id, "expires": now() + LIFETIME} for one in members]
    session.execute(insert(Session), rows)
    return members


def _digest(cookie: str) -> str:
    return hashlib.sha256(cookie.partition("=")[2].encode()).hexdigest()


def model_of(leader: Member) -> dict[str, Any]:
    """The answers of the registration of a leader's school's model."""
    one: Registration = next(one for one in registrations() if one.kind == KIND)
    members = {"kind": KIND, "name": one.name, "start": one.start.isoformat(), "goal": one.goal, "people": one.people}
    return members | {"lead": leader.id, "sites": [leader.site]}


def answers_of(teacher: Member, model: str) -> Iterator[dict[str, Any]]:
    """Answers of activities in that model, as a teacher would give them; those of the demo, again and again."""
    told = [one.data for one in activities() if one.registration.kind == KIND]
    while True:
        for data in told:
            own = {name: value for name, value in data.items() if name not in ("coauthors", "movements")}
            yield own | {"model": model, "site": teacher.site}
