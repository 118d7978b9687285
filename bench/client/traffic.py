"""Records what a page, its workers and its service worker fetch, in bytes on the wire, headers included."""

import time
from dataclasses import dataclass

from bench.client.devtools import Message

CACHES = ("fromServiceWorker", "fromDiskCache", "fromPrefetchCache")


@dataclass
class Request:
    """One request. ``kind``: the type of resource, such as ``Script``; ``of_worker``: whether a service worker made it.

    ``at``: when it was sent, in seconds since 1970; ``size``: bytes on the wire of its response, 0 until it is
    ``done``.
    """

    kind: str
    of_worker: bool
    at: float = 0
    size: int = 0
    done: bool = False
    cached: bool = False
    failed: bool = False


class Traffic:
    """The requests of one visit. ``changed``: when the last of them began or ended, by ``time.monotonic``."""

    def __init__(self) -> None:
        self.requests: dict[tuple[str, str], Request] = {}
        self.changed = time.monotonic()

    def note(self, event: str, parameters: Message, target: str, of_worker: bool) -> None:
        """Record an event of the DevTools domain Network, such as ``loadingFinished``, of a target (page or worker)."""
        key = target, parameters.get("requestId", "")
        if event == "requestWillBeSent":
            self._begin(key, parameters, of_worker)
        elif request := self.requests.get(key):
            if event == "requestServedFromCache":
                request.cached = True
            elif event == "responseReceived":
                request.cached |= any(parameters["response"].get(cache) for cache in CACHES)
            elif event in ("loadingFinished", "loadingFailed"):
                request.size, request.done = parameters.get("encodedDataLength", 0), True
                request.failed = event == "loadingFailed"
                self.changed = time.monotonic()

    @property
    def busy(self) -> bool:
        """Whether a request is not done yet."""
        return any(not request.done for request in list(self.requests.values()))

    def tally(self) -> dict[str, int]:
        """How many ``requests`` went over the wire, their ``bytes``, those of the service worker, how many failed."""
        requests = list(self.requests.values())
        wired = [one for one in requests if one.done and not one.cached and not one.failed]
        return {
            "requests": len(wired),
            "bytes": round(sum(one.size for one in wired)),
            "worker_bytes": round(sum(one.size for one in wired if one.of_worker)),
            "failed": sum(one.failed for one in requests),
        }

    def _begin(self, key: tuple[str, str], parameters: Message, of_worker: bool) -> None:
        """Record a new request; if a redirection leads to it, the redirected one is done and counts as another."""
        redirection = parameters.get("redirectResponse")
        if not parameters["request"]["url"].startswith("http") or (key in self.requests and not redirection):
            return
        if redirection and key in self.requests:
            before = self.requests.pop(key)
            before.size, before.done = redirection.get("encodedDataLength", 0), True
            self.requests[key[0], f"{key[1]}#{len(self.requests)}"] = before
        self.requests[key] = Request(parameters.get("type", "Other"), of_worker, parameters.get("wallTime", 0))
        self.changed = time.monotonic()
