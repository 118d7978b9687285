"""What goes into one request, and how it shrinks, grows and waits."""

import gzip
import json
from collections.abc import Callable, Iterable
from dataclasses import replace

from sync.phone.state import Item, State
from sync.protocol.exchange import ExchangeRequest, Queue

CONFIRMED = 500  # more would be malformed
MOST_BYTES, MOST_COUNT = 1024 * 1024, 500  # what a server takes, before compression
LEAST_WAIT, MOST_WAIT = 2.0, 300.0


def encode(body: object) -> bytes:
    """``body`` as compact JSON; text that is no Unicode travels escaped, so that it spoils its mutation alone."""
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    try:
        return text.encode()
    except UnicodeEncodeError:
        return json.dumps(body, separators=(",", ":")).encode()


def gzipped(body: object) -> bytes:
    """``body`` as gzipped JSON, the same bytes for the same body."""
    return gzip.compress(encode(body), mtime=0)


def as_sent(body: object) -> tuple[bytes, dict[str, str]]:
    """``body`` as it travels, and the headers that say so: gzipped where that makes it smaller."""
    plain, small = encode(body), gzipped(body)
    headers = {"Content-Type": "application/json"}
    return (small, headers | {"Content-Encoding": "gzip"}) if len(small) < len(plain) else (plain, headers)


def pick(state: State) -> list[Item]:
    """The next mutations to send, in order, at least one if there is one.

    One that the server answered ``wait`` holds nobody up: it and what follows it on its record go last. One that was
    set apart (``alone``) goes by itself when all others have gone but those, and before what follows it on its record.
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
    size = 0
    for item in ready[: state.batch_count]:
        size += len(encode(item.mutation)) + 1
        if picked and size > state.batch_bytes:
            break
        picked.append(item)
    return picked


def _set_apart(unsent: list[Item]) -> tuple[list[Item], list[Item]]:
    """What may travel together, and what must go by itself and has nothing before it on its record.

    What follows one set apart on its record is in neither: its turn comes when that one has gone.
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


def request(state: State, picked: list[Item], nonce: str, now: str, app: str) -> ExchangeRequest:
    """The body of one exchange, empty members left out, and the queue where the server has it already."""
    body: ExchangeRequest = {"protocol": 1, "nonce": nonce, "app": app, "now": now}
    if state.cursor is not None:
        body["cursor"] = state.cursor
    confirm: dict[str, list[str]] = {}
    for item in [item for item in state.outbox if item.version][:CONFIRMED]:
        confirm.setdefault(item.unit, []).append(item.id)
    if confirm:
        body["confirm"] = confirm
    if picked:
        body["mutations"] = [item.mutation for item in picked]
    left = queue(state, picked)
    if left != state.queue:
        body["queue"] = left
    return body


def queue(state: State, picked: list[Item]) -> Queue:
    """What will be left in the outbox once ``picked`` has arrived."""
    ids = {item.id for item in picked}
    left = [item for item in state.outbox if item.id not in ids and not item.version]
    counted: Queue = {"mutations": len(left), "photos": 0}
    if left:
        counted["oldest"] = left[0].mutation["at"]
    return counted


def sent(state: State, picked: Iterable[Item]) -> State:
    """``picked`` may reach the server from here on: they are frozen."""
    ids = {item.id for item in picked}
    return replace(state, outbox=tuple(replace(i, sent=True) if i.id in ids else i for i in state.outbox))


def refused(state: State, item: Item, code: str, now: str) -> State:
    """``state`` without ``item`` in its outbox: a request of it alone was refused, so the fault is its own.

    It stays on the phone among what was refused.
    """
    held = replace(item, sent=True, outcome={"refused": {"code": code}}, settled=now)
    outbox = tuple(other for other in state.outbox if other.id != item.id)
    return replace(state, outbox=outbox, refused=(*state.refused, held))


def set_apart(state: State, item: Item) -> State:
    """``state`` with ``item`` to travel by itself: it got 413 alone, and is tried again when all others have gone."""
    outbox = tuple(replace(other, alone=True) if other.id == item.id else other for other in state.outbox)
    return replace(state, outbox=outbox)


def smaller(state: State, picked: list[Item]) -> State:
    """After a timeout, a 413 or a 400: half of what was tried."""
    size = sum(len(encode(item.mutation)) + 1 for item in picked)
    return replace(state, batch_bytes=max(1, size // 2), batch_count=max(1, len(picked) // 2))


def larger(state: State) -> State:
    """After a success that left something behind for want of room."""
    if not [item for item in state.outbox if not item.version and not item.waits]:
        return state
    more_bytes, more_count = min(MOST_BYTES, state.batch_bytes * 2), min(MOST_COUNT, state.batch_count * 2)
    return replace(state, batch_bytes=max(state.batch_bytes, more_bytes), batch_count=more_count)


def delay(failures: int, chance: Callable[[], float]) -> float:
    """Seconds until the next try: exponential from 2 s to 5 min, between half and all of it."""
    whole: float = min(MOST_WAIT, LEAST_WAIT * 2 ** min(failures, 20))
    return max(LEAST_WAIT, whole * (0.5 + chance() / 2))
