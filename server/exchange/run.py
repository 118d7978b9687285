"""One exchange: what a phone did goes in, what changed since comes out. protocol.md, "The server, in order"."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import cast

from sqlalchemy import Table, bindparam, select, update
from sqlalchemy.orm import Session

from server.access.viewer import Viewer
from server.exchange import feed
from server.exchange.cursor_check import Position, judge
from server.exchange.feed import Page
from server.log import append
from server.models.auth import Session as Phone
from server.models.log import LogEntry
from server.platform.clock import now
from server.platform.database import again, read, write
from server.registers import catalog
from sync.protocol.canonical import Json
from sync.protocol.exchange import Exchange
from sync.protocol.ids import is_uuid
from sync.protocol.problems import KINDS
from sync.registers import Registers

SEEN_EVERY = timedelta(minutes=1)  # a phone with nothing to say is noted no oftener

# Built once: to put a statement together costs as much as to run it.
_STORED = select(LogEntry.mutation, LogEntry.outcome).where(
    LogEntry.person == bindparam("person"), LogEntry.mutation.in_(bindparam("ids", expanding=True))
)
_PHONES = cast(Table, Phone.__table__)
_NOTED = update(_PHONES).where(_PHONES.c.digest == bindparam("its"))


@dataclass(frozen=True, slots=True)
class Pages:
    """Bytes of a page: the first, and the most it may grow to while the phone keeps asking."""

    first: int = 64 << 10
    most: int = 512 << 10

    def budget(self, step: int) -> int:
        return min(self.first << min(step, 20), self.most)


def run(viewer: Viewer, phone: Phone, registers: Registers, request: Exchange, pages: Pages, language: str) -> Json:
    """The answer to a request whose envelope is sound."""
    outcomes = again(lambda: _apply(viewer, phone, registers, request))
    with read() as session:
        position = judge(session, viewer, request.cursor)
        asked = {} if position.lost else _confirmed(session, viewer, request, position)
        named = {**asked, **outcomes}
        # Under an id that is refused the log may have other words than this phone would lay into its copy.
        taken = [id_ for id_, outcome in named.items() if "refused" not in outcome]
        page = feed.page(session, viewer, registers, position, taken, pages.budget(position.step))
        known = catalog.current(session, viewer, registers).hash
    return _answer(request, position, page, named, language) | {"catalog": known}


def _apply(viewer: Viewer, phone: Phone, registers: Registers, request: Exchange) -> dict[str, Json]:
    """Judge the cursor, then append the mutations of the scopes it stands in; on disk when this returns."""
    if not request.mutations and not _news_of(phone, request):
        return {}
    with write() as session:
        _note(session, phone, request)
        position = judge(session, viewer, request.cursor)
        raws = [] if position.lost else [raw for raw in request.mutations if _stands(raw.get("unit"), position)]
        if not raws:
            return {}
        ahead = request.now - now() if request.now else timedelta(0)
        return append.append(session, viewer, registers, cast(list[Json], raws), ahead, phone.digest)


def _stands(unit: object, position: Position) -> bool:
    return not (isinstance(unit, str) and unit in position.reset)


def _news_of(phone: Phone, request: Exchange) -> bool:
    return request.queue is not None or now() - phone.seen > SEEN_EVERY


def _note(session: Session, phone: Phone, request: Exchange) -> None:
    """What the phone says of itself, as told at this time."""
    told = now()
    values: Json = {"seen": told}
    if request.app:
        values["app"] = request.app
    if request.queue is not None:
        values |= {"queue": request.queue, "queue_at": told}
    session.connection().execute(_NOTED.values(values), {"its": phone.digest})


def _confirmed(session: Session, viewer: Viewer, request: Exchange, position: Position) -> dict[str, Json]:
    """Stored outcomes of mutations that the phone sent before; those the log does not know, it lost."""
    ids = [id_ for scope, ids in request.confirm.items() if scope not in position.reset for id_ in ids]
    found = _stored(session, viewer, [id_ for id_ in ids if is_uuid(id_)])
    return {id_: found.get(id_, {"unknown": True}) for id_ in ids}


def _stored(session: Session, viewer: Viewer, ids: Iterable[str]) -> dict[str, Json]:
    named = list(ids)
    return dict(session.execute(_STORED, {"person": viewer.account, "ids": named}).all()) if named else {}


def _answer(request: Exchange, position: Position, page: Page, named: dict[str, Json], language: str) -> Json:
    """The answer's members; empty ones are left out."""
    page.cursor.step = min(position.step + 1, 20) if page.more else 0
    answer: Json = {
        "nonce": request.nonce,
        "now": now().strftime("%Y-%m-%dT%H:%M:%SZ"),
        "outcomes": {id_: worded(outcome, language) | page.own.get(id_, {}) for id_, outcome in named.items()},
        "changes": page.changes,
        "gone": page.gone,
        "reset": position.reset,
        "cursor": page.cursor.text(),
        "more": page.more,
        "safe": dict.fromkeys(position.places, 0),
    }
    return {name: value for name, value in answer.items() if value or name == "more"}


def worded(outcome: Json, language: str) -> Json:
    """A stored outcome with words to its refusal."""
    if "refused" not in outcome:
        return outcome
    kind = KINDS[outcome["refused"]["code"]]
    detail = kind.en if language == "en" else kind.vi
    return {**outcome, "refused": {**outcome["refused"], "detail": detail}}
