"""The phones of the demo's people: each signs in for itself and speaks to the server as any other would."""

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode

from flask import Flask
from flask.testing import FlaskClient

from server.demo.accounts import PASSWORD
from server.demo.stamps import Clock
from sync.phone import Phone
from sync.phone.batch import gzipped
from sync.phone.transport import Reply
from sync.protocol.canonical import Json


class DemoFailed(RuntimeError):
    """The server refused something that the demo's people do every day."""


class Connection:
    """One account's signed-in connection to the server; called with a body, it posts an exchange as a phone does."""

    def __init__(self, client: FlaskClient, username: str):
        self._client = client
        device = {"id": f"demo-{username}", "name": "Điện thoại minh họa"}
        body = {"username": username, "password": PASSWORD, "device": device}
        status, headers, raw = self._send("POST", "/api/session", body, {})
        if status != 200:
            raise DemoFailed(f"{username} cannot sign in: {status} {raw.decode(errors='replace')}")
        person = json.loads(raw)
        self.account: str = person["account"]
        self.scopes = tuple(sorted({role["unit"] for role in person["roles"]}))
        cookies = SimpleCookie(headers["set-cookie"]).items()
        self._own = {
            "X-Account": self.account,
            "Cookie": "; ".join(f"{name}={cookie.coded_value}" for name, cookie in cookies),
        }

    def __call__(self, body: Mapping[str, object]) -> Reply:
        return self._send("POST", "/api/sync", body, self._own)

    def read(self, path: str, **query: str) -> Json:
        """The JSON that GET gives. DemoFailed if it is a refusal."""
        status, _, raw = self._send("GET", f"{path}?{urlencode(query)}", None, self._own)
        if status != 200:
            raise DemoFailed(f"{path} {query}: {status} {raw.decode(errors='replace')}")
        return json.loads(raw)

    def make(self, path: str, **body: object) -> None:
        """POST something new. DemoFailed if it is refused."""
        status, _, raw = self._send("POST", path, body, self._own)
        if status != 201:
            raise DemoFailed(f"{path} {body}: {status} {raw.decode(errors='replace')}")

    def _send(self, method: str, path: str, body: Mapping[str, object] | None, headers: dict[str, str]) -> Reply:
        headers = {**headers, "Sec-Fetch-Site": "same-origin"}
        if body is not None:
            headers |= {"Content-Type": "application/json", "Content-Encoding": "gzip"}
        data = None if body is None else gzipped(body)
        answer = self._client.open(path, method=method, data=data, headers=headers)
        return answer.status_code, {name.lower(): value for name, value in answer.headers.items()}, answer.data


class PhoneUser:
    """A person with a phone; each method sets the phone's clock to ``moment`` first."""

    def __init__(self, app: Flask, username: str):
        self.username = username
        self.connection = Connection(app.test_client(use_cookies=False), username)
        self.clock = Clock(self.connection.account)
        self.phone = Phone(
            self.connection.account, self.connection, now=self.clock.now, make_id=self.clock.make_id, app="demo"
        )
        self.created = 0  # records

    @property
    def unit(self) -> str:
        """The id of one's own unit; of several, always the same one."""
        return self.connection.scopes[0]

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
        """Write a new record, in one's own unit unless ``unit`` is given; its mutation's id."""
        self.clock.moment = moment
        self.created += 1
        return self.phone.put(unit or self.unit, form, record, set=data, period=period, submit=submit)[0]

    def edit(self, moment: datetime, record: str, data: Json, submit: bool = False, **more: Any) -> str:
        """Edit a record of one's own unit; the mutation's id. ``more``: further members of the mutation."""
        self.clock.moment = moment
        return self.phone.put(self.unit, record=record, set=data, submit=submit, **more)[0]

    def act(self, moment: datetime, do: str, record: str, **more: Any) -> str:
        """Do a verb, such as verify; the mutation's id. For another unit's record give its ``unit`` and ``base``."""
        self.clock.moment = moment
        return self.phone.act(do, record, **more)

    def sync(self) -> None:
        """Send and fetch all. DemoFailed unless everything was taken."""
        quiet = self.phone.sync()
        if self.phone.refused:
            item = self.phone.refused[0]
            raise DemoFailed(f"{self.username}: {item.mutation} was answered {item.outcome}")
        if not quiet or not self.phone.all_sent:
            raise DemoFailed(f"{self.username} could not send: {self.phone.problem}")

    def records(self, status: str) -> dict[str, Json]:
        """The records of a status that this person may see, by id, as an officer's desk reads them."""
        found: dict[str, Json] = {}
        page = self.connection.read("/api/records", status=status, limit="200")
        while True:
            found |= {record["id"]: record for record in page["records"]}
            if not page["next"]:
                return found
            page = self.connection.read("/api/records", status=status, limit="200", cursor=page["next"])


class Phones:
    """Everybody's phones, switched on when first needed.

    ``progress`` is called as people sync, with the number of records created so far.
    """

    def __init__(self, app: Flask, progress: Callable[[int], object]):
        self._app, self._progress = app, progress
        self._users: dict[str, PhoneUser] = {}

    def of(self, username: str) -> PhoneUser:
        """The phone of this person."""
        if username not in self._users:
            self._users[username] = PhoneUser(self._app, username)
        return self._users[username]

    def sync(self, usernames: Iterable[str]) -> None:
        """The phones of these people send and fetch all, one after the other."""
        for username in sorted(set(usernames)):
            self.of(username).sync()
            self._progress(sum(user.created for user in self._users.values()))
