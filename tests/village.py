"""A small place to try things in: a province, a commune and two schools, and a client for each of their people."""

import uuid
from copy import copy
from datetime import date
from secrets import token_urlsafe
from typing import Any, Self

from flask import Flask
from sqlalchemy import delete, insert, update
from sqlalchemy.orm import Session
from uuid_utils import uuid7

from server.auth.sessions import LIFETIME, digest_of
from server.models.auth import Session as SignedIn
from server.models.org import Unit
from server.models.unit_states import ALWAYS, FOREVER, UnitState
from server.org import people
from server.periods import periods
from server.platform.clock import now
from server.platform.database import write
from sync.protocol.canonical import Json
from tests.fixtures.cheap_hashes import CHEAP

PASSWORD = "mật khẩu thử"
HASH = CHEAP.hash(PASSWORD)
BEGIN = insert(SignedIn)
DAY = "2026-10-05"
SAME_ORIGIN = {"Sec-Fetch-Site": "same-origin"}


class Village:
    """Department ``so``; commune ``xa``; ``gv``, ``gvb``, ``ht`` of one school, ``gv2``, ``ht2`` of another."""

    def __init__(self, app: Flask, tag: str | None = None, password: str = PASSWORD):
        self.app, self.tag, self.password = app, tag, password
        self.hash = HASH if password == PASSWORD else CHEAP.hash(password)
        self.people: dict[str, str] = {}
        self.accounts: dict[str, str] = {}
        with app.app_context(), write() as session:
            periods.extend(session, 2024, 2027)
            session.flush()
            periods.close(session, date(2025, 8, 31))
            self.province = people.add_unit(session, kind="province", name="Điện Biên")
            self.commune = people.add_unit(session, kind="commune", name="Sín Thầu", parent=self.province)
            self.school = people.add_unit(session, kind="school", name="TH Sín Thầu", parent=self.commune)
            beyond = people.add_unit(session, kind="commune", name="Tủa Thàng", parent=self.province)
            self.other = people.add_unit(session, kind="school", name="TH Tủa Thàng", parent=beyond)
            for school in (self.school, self.other):
                people.add_unit(session, kind="site", name="Điểm trung tâm", parent=school, level="main")
            self._add(
                session,
                ("so", "department", self.province),
                ("admin", "admin", self.province),
                ("xa", "commune", self.commune),
                ("gv", "teacher", self.school),
                ("gvb", "teacher", self.school),
                ("ht", "leader", self.school),
                ("gv2", "teacher", self.other),
                ("ht2", "leader", self.other),
            )

    def on(self, app: Flask) -> Self:
        """The same village in ``app``, whose database is a copy of this one's."""
        twin = copy(self)
        twin.app, twin.people, twin.accounts = app, dict(self.people), dict(self.accounts)
        return twin

    def add(self, name: str, role: str, unit: Unit) -> None:
        with self.app.app_context(), write() as session:
            self._add(session, (name, role, unit))

    def _add(self, session: Session, *parts: tuple[str, str, Unit]) -> None:
        """Somebody new for each name, role and unit; all in two flushes, as every test waits for them."""
        added = []
        for name, _, _ in parts:
            username = f"{name}.{self.tag or uuid.uuid4().hex[:8]}"
            added.append(people.add_person(session, username=username, name=name, password_hash=self.hash))
        session.flush()
        for (name, role, unit), person in zip(parts, added, strict=True):
            people.give_role(session, person, unit, role)
            self.people[name], self.accounts[name] = person.username, person.id

    def client(self, name: str) -> "Client":
        """A phone on which that person has signed in: half the cost of signing in, and no audit entry."""
        token, account = token_urlsafe(32), self.accounts[name]
        begun = {"digest": digest_of(token), "person": account, "expires": now() + LIFETIME}
        with self.app.app_context(), write() as session:
            session.execute(BEGIN, begun)
        client = Client(self.app, account, self._unit(name))
        client.http.set_cookie(f"lantoa_{account}", token)
        return client

    def sign_in(self, name: str, device: str | None = None) -> "Client":
        """A phone on which that person signs in; ``device``: what its browser calls itself."""
        return Client.sign_in(self.app, self.people[name], self._unit(name), self.password, device)

    def _unit(self, name: str) -> str:
        return self.other.id if name in ("gv2", "ht2") else self.school.id


def always(session: Session, unit: str, **members: str) -> None:
    """Let a unit be, and have been at all times, what ``members`` say, such as ``level="TH"``."""
    for name, value in members.items():
        setattr(session.get_one(Unit, unit), name, value)
    session.flush()
    session.execute(delete(UnitState).where(UnitState.unit == unit, UnitState.until != FOREVER))
    session.execute(update(UnitState).where(UnitState.unit == unit).values(since=ALWAYS, **members))


class Client:
    """Somebody's signed-in phone, without a memory but for its cursor."""

    def __init__(self, app: Flask, account: str, unit: str):
        self.http, self.account, self.unit, self.cursor = app.test_client(), account, unit, None

    @classmethod
    def sign_in(
        cls, app: Flask, username: str, unit: str, password: str = PASSWORD, device: str | None = None
    ) -> "Client":
        client = cls(app, "", unit)
        body: Json = {"username": username, "password": password}
        body |= {"device": {"id": str(uuid7()), "name": device}} if device else {}
        answer = client.http.post("/api/session", json=body, headers=SAME_ORIGIN)
        assert answer.status_code == 200, answer.text
        client.account = answer.json["account"]
        return client

    def on(self, app: Flask) -> "Client":
        """The same phone, still signed in, at ``app``, whose database is a copy of its own server's."""
        twin = copy(self)
        twin.http, name = app.test_client(), f"lantoa_{self.account}"
        cookie = self.http.get_cookie(name)
        assert cookie
        twin.http.set_cookie(name, cookie.value)
        return twin

    def post(self, path: str, body: Json):
        return self.http.post(path, json=body, headers=SAME_ORIGIN | {"X-Account": self.account})

    def send(self, method: str, path: str, body: Json | None = None, version: int | None = None):
        """A request that changes something; ``version``: of it, as one saw it."""
        headers = SAME_ORIGIN | {"X-Account": self.account}
        headers |= {} if version is None else {"If-Match": f'"{version}"'}
        return self.http.open(path, method=method, json=body, headers=headers)

    def get(self, path: str):
        return self.http.get(path, headers={"X-Account": self.account})

    def sync(self, *mutations: Json, **members: Any) -> Json:
        """One exchange from where the last one ended."""
        body = {"protocol": 1, "nonce": "n", "cursor": self.cursor, "mutations": list(mutations)} | members
        answer = self.post("/api/sync", body)
        assert answer.status_code == 200, answer.text
        self.cursor = answer.json.get("cursor", self.cursor)
        return answer.json

    def do(self, mutation: Json) -> Json:
        """The outcome of one mutation."""
        return self.sync(mutation)["outcomes"][mutation["id"]]

    def read(self, record: str) -> Json:
        return self.get(f"/api/records/{record}").json

    def mutation(self, do: str, **members: Any) -> Json:
        return {"id": str(uuid7()), "do": do, "at": f"{DAY}T08:00:00+07:00", "unit": self.unit} | members

    def put(self, **members: Any) -> Json:
        """A put of a direct probe that may be submitted, unless ``members`` say otherwise."""
        if "record" not in members:
            members = {"form": "probe_direct@1", "set": {"note": "Ghi chú", "n": 1, "day": DAY}} | members
        return self.mutation("put", **members)


def code(outcome: Json) -> str | None:
    return outcome.get("refused", {}).get("code")
