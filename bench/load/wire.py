"""Measures how many bytes an exchange sends over the network: python -m bench.load.wire."""

import gzip
import json
import tempfile
from dataclasses import dataclass
from typing import Any

from flask import Flask

from bench.load import world
from server import create_app
from server.demo.content import schools
from server.demo.stamps import unit_id
from sync.phone import Phone, batch
from sync.phone.transport import Reply

BARE = ("id", "form", "unit", "at")
APP = "1.4.0+3f2a91c"  # as long as a version is


class Scale:
    """An account's connection to the application in this process, which notes the size of each request and answer.

    ``weighed``: (bytes of the request's body, bytes of the answer's), as they would be sent, compressed.
    """

    def __init__(self, app: Flask, account: world.Account):
        self.client = app.test_client(use_cookies=False)
        self.headers = {"X-Account": account.id, "Cookie": account.cookie, "Sec-Fetch-Site": "same-origin"}
        self.headers |= {"Accept-Encoding": "gzip"}
        self.weighed: list[tuple[int, int]] = []  # bytes of a request's body and of its answer's

    def __call__(self, body: dict[str, Any]) -> Reply:
        sent, described = batch.as_sent(body)
        answer = self.client.post("/api/sync", data=sent, headers=self.headers | described)
        self.weighed.append((len(sent), len(answer.data)))
        raw = gzip.decompress(answer.data) if answer.headers.get("Content-Encoding") == "gzip" else answer.data
        return answer.status_code, dict(answer.headers), raw


@dataclass(frozen=True, slots=True)
class Weight:
    """What ``weigh`` measured. ``requests``: how many exchanges the activities took; ``sent``: the bytes of these.

    ``bare``: bytes of the smallest list of the activities, gzipped, to compare with. ``nothing``: bytes of request and
    answer when there is nothing to send.
    """

    requests: int
    sent: int
    bare: int
    nothing: tuple[int, int]


def weigh(url: str, count: int) -> Weight:
    """Send ``count`` submitted activities from one phone, then an exchange without any; returns the sizes.

    ``url``: of an empty database.
    """
    people = world.build(url, len(schools()))
    app = create_app({"DATABASE_URL": url, "DEMO": True, "LOG_LEVEL": "ERROR"})
    leader, teacher = people.leaders[0], people.teachers[0]
    models = _registered(app, leader)
    scale = Scale(app, teacher)
    phone = Phone(teacher.id, scale, app=APP, scopes=[unit_id(teacher.school.code)])
    _sync(phone)
    for one in world.activities_at(teacher.school, models)[:count]:
        world.log(phone, models[one.registration.kind], one)
    bare = _bare(phone)
    scale.weighed.clear()
    _sync(phone)
    filled = list(scale.weighed)
    _sync(phone)  # tells that the outbox is empty
    scale.weighed.clear()
    _sync(phone)
    return Weight(len(filled), sum(sent for sent, _ in filled), bare, scale.weighed[0])


def _registered(app: Flask, leader: world.Account) -> dict[str, str]:
    phone = Phone(leader.id, Scale(app, leader), scopes=[unit_id(leader.school.code)])
    found = {one.kind: world.register(phone, one) for one in world.models(leader.school)}
    _sync(phone)
    return found


def _sync(phone: Phone) -> None:
    if not phone.sync() or phone.refused or not phone.all_sent:
        raise SystemExit(f"could not send: {phone.problem} {phone.refused[:1]}")


def _bare(phone: Phone) -> int:
    """The size in bytes of the gzipped list of the phone's unsent records: ids, form, unit, time and answers alone."""
    mutations = [item.mutation for item in phone.outbox]
    bare = [{name: one[name] for name in BARE} | {"data": one["set"]} for one in mutations]
    return len(gzip.compress(json.dumps(bare, ensure_ascii=False, separators=(",", ":")).encode(), mtime=0))


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        weight = weigh(f"sqlite:///{folder}/lantoa.db", 50)
    ratio = weight.sent / weight.bare
    print(f"50 new submitted activities: {weight.requests} request, {weight.sent} bytes, {ratio:.3f} × the bare list")
    print(f"nothing to say: {weight.nothing[0]} + {weight.nothing[1]} bytes")


if __name__ == "__main__":
    main()
