"""Phones in people's hands: each signs in for itself and speaks to the server as any other would."""

import json
from collections.abc import Iterable
from datetime import datetime
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode

from flask import Flask
from flask.testing import FlaskClient

from server.demo.accounts import PASSWORD
from server.demo.stamps import Clock
from sync.phone import Phone
from sync.phone.batch import packed
from sync.phone.transport import Answered
from sync.protocol.canonical import Json


class DemoFailed(RuntimeError):
    """The server said no to something that the demo's people do every day."""


class Door:
    """One account's way in: a signed-in session, and bodies posted as a phone posts them."""

    def __init__(self, client: FlaskClient, username: str):
        self._client = client
        device = {"id": f"demo-{username}", "name": "Điện thoại minh họa"}
        body = {"username": username, "password": PASSWORD, "device": device}
        status, headers, raw = self._send("POST", "/api/session", body, {})
        if status != 200:
            raise DemoFailed(f"{username} cannot sign in: {status} {raw.decode(errors='replace')}")
        who = json.loads(raw)
        self.account: str = who["account"]
        self.scopes = tuple(sorted({role["unit"] for role in who["roles"]}))
        cookies = SimpleCookie(headers["set-cookie"]).items()
        self._own = {
            "X-Account": self.account,
            "Cookie": "; ".join(f"{name}={held.coded_value}" for name, held in cookies),
        }

    def __call__(self, body: Json) -> Answered:
        return self._send("POST", "/api/sync", body, self._own)

    def read(self, path: str, **query: str) -> Json:
        """What GET answers. DemoFailed if it is a refusal."""
        status, _, raw = self._send("GET", f"{path}?{urlencode(query)}", None, self._own)
        if status != 200:
            raise DemoFailed(f"{path} {query}: {status} {raw.decode(errors='replace')}")
        return json.loads(raw)

    def make(self, path: str, **what: Any) -> None:
        """What POST makes. DemoFailed if it is refused."""
        status, _, raw = self._send("POST", path, what, self._own)
        if status != 201:
            raise DemoFailed(f"{path} {what}: {status} {raw.decode(errors='replace')}")

    def _send(self, method: str, path: str, body: Json | None, headers: dict[str, str]) -> Answered:
        headers = {**headers, "Sec-Fetch-Site": "same-origin"}
        if body is not None:
            headers |= {"Content-Type": "application/json", "Content-Encoding": "gzip"}
        data = None if body is None else packed(body)
        answer = self._client.open(path, method=method, data=data, headers=headers)
        return answer.status_code, {name.lower(): value for name, value in answer.headers.items()}, answer.data


class Hand:
    """A person with a phone, at the moment that the story has come to."""

    def __init__(self, app: Flask, username: str):
        self.username = username
        self.door = Door(app.test_client(use_cookies=False), username)
        self.clock = Clock(self.door.account)
        self.phone = Phone(self.door.account, self.door, now=self.clock.now, make_id=self.clock.make_id, app="demo")
        self.sent = 0  # mutations

    @property
    def unit(self) -> str:
        return self.door.scopes[0]

    def create(
        self,
        moment: datetime,
        form: str,
        data: Json,
        submit: bool,
        period: str | None = None,
        unit: str | None = None,
        record: str | None = None,
    ) -> str:
        """A new record, in the own unit unless another of one's units is named; the id that its mutation has."""
        self.clock.moment = moment
        ids = self.phone.put(unit or self.unit, form, record, set=data, period=period, submit=submit)
        self.sent += len(ids)
        return ids[0]

    def edit(self, moment: datetime, record: str, data: Json, submit: bool = False, **more: Any) -> str:
        """An edit of a record of the own unit; its mutation's id."""
        self.clock.moment = moment
        ids = self.phone.put(self.unit, record=record, set=data, submit=submit, **more)
        self.sent += len(ids)
        return ids[0]

    def act(self, moment: datetime, do: str, record: str, **more: Any) -> str:
        """A verb; of another unit's record, ``unit`` and ``base`` come along."""
        self.clock.moment = moment
        self.sent += 1
        return self.phone.act(do, record, **more)

    def sync(self) -> None:
        """Send and fetch all. DemoFailed unless all of it was taken."""
        quiet = self.phone.sync()
        if self.phone.refused:
            item = self.phone.refused[0]
            raise DemoFailed(f"{self.username}: {item.mutation} was answered {item.outcome}")
        if not quiet or not self.phone.all_sent:
            raise DemoFailed(f"{self.username} could not send: {self.phone.problem}")

    def looked_at(self, status: str) -> dict[str, Json]:
        """The records of a status that this person may see, by id, as an officer's desk reads them."""
        found: dict[str, Json] = {}
        page = self.door.read("/api/records", status=status, limit="200")
        while True:
            found |= {record["id"]: record for record in page["records"]}
            if not page["next"]:
                return found
            page = self.door.read("/api/records", status=status, limit="200", cursor=page["next"])


class House:
    """Everybody's phones, switched on when first needed."""

    def __init__(self, app: Flask):
        self._app = app
        self._hands: dict[str, Hand] = {}

    def hand(self, username: str) -> Hand:
        if username not in self._hands:
            self._hands[username] = Hand(self._app, username)
        return self._hands[username]

    def sync(self, usernames: Iterable[str]) -> None:
        """The phones of these people send and fetch all, one after the other."""
        for username in sorted(set(usernames)):
            self.hand(username).sync()

    @property
    def mutations(self) -> int:
        return sum(hand.sent for hand in self._hands.values())

    def __len__(self) -> int:
        return len(self._hands)
