"""One exchange: a phone's mutations go in, what changed since its cursor comes out. Source: docs/architecture.md."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import cast

from sqlalchemy import Table, bindparam, select, update
from sqlalchemy.orm import Session

from server.access.viewer import Viewer
from server.auth.sessions import Phone
from server.exchange import feed, reminders
from server.exchange.cursor import MOST_STEPS, safe_digest
from server.exchange.cursor_check import Head, ReadFrom, check
from server.exchange.feed import Page
from server.log import append
from server.models import auth
from server.models.log import LogEntry
from server.models.log_storage import outcome_of
from server.photos.wanted import first_unsafe, wanted
from server.platform.clock import now
from server.platform.database import again, read, write
from server.registers import catalog
from sync.protocol.change import Change
from sync.protocol.exchange import Exchange, ExchangeAnswer
from sync.protocol.ids import is_uuid
from sync.protocol.outcome import Outcome
from sync.protocol.problems import KINDS
from sync.registers import Registers

SEEN_EVERY = timedelta(minutes=1)  # how often the time of a phone that sends nothing is stored

# Built once: to put a statement together costs as much as to run it.
_STORED = select(LogEntry.mutation, LogEntry.rev, LogEntry.chain, LogEntry.stored_outcome).where(
    LogEntry.person == bindparam("person"), LogEntry.mutation.in_(bindparam("ids", expanding=True))
)
_PHONES = cast(Table, auth.Session.__table__)
_NOTED = update(_PHONES).where(_PHONES.c.digest == bindparam("its"))


@dataclass(frozen=True, slots=True)
class Pages:
    """The size of a page of changes in bytes: ``first``, growing fourfold while the phone asks for more, up to
    ``most``."""

    first: int = 64 << 10
    most: int = 512 << 10

    def budget(self, step: int) -> int:
        """The size in bytes of a page that has grown ``step`` times."""
        return min(self.first << 2 * min(step, MOST_STEPS), self.most)


def run(
    viewer: Viewer,
    phone: Phone,
    registers: Registers,
    request: Exchange,
    pages: Pages,
    language: str,
    sends_only: bool = False,
) -> ExchangeAnswer:
    """Apply a phone's request and make the answer to it; all that the request brought is committed when this returns.

    The request's envelope is checked already. ``phone``: the signed-in session that sent it; ``language``: ``vi`` or
    ``en``, of the texts that say why a mutation was refused. ``sends_only``: the phone may read nothing yet.
    """
    sent = [append.parse(raw) for raw in request.mutations]
    start, outcomes = again(lambda: _apply(viewer, phone, registers, request, sent))
    with read() as session:
        start = start or check(session, viewer, registers, request.cursor)
        stored = {} if start.lost else _confirmed(session, viewer, request, start)
        named = {**stored, **outcomes}
        if sends_only:
            return _outcomes_alone(request, named, language)
        # Under an id that is refused the log may have another mutation than this phone would lay into its copy.
        taken = [id_ for id_, outcome in named.items() if "refused" not in outcome]
        page = feed.read_page(session, viewer, registers, start, taken, pages.budget(start.step))
        known = catalog.current(session, viewer, registers, start.number).hash
        news = reminders.read_news(session, viewer, registers, start.scopes) if start.reminded else []
        held = bool(reminders.unconfirmed(session, phone, start.scopes))
        want = wanted(session, viewer) if start.photos else []
        unsafe = first_unsafe(session, viewer) if start.photos else {}
    if news or held:
        again(lambda: _note_reminders(phone, start, news))
    answer = _answer(request, start, page, news, named, language, known, unsafe)
    return cast(ExchangeAnswer, {**answer, "want": want}) if want else answer


def _note_reminders(phone: Phone, start: ReadFrom, news: list[reminders.News]) -> None:
    """Note which reminders the phone holds by its cursor, and which it is sent now."""
    with write() as session:
        reminders.note_held(session, phone, start.scopes)
        reminders.note_sent(session, phone, news)


def with_detail(outcome: Outcome, language: str) -> Outcome:
    """A stored outcome with, if it is a refusal, the reason in words added as ``detail``.

    ``language``: ``vi`` or ``en``.
    """
    if "refused" not in outcome:
        return outcome
    kind = KINDS[outcome["refused"]["code"]]
    return {**outcome, "refused": {**outcome["refused"], "detail": kind.en if language == "en" else kind.vi}}


def _apply(
    viewer: Viewer, phone: Phone, registers: Registers, request: Exchange, sent: list[append.Parsed]
) -> tuple[ReadFrom | None, dict[str, Outcome]]:
    """Check the cursor and append the mutations, in one transaction; returns where the phone reads on, if it sent any,
    and mutation id → outcome.

    Mutations of a scope that is reset are left out, and all of them if a restore cut off what the phone has read.
    """
    if not sent and not _has_news(phone, request):
        return None, {}
    with write() as session:
        _note(session, phone, request)
        if not sent:
            return None, {}
        start = check(session, viewer, registers, request.cursor)
        standing = [] if start.lost else [one for one in sent if _stands(one.raw.get("unit"), start)]
        if not standing:
            return start, {}
        ahead = request.now - now() if request.now else timedelta(0)
        done = append.append(session, viewer, registers, standing, ahead, phone.digest, request.applied)
        return start.up_to(done.heads, done.photos), done.outcomes


def _stands(unit: object, start: ReadFrom) -> bool:
    """Whether a mutation of that unit may be applied: its scope is not among those that the phone must read anew."""
    return not (isinstance(unit, str) and unit in start.reset)


def _has_news(phone: Phone, request: Exchange) -> bool:
    # What a phone was answered to it does not say again.
    updated = request.app is not None and request.app != phone.app
    return updated or request.queue is not None or now() - phone.seen > SEEN_EVERY


def _note(session: Session, phone: Phone, request: Exchange) -> None:
    """Store what the phone reports (its app version, how many mutations and photos it still holds) and the time."""
    at = now()
    values: dict[str, object] = {"seen": at}
    if request.app:
        values["app"] = request.app
    if request.queue is not None:
        values |= {"queue": request.queue, "queue_at": at}
    session.connection().execute(_NOTED, {"its": phone.digest} | values)


def _confirmed(session: Session, viewer: Viewer, request: Exchange, start: ReadFrom) -> dict[str, Outcome]:
    """Mutation id → stored outcome, of mutations sent before that the phone wants confirmed.

    ``{"unknown": true}`` of those that the log does not have.
    """
    ids = [id_ for scope, ids in request.confirm.items() if scope not in start.reset for id_ in ids]
    stored = _stored(session, viewer, [id_ for id_ in ids if is_uuid(id_)])
    return {id_: stored.get(id_, {"unknown": True}) for id_ in ids}


def _stored(session: Session, viewer: Viewer, ids: Iterable[str]) -> dict[str, Outcome]:
    named = list(ids)
    if not named:
        return {}
    rows = session.execute(_STORED, {"person": viewer.account, "ids": named})
    return {row.mutation: outcome_of(row) for row in rows}


def _outcomes_alone(request: Exchange, named: dict[str, Outcome], language: str) -> ExchangeAnswer:
    """Tell a session that may read nothing yet what became of its mutations, and nothing else: one that a one-time code
    opened, which whoever printed it may be using, or one that lacks a second factor.

    Nothing says that all was read, so that its phone keeps its work at hand.
    """
    outcomes = {id_: with_detail(outcome, language) for id_, outcome in named.items()}
    answer: ExchangeAnswer = {"nonce": request.nonce, "now": _stamp()}
    if outcomes:
        answer["outcomes"] = outcomes
    if request.cursor is not None:
        answer["cursor"] = request.cursor
    return answer


def _stamp() -> str:
    return now().strftime("%Y-%m-%dT%H:%M:%SZ")


def _answer(
    request: Exchange,
    start: ReadFrom,
    page: Page,
    news: list[reminders.News],
    named: dict[str, Outcome],
    language: str,
    catalog_hash: str,
    unsafe: Mapping[str, int],
) -> ExchangeAnswer:
    """Put the answer together; members that are empty are left out, and ``safe`` where the phone has it.

    ``unsafe``: scope → the rev that the phone must keep for its photos, and all after it.
    """
    safe = {scope: start.heads.get(scope, Head()).safe for scope in start.scopes}
    safe |= {scope: min(safe[scope], rev - 1) for scope, rev in unsafe.items() if scope in safe}
    page.cursor.step, page.cursor.restore = min(start.step + 1, MOST_STEPS) if page.more else 0, start.restore
    page.cursor.safe = safe_digest(safe)
    for one in news:
        reminders.mark(page.cursor, one)
    outcomes = {id_: with_detail(outcome, language) | page.own.get(id_, {}) for id_, outcome in named.items()}
    answer: ExchangeAnswer = {
        "nonce": request.nonce,
        "now": _stamp(),
        "outcomes": outcomes,
        "changes": cast(list[Change], page.changes),
        "gone": page.gone,
        "reminders": [reminders.entry(one) for one in news],
        "reset": start.reset,
        "cursor": page.cursor.text(),
        "more": page.more,
        "safe": safe if page.cursor.safe != start.safe else {},
    }
    members = {name: value for name, value in answer.items() if value or name == "more"}
    return cast(ExchangeAnswer, members | {"catalog": catalog_hash})
