"""Schools to play in: every schedule has one of its own, so that a database serves many of them."""

import hashlib
import secrets
import uuid
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from flask import Flask
from sqlalchemy import delete, select
from sqlalchemy.orm import Session as Database

from server.auth.sessions import LIFETIME
from server.models.auth import Session
from server.models.log import LogEntry, Record, Scope
from server.models.org import Person
from server.org import people
from server.periods import periods
from server.platform.clock import now
from server.platform.database import read, write
from server.records.representation import describe
from sync.phone.batch import gzipped
from sync.phone.transport import HttpTransport, Reply, Transport

from .model import Entry, Row

CAST = {"author": "teacher", "mate": "teacher", "other": "teacher", "leader": "leader", "officer": "department"}


class Account(NamedTuple):
    id: str
    cookie: str
    scopes: tuple[str, ...]


@dataclass
class School:
    """One unit with a log, the people around it, and how each of them reaches the server."""

    unit: str
    people: dict[str, Account]
    transports: dict[str, Transport] = field(default_factory=dict)


class World:
    """``base_url``: reach the server over TCP there; without it, in process."""

    def __init__(self, app: Flask, base_url: str | None = None):
        self.app, self.base_url = app, base_url
        with app.app_context(), write() as session:
            periods.extend(session, 2025, 2027)

    def school(self) -> School:
        """A new province, commune and school with one person of each part in ``CAST``."""
        return self.school_of({})

    def school_of(self, known: dict[str, Account]) -> School:
        """The same, with ``known`` people, who are then at home here too."""
        with self.app.app_context(), write() as session:
            province = people.add_unit(session, kind="province", name="Tỉnh")
            commune = people.add_unit(session, kind="commune", name="Xã", parent=province)
            unit = people.add_unit(session, kind="school", name="Trường", parent=commune)
            cast = {}
            for part, role in CAST.items():
                place = province if role == "department" else unit
                cast[part] = account = known.get(part) or self._new(session, part)
                people.give_role(session, session.get_one(Person, account.id), place, role)
                cast[part] = account._replace(scopes=(*account.scopes, place.id))
        school = School(unit.id, cast)
        school.transports = {part: self.transport(account) for part, account in cast.items()}
        return school

    def _new(self, session: Database, name: str) -> Account:
        """Somebody who is signed in."""
        person = people.add_person(session, username=uuid.uuid4().hex, name=name)
        session.flush()
        return Account(person.id, _begin(session, person.id), ())

    def signed_in_anew(self, account: Account) -> Account:
        """Somebody in another session, after all that they had have ended."""
        with self.app.app_context(), write() as session:
            session.execute(delete(Session).where(Session.person == account.id))
            return account._replace(cookie=_begin(session, account.id))

    def transport(self, account: Account) -> Transport:
        if self.base_url:
            return HttpTransport(self.base_url, account.id, account.cookie)
        return InProcess(self.app, account)

    def log(self, unit: str) -> list[Entry]:
        """Everything that the server keeps of the scope's mutations, in the order they were taken."""
        query = select(LogEntry).where(LogEntry.scope == unit).order_by(LogEntry.seq)
        with self.app.app_context(), read() as session:
            return [
                Entry(e.person, e.rev, e.chain, bytes(e.body), dict(e.outcome), e.at, e.received, e.stands_for)
                for e in session.scalars(query)
            ]

    def head(self, unit: str) -> int:
        with self.app.app_context(), read() as session:
            return session.scalars(select(Scope.rev).where(Scope.unit == unit)).one()

    def rows(self, unit: str) -> dict[str, Row]:
        """The scope's records as the server has them now."""
        query = select(Record).where(Record.scope == unit)
        with self.app.app_context(), read() as session:
            found = list(session.scalars(query))
            return {row.id: Row(describe(row), row.deleted_by, list(row.persons)) for row in found}

    def by(self, form: str) -> tuple[str, ...]:
        """The roles that may create a record of ``form`` where a unit has one of them in a period, else none."""
        register = self.app.extensions["registers"].get(form)
        return tuple(register.by) if register.natural_key else ()


def _begin(session: Database, account: str) -> str:
    """The cookie of a new session."""
    token = secrets.token_urlsafe(16)
    digest = hashlib.sha256(token.encode()).hexdigest()
    session.add(Session(digest=digest, person=account, expires=now() + LIFETIME))
    return f"lantoa_{account}={token}"


class InProcess:
    """An account's way into an application in the same process."""

    def __init__(self, app: Flask, account: Account):
        self.app, self.account, self.scopes, self.cookie = app, account.id, account.scopes, account.cookie

    def __call__(self, body: dict[str, Any]) -> Reply:
        return post(self.app, self.account, self.cookie, body)


def post(app: Flask, account: str, cookie: str, body: dict[str, Any]) -> Reply:
    headers = {"X-Account": account, "Cookie": cookie, "Sec-Fetch-Site": "same-origin"}
    headers |= {"Content-Type": "application/json", "Content-Encoding": "gzip"}
    answer = app.test_client(use_cookies=False).post("/api/sync", data=gzipped(body), headers=headers)
    return answer.status_code, dict(answer.headers), answer.data
