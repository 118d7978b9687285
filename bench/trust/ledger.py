"""What was saved on phones, what was sent and what was acknowledged, written down outside of phones and server."""

import json
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from sync.phone.transport import Reply, Transport
from sync.protocol.canonical import canonical
from sync.protocol.exchange import ExchangeRequest


class Entry(NamedTuple):
    """What the server's log holds of a mutation: its content as canonical JSON, and the version that it made."""

    person: str
    body: bytes
    version: str | None


@dataclass
class Verdict:
    """How ledger, log and phones differ: a text for each fault.

    ``lost``: acknowledged or kept by a phone no longer. ``duplicated``: in the log more than once, or without having
    been sent. ``altered``: with another content or version than was acknowledged.
    """

    lost: list[str] = field(default_factory=list)
    duplicated: list[str] = field(default_factory=list)
    altered: list[str] = field(default_factory=list)

    @property
    def faults(self) -> list[str]:
        return [*self.lost, *self.duplicated, *self.altered]


class Ledger:
    """One for all phones; any thread may write in it.

    ``saved``: mutation → account. ``sent``: mutation → its content at the first request that carried it. ``acked``:
    mutation → the version in the first answer that came whole.
    """

    def __init__(self) -> None:
        self.saved: dict[str, str] = {}
        self.sent: dict[str, bytes] = {}
        self.acked: dict[str, str] = {}
        self.faults: list[str] = []
        self._changed = threading.Condition()

    def save(self, account: str, ids: list[str]) -> None:
        """Note mutations that a phone says it has saved."""
        with self._changed:
            self.saved |= dict.fromkeys(ids, account)

    def witness(self, transport: Transport) -> "Witness":
        """``transport``, with all that goes through it noted here."""
        return Witness(self, transport)

    def goes_out(self, body: ExchangeRequest) -> None:
        """Note what a request carries: from now on the server may have it."""
        with self._changed:
            for mutation in body.get("mutations", ()):
                content = canonical(mutation)
                if self.sent.setdefault(mutation["id"], content) != content:
                    self.faults.append(f"{mutation['id']} was sent with two contents")

    def comes_back(self, raw: bytes) -> None:
        """Note what an answer acknowledges; one that is cut acknowledges nothing."""
        try:
            outcomes: Mapping[str, Mapping[str, object]] = json.loads(raw).get("outcomes") or {}
        except ValueError:
            return
        with self._changed:
            for id, outcome in outcomes.items():
                version = outcome.get("version")
                if "refused" in outcome:
                    self.faults.append(f"{id} was refused: {outcome['refused']}")
                elif version and self.acked.setdefault(id, str(version)) != version:
                    self.faults.append(f"{id} was acknowledged as {self.acked[id]} and as {version}")
            self._changed.notify_all()

    def wait_for(self, more: int, patience: float) -> bool:
        """Wait until so many more mutations are acknowledged; returns whether that came about in ``patience`` s."""
        with self._changed:
            wanted = len(self.acked) + more
            return self._changed.wait_for(lambda: len(self.acked) >= wanted, patience)

    def compare(self, log: list[Entry], ids: list[str], held: Mapping[str, set[str]]) -> Verdict:
        """Hold the server's log against the ledger: an acknowledged mutation is there once with its content, one
        without an answer at most once, one that was not sent not at all, and each on its phone.

        ``ids``: the mutation of each entry of ``log``. ``held``: account → ids that its phone has.
        """
        found: dict[str, list[Entry]] = {}
        for id, entry in zip(ids, log, strict=True):
            found.setdefault(id, []).append(entry)
        verdict = Verdict(altered=list(self.faults))
        for id, account in self.saved.items():
            entries = found.get(id, [])
            if id in self.acked and not entries:
                verdict.lost.append(f"{id} was acknowledged and is not in the log")
            if id not in held[account]:
                verdict.lost.append(f"{id} is not on its phone any more")
            if len(entries) > (id in self.sent):
                verdict.duplicated.append(f"{id} is in the log {len(entries)} times")
            for entry in entries:
                if (entry.person, entry.body) != (account, self.sent.get(id)):
                    verdict.altered.append(f"{id} is in the log with another content")
                if id in self.acked and entry.version != self.acked[id]:
                    verdict.altered.append(f"{id} was acknowledged as {self.acked[id]} and is {entry.version}")
        return verdict


class Witness:
    """A phone's transport that writes into the ledger what goes out and what comes back whole."""

    def __init__(self, ledger: Ledger, transport: Transport):
        self.ledger, self.transport = ledger, transport

    def __call__(self, body: ExchangeRequest) -> Reply:
        self.ledger.goes_out(body)
        status, headers, raw = self.transport(body)
        if status == 200:
            self.ledger.comes_back(raw)
        return status, headers, raw
