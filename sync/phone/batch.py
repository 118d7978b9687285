"""Requests of a phone: what goes into one, how its size shrinks and grows, and how long to wait before the next."""

import gzip
import json
from collections.abc import Callable, Iterable
from dataclasses import replace

from sync.phone.state import Item, State
from sync.protocol.exchange import ExchangeRequest, Queue

CONFIRMED = 500  # ids that one request may ask to confirm
MOST_BYTES, MOST_COUNT = 236 * 1024, 500  # of the mutations in one request, before compression: 64 KB after it at most
GROWTH = 3
FIRST_WAIT, MOST_WAIT = 4.0, 300.0


def encode(body: object) -> bytes:
    """``body`` as compact JSON bytes.

    If some text has lone surrogates, all text beyond ASCII is escaped (``\\u…``), so that only the mutation with that
    text is refused.
    """
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    try:
        return text.encode()
    except UnicodeEncodeError:
        return json.dumps(body, separators=(",", ":")).encode()


def gzipped(body: object) -> bytes:
    """``body`` as gzipped JSON; equal bodies give equal bytes."""
    return gzip.compress(encode(body), mtime=0)


def as_sent(body: object) -> tuple[bytes, dict[str, str]]:
    """``body`` as bytes to send, and the headers that describe them; it is gzipped if that makes it smaller."""
    plain, small = encode(body), gzipped(body)
    headers = {"Content-Type": "application/json"}
    return (small, headers | {"Content-Encoding": "gzip"}) if len(small) < len(plain) else (plain, headers)


def pick(state: State) -> list[Item]:
    """The next mutations to send, in order; at least one if any is unsent.

    If the server answered ``wait`` to one, it and what follows it on its record go last. One marked ``alone`` (too
    large to be sent with others) goes in a request of its own, when the others have gone, and before what follows it on
    its record.
    """
    unsent = [item for item in state.outbox if not item.version]
    waiting = {item.record for item in unsent if item.waits}
    together, apart = _set_apart(unsent)
    ready = sorted(together, key=lambda item: item.record in waiting)
    if not ready or ready[0].record in waiting:
        turn = [item for item in apart if item.record not in waiting]
        if turn or not ready:
            return (turn or apart)[:1]
    picked: list[Item] = []
    size, most = 0, min(state.batch_bytes, MOST_BYTES)
    for item in ready[: state.batch_count]:
        size += len(encode(item.mutation)) + 1
        if picked and size > most:
            break
        picked.append(item)
    return picked


def _set_apart(unsent: list[Item]) -> tuple[list[Item], list[Item]]:
    """The mutations that may be sent together, and those marked ``alone`` that nothing on their record must go before.

    What follows one marked ``alone`` on its record is in neither list: it is sent after that one.
    """
    together: list[Item] = []
    apart: dict[str, Item] = {}
    for item in unsent:
        if item.record in apart:
            continue
        if item.alone:
            apart[item.record] = item
        else:
            together.append(item)
    before = {item.record for item in together}
    return together, [item for record, item in apart.items() if record not in before]


def request(state: State, picked: list[Item], nonce: str, now: str, app: str | None) -> ExchangeRequest:
    """The body of one exchange; empty members are left out, and ``queue`` if the session was sent the same before.

    ``nonce``: any text, which the answer repeats; ``now``: the phone's time; ``app``: its version, None if the session
    was sent it before.
    """
    body: ExchangeRequest = {"protocol": 1, "nonce": nonce, "now": now}
    if app:
        body["app"] = app
    if state.cursor is not None:
        body["cursor"] = state.cursor
    confirm: dict[str, list[str]] = {}
    for item in [item for item in state.outbox if item.version][:CONFIRMED]:
        confirm.setdefault(item.unit, []).append(item.id)
    if confirm:
        body["confirm"] = confirm
    if picked:
        body["mutations"] = [item.mutation for item in picked]
    if applied := {item.id: item.before for item in picked if item.before}:
        body["applied"] = applied
    left = queue(state, picked)
    if app or left != state.queue:
        body["queue"] = left
    return body


def queue(state: State, picked: list[Item]) -> Queue:
    """How many mutations will be left in the outbox once the server has ``picked``, and when the oldest was made."""
    ids = {item.id for item in picked}
    left = [item for item in state.outbox if item.id not in ids and not item.version]
    counted: Queue = {"mutations": len(left), "photos": 0}
    if left:
        counted["oldest"] = left[0].mutation["at"]
    return counted


def sent(state: State, picked: Iterable[Item]) -> State:
    """The state with ``picked`` marked as sent: as they may reach the server, they must not change any more."""
    ids = {item.id for item in picked}
    return replace(state, outbox=tuple(replace(i, sent=True) if i.id in ids else i for i in state.outbox))


def refused(state: State, item: Item, code: str, now: str) -> State:
    """The state without ``item`` in its outbox, and with it among the refused; ``code`` is why.

    This is for a mutation that was sent alone in a request that was refused as a whole.
    """
    held = replace(item, sent=True, outcome={"refused": {"code": code}}, settled=now)
    outbox = tuple(other for other in state.outbox if other.id != item.id)
    return replace(state, outbox=outbox, refused=(*state.refused, held))


def set_apart(state: State, item: Item) -> State:
    """The state with ``item`` marked ``alone``: too large (413) even as the only one, it is sent again last."""
    outbox = tuple(replace(other, alone=True) if other.id == item.id else other for other in state.outbox)
    return replace(state, outbox=outbox)


def smaller(state: State, picked: list[Item]) -> State:
    """The state for a smaller next request, after a timeout, a 413 or a 400: half of what was just tried."""
    size = sum(len(encode(item.mutation)) + 1 for item in picked)
    return replace(state, batch_bytes=max(1, size // 2), batch_count=max(1, len(picked) // 2))


def larger(state: State) -> State:
    """The state for a larger next request, up to three times as large, after a success that left mutations unsent."""
    if not [item for item in state.outbox if not item.version and not item.waits]:
        return state
    more_bytes, more_count = min(MOST_BYTES, state.batch_bytes * GROWTH), min(MOST_COUNT, state.batch_count * GROWTH)
    return replace(state, batch_bytes=more_bytes, batch_count=more_count)


def delay(failures: int, chance: Callable[[], float], after: float = 0.0) -> float:
    """Seconds until the next try after ``failures`` failures in a row: exponential, at most from 4 s to 5 min.

    ``chance`` gives a number from 0 to 1, which makes it between half and all of that. Where the server asked to wait
    ``after`` seconds it is between these and half as many more, if that is longer.
    """
    longest: float = min(MOST_WAIT, FIRST_WAIT * 2 ** min(failures, 20))
    spread = chance() / 2
    return max(longest * (0.5 + spread), after * (1 + spread))
