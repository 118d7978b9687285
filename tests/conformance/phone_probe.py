"""A thin phone for certifying a server: it speaks HTTP, makes mutations and merges nothing."""

import json
import re
import secrets
import ssl
import time
import uuid
from functools import cache
from types import SimpleNamespace

import httpx

PASSWORD = "demo-thi-dua"
JSON = {"Content-Type": "application/json"}
VERSION = re.compile(r"^[1-9][0-9]*\.[A-Za-z0-9_-]{8}$")
AT = "2026-11-20T08:00:00+07:00"


@cache
def trusted() -> ssl.SSLContext:
    """The authorities of a server behind TLS: reading them takes as long as ten exchanges."""
    return httpx.create_ssl_context()


def uuid7() -> str:
    """A fresh UUID of version 7."""
    stamp = (time.time_ns() // 1_000_000) << 80
    return str(uuid.UUID(int=stamp | 7 << 76 | secrets.randbits(12) << 64 | 2 << 62 | secrets.randbits(62)))


def natural_id(unit: str, key: str, period: str) -> str:
    """The id of the one record of a register in this unit and period."""
    return str(uuid.uuid5(uuid.UUID(unit), f"{key}:{period}"))


def connect(url: str) -> httpx.Client:
    return httpx.Client(base_url=url, timeout=60, headers={"Sec-Fetch-Site": "same-origin"}, verify=trusted())


def sign_in(client: httpx.Client, username: str, password: str = PASSWORD) -> httpx.Response:
    device = {"id": uuid7(), "name": "conformance"}
    return client.post("/api/session", json={"username": username, "password": password, "device": device})


def rev(version: str) -> int:
    return int(version.split(".")[0])


def code(outcome: dict) -> str | None:
    """The refusal's code, or None where the mutation was taken."""
    return outcome.get("refused", {}).get("code")


def applied(outcome: dict) -> str:
    """The version that a taken mutation was given."""
    assert "refused" not in outcome, outcome
    assert VERSION.match(outcome["version"]), outcome
    return outcome["version"]


def problem(response: httpx.Response, status: int, name: str) -> dict:
    """Assert one whole-request refusal in its one shape."""
    assert response.status_code == status, (response.status_code, response.text[:300])
    assert response.headers["content-type"].split(";")[0] == "application/problem+json"
    body = response.json()
    assert (body["code"], body["status"]) == (name, status), body
    assert all(isinstance(body[member], str) for member in ("type", "title", "detail")), body
    return body


class Phone:
    """One account on one phone. Cursor and copies move only in `pull`."""

    def __init__(self, client: httpx.Client, me: dict, cursor: str | None = None):
        self.client, self.me, self.cursor = client, me, cursor
        self.account = me["account"]
        self.unit = me["roles"][0]["unit"] if me["roles"] else None
        self.headers = {"X-Account": self.account}
        self.copies: dict[str, dict] = {}

    def clone(self) -> "Phone":
        """Another phone of the same account, as far as this one has read."""
        return Phone(self.client, self.me, self.cursor)

    def envelope(self, mutations=(), **members) -> dict:
        body = {"protocol": 1, "nonce": secrets.token_urlsafe(6), "cursor": self.cursor, "mutations": list(mutations)}
        body |= members
        return {name: value for name, value in body.items() if value not in (None, [])}

    def post(self, body, **headers) -> httpx.Response:
        """One exchange as it is on the wire; bytes go as they are."""
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        return self.client.post("/api/sync", content=raw, headers=self.headers | JSON | headers)

    def exchange(self, *mutations, **members) -> dict:
        """One exchange that must be answered 200 with the nonce echoed."""
        body = self.envelope(mutations, **members)
        response = self.post(body)
        assert response.status_code == 200, response.text[:500]
        answer = {"outcomes": {}, "changes": [], "gone": [], "reset": {}, "more": False} | response.json()
        assert answer["nonce"] == body["nonce"]
        return answer

    def do(self, mutation: dict) -> dict:
        return self.exchange(mutation)["outcomes"][mutation["id"]]

    def put(self, form=None, **members) -> dict:
        given = {"id": uuid7(), "at": AT, "do": "put", "form": form, "unit": self.unit} | members
        return {name: value for name, value in given.items() if value is not None}

    def verb(self, do: str, record: str, **members) -> dict:
        return self.put(do=do, record=record, **members)

    def pull(self) -> SimpleNamespace:
        """Read on until nothing more is due: changes by id, gone, and each answer."""
        feed = SimpleNamespace(changes={}, gone=set(), answers=[])
        more = True
        while more:
            answer = self.exchange()
            assert not answer["reset"], answer["reset"]
            feed.answers.append(answer)
            feed.changes |= {record["id"]: record for record in answer["changes"]}
            feed.gone |= set(answer["gone"])
            for record in answer["gone"]:
                self.copies.pop(record, None)
            self.copies |= {record["id"]: record for record in answer["changes"]}
            self.cursor, more = answer["cursor"], answer["more"]
        return feed

    def get(self, path: str, **params) -> httpx.Response:
        return self.client.get(path, params=params, headers=self.headers)

    def read(self, record: str) -> dict:
        response = self.get(f"/api/records/{record}")
        assert response.status_code == 200, response.text[:300]
        return {"conflicts": {}, "thread": [], "flags": [], "data": {}} | response.json()

    def version(self, record: str) -> str:
        return self.read(record)["version"]

    def sees(self, record: str) -> bool:
        response = self.get(f"/api/records/{record}")
        if response.status_code == 200:
            return True
        problem(response, 404, "not_found")
        return False
