"""A storm: phones come into signal at one moment, so many requests under way at a time.

All that phones do themselves is done before its clock runs and after it has stopped: two processors are the server's
and the database's then, but for carrying bytes.
"""

import threading
import time
from collections.abc import Callable, Sequence
from typing import Generic, NamedTuple, TypeVar

from bench.load.line import Line
from sync.phone.batch import as_sent
from sync.phone.transport import Reply
from sync.protocol.exchange import ExchangeRequest

AT_ONCE = 50  # requests under way: as many as the peers' figures were taken with, see docs/performance.md
T = TypeVar("T")
Read = TypeVar("Read")


class Clock(NamedTuple, Generic[Read]):
    """What was seen of a storm: ``seconds`` from the first request to the last answer, those of each request, and what
    was read ``before`` and ``after`` it."""

    seconds: float
    waited: list[float]
    before: Read
    after: Read


class Storm:
    """One storm of so many ``phones``, each with one request, and ``at_once`` of them under way."""

    def __init__(self, phones: int, at_once: int = AT_ONCE):
        self._ready, self._over = threading.Barrier(phones + 1), threading.Barrier(phones + 1)
        self._under_way, self._waited = threading.Semaphore(at_once), list[float]()

    def request(self, post: Callable[[], T]) -> T:
        """Post when all phones are ready and it is this one's turn; returns the answer when all have theirs."""
        self._ready.wait()
        with self._under_way:
            began = time.perf_counter()
            answer = post()
            self._waited.append(time.perf_counter() - began)
        self._over.wait()
        return answer

    def rage(self, phones: Sequence[Callable[[], object]], read: Callable[[], Read]) -> Clock[Read]:
        """Run each of ``phones`` in a thread, in which it makes its request; ``read`` is called before and after."""
        threads = [threading.Thread(target=phone) for phone in phones]
        for thread in threads:
            thread.start()
        self._ready.wait()
        before, began = read(), time.perf_counter()
        self._over.wait()
        seconds, after = time.perf_counter() - began, read()
        for thread in threads:
            thread.join()
        return Clock(seconds, self._waited, before, after)


class StormLine:
    """A phone's transport in a storm: its request is packed before, and its answer unpacked after it."""

    def __init__(self, storm: Storm, line: Line):
        self.storm, self.line = storm, line

    def __call__(self, body: ExchangeRequest) -> Reply:
        data, described = as_sent(body)
        return self.storm.request(lambda: self.line.post("/api/sync", data, described))
