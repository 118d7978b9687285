"""A whole phone in Python: it keeps copies of records and a queue of its own mutations, and never merges.

It is the reference for every other client.
"""

import json
import random
import secrets
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any, cast

from sync.phone import batch
from sync.phone.answer import apply
from sync.phone.offline import Offline
from sync.phone.outbox import Opened
from sync.phone.stamps import clock, uuid7
from sync.phone.state import Item, State, load
from sync.phone.transport import Transport
from sync.protocol.exchange import ExchangeAnswer, ExchangeRequest

__all__ = ["Opened", "Phone", "clock", "uuid7"]


class Phone(Offline):
    """One account on one phone; ``transport`` carries its requests to the server.

    ``scopes``: the ids of the account's own units, by default the transport's. ``now`` and ``make_id`` give times and
    ids. ``batch_bytes`` and ``batch_count``: how much one request may carry at first. ``chance``: a random number from
    0 to 1 that spreads the retries. After a failed exchange ``problem`` is its code (or "timeout", "network") and
    ``next_try`` the seconds to wait; after a success ``problem`` is None.
    """

    def __init__(
        self,
        account: str,
        transport: Transport,
        now: Callable[[], str] = clock,
        make_id: Callable[[], str] = uuid7,
        app: str = "python",
        scopes: Iterable[str] | None = None,
        batch_bytes: int = 64 * 1024,
        batch_count: int = 200,
        chance: Callable[[], float] = random.random,
    ):
        own = getattr(transport, "scopes", ()) if scopes is None else scopes
        super().__init__(State(account, tuple(own), batch_bytes=batch_bytes, batch_count=batch_count), now, make_id)
        self.transport, self.app, self.chance = transport, app, chance
        self.problem: str | None = None
        self.next_try = 0.0
        self._again = False  # whether another exchange is due at once
        self._new = True  # whether its session has yet to be given the app's version, and its report
        self._exchanging = threading.Lock()

    @classmethod
    def load(cls, state: dict[str, Any], transport: Transport, **settings: Any) -> "Phone":
        """A phone with a state that ``dump`` wrote: restarted after a kill, a clone, or at an earlier time.

        ``settings`` are further arguments of ``Phone``.
        """
        phone = cls(state["account"], transport, **settings)
        phone.state = load(json.loads(json.dumps(state)))
        return phone

    def exchange(self) -> bool:
        """Send one request and apply its answer, as a whole or not at all; returns whether an answer was applied.

        A failure loses nothing, and the exchange may be tried again. Raises ValueError if the transport is another
        account's.
        """
        if getattr(self.transport, "account", self.account) != self.account:
            raise ValueError("this transport speaks for another account")
        with self._exchanging:
            self._again = False
            with self._changing:
                picked = batch.pick(self.state)
                self.state = batch.sent(self.state, picked)
                app = self.app if self._new else None
                body = batch.request(self.state, picked, secrets.token_urlsafe(3), self.now(), app)
            try:
                status, headers, raw = self.transport(body)
            except TimeoutError:
                return self._failed("timeout", picked, halve=True)
            except OSError:
                return self._failed("network", picked)
            answer = _object(raw) if status == 200 else {}
            if answer.get("nonce") == body["nonce"] and self._applied(body, answer):
                return True
            return self._declined(status, headers, raw, picked)

    def sync(self, limit: int = 100) -> bool:
        """Exchange until nothing more can be sent or fetched.

        Returns whether that was reached within ``limit`` exchanges.
        """
        for _ in range(limit):
            before = self.state.outbox
            done = self.exchange()
            if self._again:
                continue
            if not done or all(item.waits for item in self.outbox) or self.outbox == before:
                return done
        return False

    def _applied(self, body: ExchangeRequest, answer: dict[str, Any]) -> bool:
        """Apply an answer; returns False, and changes nothing, if it is not an answer of the protocol."""
        with self._changing:
            try:
                state = batch.larger(apply(self.state, cast(ExchangeAnswer, answer), self.now()))
            except (AttributeError, KeyError, TypeError, ValueError):  # an answer that is none changes nothing
                return False
            self.state = replace(state, failures=0, queue=body.get("queue", state.queue))
        reset = answer.get("reset") or {}
        self._again, self._new = bool(answer.get("more") or reset), "history" in reset.values()
        self.problem, self.next_try = None, 0.0
        return True

    def _declined(self, status: int, headers: Mapping[str, str], raw: bytes, picked: list[Item]) -> bool:
        """Handle a refusal of the whole request, or a reply that is no answer of the protocol; returns False.

        A mutation that was sent alone and refused with 413 is marked to be sent in a request of its own, later; with
        400, or with 413 once more, it leaves the outbox as refused. What a server took before it was restored is not
        too large for it: something on the way is at fault, and it waits.
        """
        code = _object(raw).get("code") if status != 200 else None
        self._new = self._new or status == 401  # what comes next has another session
        code = code or {400: "malformed", 413: "too_large"}.get(status, "network")
        if status in (400, 413) and len(picked) == 1:
            with self._changing:
                taken = status == 413 and picked[0].before is not None
                self._again = not (taken and picked[0].alone)
                if taken or (status == 413 and not picked[0].alone):
                    self.state = batch.set_apart(self.state, picked[0])
                else:
                    self.state = batch.refused(self.state, picked[0], code, self.now())
        after = {name.lower(): value for name, value in headers.items()}.get("retry-after", "")
        return self._failed(code, picked, halve=status in (400, 413), least=float(after) if after.isdigit() else 0.0)

    def _failed(self, problem: str, picked: list[Item], halve: bool = False, least: float = 0.0) -> bool:
        """Note why nothing was applied, and in how many seconds to try again; returns False.

        ``halve``: make the next request half as large. ``least``: the fewest seconds to wait, as the server demands.
        """
        with self._changing:
            if halve and len(picked) > 1:
                self.state = batch.smaller(self.state, picked)
                self._again = problem != "timeout"
            self.problem, self.next_try = problem, batch.delay(self.state.failures, self.chance, least)
            self.state = replace(self.state, failures=self.state.failures + 1)
        return False


def _object(raw: bytes) -> dict[str, Any]:
    """The JSON object in ``raw``; empty if it holds none, as with the login page of a public Wi-Fi."""
    try:
        value = json.loads(raw)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}
