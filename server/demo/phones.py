"""The phones of the demo's people: each signs in and synchronises with the server as a real phone does."""

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

PHOTO_TRIES = 3
BUSY = 429  # the status of what a machine with much to do puts off


class DemoFailed(RuntimeError):
    """The server refused a request or a mutation of the demo, which it should accept."""


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
        """GET an address; returns the JSON of the response. Raises DemoFailed unless its status is 200."""
        status, _, raw = self._send("GET", f"{path}?{urlencode(query)}", None, self._own)
        if status != 200:
            raise DemoFailed(f"{path} {query}: {status} {raw.decode(errors='replace')}")
        return json.loads(raw)

    def make(self, path: str, method: str = "POST", /, **body: object) -> Json:
        """Send a body, given by its members, to make something new; returns the JSON of the response. Raises
        DemoFailed unless the status is 201."""
        status, _, raw = self._send(method, path, body, self._own)
        if status != 201:
            raise DemoFailed(f"{path} {body}: {status} {raw.decode(errors='replace')}")
        return json.loads(raw)

    def decide(self, method: str, path: str, version: int, body: Mapping[str, object] | None = None) -> Json:
        """Change something as it was seen in a version; returns the JSON of the response. Raises DemoFailed unless its
        status is 200."""
        own = {**self._own, "If-Match": f'"{version}"'}
        status, _, raw = self._send(method, path, body or {}, own)
        if status != 200:
            raise DemoFailed(f"{path} {body}: {status} {raw.decode(errors='replace')}")
        return json.loads(raw)

    def change(self, method: str, path: str, **body: object) -> None:
        """Send a body, given by its members, by which something changes. Raises DemoFailed unless the status is 204."""
        status, _, raw = self._send(method, path, body, self._own)
        if status != 204:
            raise DemoFailed(f"{path} {body}: {status} {raw.decode(errors='replace')}")

    def send_photo(self, record: str, sha256: str, file: bytes) -> None:
        """Send a photo that a record names, a WebP, in one part; one that the server has no time for stays unsent.

        Raises DemoFailed if it is refused.
        """
        about = {"sha256": sha256, "bytes": len(file), "type": "image/webp", "record": record}
        for _ in range(PHOTO_TRIES):
            status, _, raw = self._send("POST", "/api/photos", about, self._own)
            if status == 200 and json.loads(raw)["offset"] < len(file):
                headers = {**self._own, "Upload-Offset": "0", "Content-Type": "application/offset+octet-stream"}
                status, _, raw = self._answer("PATCH", f"/api/photos/{sha256}", file, headers)
            if status != BUSY:
                break
        if status not in (200, BUSY):
            raise DemoFailed(f"a photo of {record}: {status} {raw.decode(errors='replace')}")

    def _send(self, method: str, path: str, body: Mapping[str, object] | None, headers: dict[str, str]) -> Reply:
        if body is not None:
            headers = {**headers, "Content-Type": "application/json", "Content-Encoding": "gzip"}
        return self._answer(method, path, None if body is None else gzipped(body), headers)

    def _answer(self, method: str, path: str, data: bytes | None, headers: dict[str, str]) -> Reply:
        own = {**headers, "Sec-Fetch-Site": "same-origin"}
        answer = self._client.open(path, method=method, data=data, headers=own)
        return answer.status_code, {name.lower(): value for name, value in answer.headers.items()}, answer.data


class PhoneUser:
    """A person with a phone. Methods that write set the phone's clock to ``moment`` first; ``sync`` sends."""

    def __init__(self, app: Flask, username: str):
        self.username = username
        self.connection = Connection(app.test_client(use_cookies=False), username)
        self.clock = Clock(self.connection.account)
        self.phone = Phone(
            self.connection.account, self.connection, now=self.clock.now, make_id=self.clock.make_id, app="demo"
        )
        self.created = 0  # how many records this phone has created

    @property
    def unit(self) -> str:
        """The id of the unit in which the person has a role; if there are several, the first by id."""
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
        """Create a record, in the person's own unit unless ``unit`` is given; returns the mutation's id.

        ``form``: ``register@version``; ``data``: the answers; ``record``: the record's id, if it is given.
        """
        self.clock.moment = moment
        self.created += 1
        return self.phone.put(unit or self.unit, form, record, set=data, period=period, submit=submit)[0]

    def edit(self, moment: datetime, record: str, data: Json, submit: bool = False, **more: Any) -> str:
        """Change answers of a record in the person's own unit; returns the mutation's id.

        ``data``: the changed answers; ``more``: further members of the mutation.
        """
        self.clock.moment = moment
        return self.phone.put(self.unit, record=record, set=data, submit=submit, **more)[0]

    def act(self, moment: datetime, do: str, record: str, **more: Any) -> str:
        """Use a verb, such as ``verify``, on a record; returns the mutation's id.

        ``more``: further members of the mutation; for a record of another unit its ``unit`` and ``base`` (version).
        """
        self.clock.moment = moment
        return self.phone.act(do, record, **more)

    def sync(self) -> None:
        """Send all mutations and fetch all changes. Raises DemoFailed unless the server accepted everything."""
        quiet = self.phone.sync()
        if self.phone.refused:
            item = self.phone.refused[0]
            raise DemoFailed(f"{self.username}: {item.mutation} was answered {item.outcome}")
        if not quiet or not self.phone.all_sent:
            raise DemoFailed(f"{self.username} could not send: {self.phone.problem}")

    def records(self, status: str) -> dict[str, Json]:
        """All records in a status that this person may see, read from the API: id → record as JSON."""
        found: dict[str, Json] = {}
        page = self.connection.read("/api/records", status=status, limit="200")
        while True:
            found |= {record["id"]: record for record in page["records"]}
            if not page["next"]:
                return found
            page = self.connection.read("/api/records", status=status, limit="200", cursor=page["next"])


class Phones:
    """The phones of all people in the demo; each signs in when it is first needed.

    ``progress`` is called after each synchronisation with the number of records that all phones have created so far.
    """

    def __init__(self, app: Flask, progress: Callable[[int], object]):
        self._app, self._progress = app, progress
        self._users: dict[str, PhoneUser] = {}

    def of(self, username: str) -> PhoneUser:
        """The phone of the person with this username."""
        if username not in self._users:
            self._users[username] = PhoneUser(self._app, username)
        return self._users[username]

    def sync(self, usernames: Iterable[str]) -> None:
        """Synchronise the phones of these people, one after the other; each sends and fetches everything."""
        for username in sorted(set(usernames)):
            self.of(username).sync()
            self._progress(sum(user.created for user in self._users.values()))
