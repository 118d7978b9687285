"""A school on a running server: a teacher, whose phone is measured, and a colleague, who sends what is new to it."""

import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import cycle, islice
from random import Random
from typing import Any
from urllib.parse import urlsplit

from bench.load import world
from bench.load.line import Line
from bench.load.phones import Models
from bench.load.world import Account, World
from bench.scenarios.floor import bare
from bench.scenarios.network import Network
from server.demo.activity import Activity
from server.demo.content import schools
from sync.phone import Phone

WORDS = 60  # of a story: a record has 0.9 KB then
AT_ONCE = 500  # records that a colleague writes before they are sent


@dataclass(frozen=True, slots=True)
class Seen:
    """One run over the 2G network: how many requests, bytes up and down with headers, and seconds.

    ``load``: the machine's, at its end; ``bodies``: the bytes of each request's body and of its answer's.
    """

    requests: int
    up: int
    down: int
    seconds: float
    load: float
    bodies: tuple[tuple[int, int], ...]


class School:
    """The school ``number`` of the demo, at the server ``url``; two teachers of ``people`` have phones there."""

    def __init__(self, url: str, people: World, models: Models, number: int):
        self.url, self.models = url, models
        self.teacher, colleague = people.teachers[number], people.teachers[number + len(schools())]
        self.phone, self.colleague = self.teacher.phone(url), colleague.phone(url)
        kinds = {kind for code, kind in models if code == self.teacher.school.code}
        self._next = told(world.activities_at(self.teacher.school, kinds))
        for phone in (self.phone, self.colleague):
            exchange(phone)

    def write(self, phone: Phone, count: int) -> list[Any]:
        """Put submitted activities into a phone's outbox; returns them bare."""
        before = {item.id for item in phone.outbox}
        for one in islice(self._next, count):
            world.log(phone, self.models[self.teacher.school.code, one.registration.kind], one)
        return bare([item.mutation for item in phone.outbox if item.id not in before])

    def send(self, count: int) -> list[Any]:
        """Have the colleague write and send so many activities; returns them bare."""
        sent: list[Any] = []
        while len(sent) < count:
            sent += self.write(self.colleague, min(AT_ONCE, count - len(sent)))
            exchange(self.colleague)
        return sent

    def run(self, queued: int, new: int, empty: bool) -> tuple[Seen, list[Any], list[Any]]:
        """Measure how the teacher's phone sends ``queued`` activities and fetches ``new`` ones.

        ``empty``: the phone has nothing yet. Returns also what it sends and what it fetches, bare.
        """
        phone = self.teacher.phone(self.url) if empty else self.phone
        if not empty:
            exchange(phone)  # whatever it owed before
        came, goes, direct = self.send(new), self.write(phone, queued), phone.transport

        def work(line: Line) -> None:
            phone.transport = line
            exchange(phone)
            phone.transport = direct

        return over_2g(self.url, work, self.teacher), goes, came


def told(activities: list[Activity]) -> Iterator[Activity]:
    """Activities without end, each with a story of its own: the demo's few sentences would compress too well."""
    chance, words = Random(WORDS), sorted({word for one in activities for word in one.data.get("story", "").split()})
    for one in cycle(activities):
        yield replace(one, data={**one.data, "story": " ".join(chance.choices(words, k=WORDS))})


def exchange(phone: Phone) -> None:
    """Exchange until a phone has sent and fetched everything. Raises SystemExit if it cannot."""
    if not phone.sync(1_000) or phone.refused or not phone.all_sent:
        raise SystemExit(f"a phone could not exchange: {phone.problem} {phone.refused[:1]}")


def over_2g(url: str, work: Callable[[Line], None], account: Account | None = None) -> Seen:
    """Measure ``work``, which is given a new connection to ``url`` over the 2G network."""
    network = Network(urlsplit(url).port or 0)
    line = Line(network.url, account)
    began = time.perf_counter()
    work(line)
    seconds = time.perf_counter() - began
    line.close()
    network.close()
    return Seen(
        len(line.bodies), network.up.carried, network.down.carried, seconds, os.getloadavg()[0], tuple(line.bodies)
    )
