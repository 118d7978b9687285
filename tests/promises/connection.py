"""A bad network between one phone and the server, and a phone that is killed while it applies an answer."""

import json
import random
import sys
import threading
from collections.abc import Callable
from types import FrameType
from typing import Any

from sync.phone.transport import Reply, Transport

FAULTS = ("lost request", "lost answer", "timed out", "portal", "cut", "twice", "at once")
PORTAL = b"<html>Xin chao, moi dang nhap Wi-Fi</html>"


class Killed(BaseException):
    """The phone's process is gone."""


class Connection:
    """One phone's way to the server.

    ``fault`` strikes the next request only; ``exchanges`` gets each account, request and answer that came about.
    """

    def __init__(self, transport: Transport, exchanges: list[tuple[str, dict[str, Any], dict[str, Any]]]):
        self.transport, self.exchanges = transport, exchanges
        self.account: str = transport.account  # type: ignore[attr-defined]
        self.scopes: tuple[str, ...] = transport.scopes  # type: ignore[attr-defined]
        self.fault: str | None = None
        self.posted: list[dict[str, Any]] = []
        self.kill_after: int | None = None  # lines of the phone's code
        self.arriving: Callable[[bytes], None] = lambda raw: None

    def __call__(self, body: dict[str, Any]) -> Reply:
        fault, self.fault = self.fault, None
        self.posted.append(json.loads(json.dumps(body)))
        if fault == "lost request":
            raise ConnectionError(fault)
        if fault == "portal":
            return 200, {}, PORTAL
        answer = self._both(body) if fault == "at once" else self.deliver(body)
        if fault == "twice":
            answer = self.deliver(body)
        if fault == "lost answer":
            raise ConnectionError(fault)
        if fault == "timed out":
            raise TimeoutError(fault)
        if fault == "cut":
            return answer[0], answer[1], answer[2][:-7]
        if self.kill_after is not None:
            self.arriving(answer[2])
            _kill_after(self.kill_after, sys._getframe(1))
        return answer

    def deliver(self, body: dict[str, Any]) -> Reply:
        """To the server, and note its answer; a server that fails is a failed test."""
        status, headers, raw = self.transport(body)
        assert status == 200, f"{status}: {raw[:300]!r}"
        self.exchanges.append((self.account, body, json.loads(raw)))
        return status, headers, raw

    def _both(self, body: dict[str, Any]) -> Reply:
        return together([lambda: self.deliver(body), lambda: self.deliver(body)])[0]


def together(jobs: list[Callable[[], Any]]) -> list[Any]:
    """Run all at the same time; their results, or the first failure."""
    results: list[Any] = [None] * len(jobs)
    failures: list[BaseException] = []
    gate = threading.Barrier(len(jobs))

    def run(place: int) -> None:
        try:
            gate.wait()
            results[place] = jobs[place]()
        except BaseException as failure:  # handed to the caller's thread
            failures.append(failure)

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(jobs))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]
    return results


def _kill_after(lines: int, caller: FrameType) -> None:
    """Raise Killed once the phone has run so many more lines of its own code."""
    left = lines

    def trace(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal left
        if "/sync/phone/" not in frame.f_code.co_filename:
            return None
        if event == "line":
            left -= 1
            if left < 0:
                sys.settrace(None)
                raise Killed
        return trace

    caller.f_trace = trace
    sys.settrace(trace)


def fault_of(chance: random.Random) -> str | None:
    """Half of the requests arrive whole."""
    return chance.choice(FAULTS) if chance.random() < 0.5 else None
