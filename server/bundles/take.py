"""Taking a bundle in: what it holds reaches the log as if its author's own phone had sent it."""

import hashlib
import threading
from typing import NamedTuple, NotRequired, TypedDict

from sqlalchemy.orm import Session as Database

from server.access.departures import as_last_there
from server.access.viewer import Viewer
from server.audit import append as audit
from server.audit.append import Origin
from server.bundles import draft_photos, drafts, early, room
from server.bundles.apply import apply_content, live_author
from server.bundles.content import Content, read_content
from server.bundles.deciding_unit import deciding_unit
from server.bundles.keys import BundleKeys, Sealer
from server.bundles.photos import take_photos
from server.bundles.sealed import LARGEST, plain, unseal
from server.bundles.states import EARLY, FULL, TAKEN_IN, WAITING
from server.log import append
from server.models.bundles import Bundle
from server.models.org import Person
from server.photos.files import PhotoFiles
from server.platform.database import again, read, write
from sync.protocol.outcome import Outcome
from sync.protocol.problems import Problem
from sync.registers import Registers

LONGEST_WAIT = 10  # seconds for the files before this one
_opening = threading.Lock()  # one at a time in each process: it takes up to some 100 MB


class Taken(TypedDict):
    """What became of a bundle: its ``state``, and how many mutations and drafts it held, which is all that whoever
    carried it learns. ``unread``: how many things in it could not be read, or only in part; left out if all could."""

    state: str
    mutations: int
    drafts: int
    unread: NotRequired[int]


class WaitingTaken(NamedTuple):
    """A bundle that waited and was taken in: mutation id → outcome, its author's account, and whether anything of it
    is still to be taken in: its photos, or what comes before something that a restore took away."""

    outcomes: dict[str, Outcome]
    author: str
    unfinished: bool


class _Brought(NamedTuple):
    digest: str
    by: Sealer
    content: Content
    raw: bytes  # what the content was read from


def take(keys: BundleKeys, registers: Registers, files: PhotoFiles, raw: bytes, origin: Origin) -> Taken:
    """Take in a bundle that somebody brought; the same one twice has no further effect. Call it while no transaction is
    open.

    If the session that sealed it has ended, it waits for a leader of its author's unit. If something in it has to wait
    for what a restore took away, or for the server to have time for its photos, it is kept and taken in later.
    ``origin``: who brought it. Problem ``unsealable`` with the reason if it cannot be opened, ``too_large``,
    ``slow_down``; OSError while no photo can be stored: it has to be brought again.
    """
    brought = _opened(keys, raw)
    taken = _taken(registers, files, brought, origin)
    return {**taken, "unread": brought.content.unread} if brought.content.unread else taken


def _taken(registers: Registers, files: PhotoFiles, brought: _Brought, origin: Origin) -> Taken:
    with read() as session:
        known = session.get(Bundle, brought.digest)
        if known is not None and known.state != EARLY:
            return _result(known)
        author = _author(session, brought.by)
        live = live_author(session, author, brought.by.session)
        if known is None and origin.actor:
            room.check_pace(session, author.id)
    if known is None:
        taken = _take_new(registers, files, brought, author, live, origin)
    # What an earlier one waited for may have come with this one.
    early.take_kept(registers, files, author.id)
    with read() as session:
        known = session.get(Bundle, brought.digest)
        return _result(known) if known else taken


def take_waiting(session: Database, registers: Registers, bundle: Bundle) -> WaitingTaken:
    """Take in one that waited, in the caller's transaction, with the rights of the last role that its author held in
    its unit."""
    content = read_content(bundle.content or b"")
    author = as_last_there(session, bundle.person, bundle.unit or "")
    done = append.append(
        session, author, registers, [append.parse(raw) for raw in content.mutations], before=content.applied
    )
    drafts.keep(session, bundle.person, bundle.session, content.drafts)
    draft_photos.keep(session, bundle.person, content.draft_photos, bounded=False)
    unfinished = bool(content.photos) or any("wait" in outcome for outcome in done.outcomes.values())
    return WaitingTaken(done.outcomes, bundle.person, unfinished)


def _opened(keys: BundleKeys, raw: bytes) -> _Brought:
    if len(raw) > LARGEST:
        raise Problem("too_large")
    if not _opening.acquire(timeout=LONGEST_WAIT):
        raise Problem("slow_down", retry_after=LONGEST_WAIT)
    try:
        raw = plain(raw)
        opened = unseal(keys, raw)
        content = read_content(opened.content)
    except ValueError as fault:
        raise Problem("unsealable", {"file": {"rule": "unsealable", "reason": str(fault)}}) from None
    finally:
        _opening.release()
    return _Brought(hashlib.sha256(raw).hexdigest(), opened.by, content, opened.content)


def _author(session: Database, by: Sealer) -> Person:
    """Whose work it is. Problem ``unsealable`` if there is no such account any more."""
    person = session.get(Person, by.account)
    if person is None:
        raise Problem("unsealable", {"file": {"rule": "unsealable", "reason": "its author is not known here"}})
    return person


def _take_new(
    registers: Registers, files: PhotoFiles, brought: _Brought, author: Person, live: Viewer | None, origin: Origin
) -> Taken:
    """Apply a bundle that nobody has brought before, unless its session has ended, and note what became of it."""
    state = WAITING
    if live:
        waits = apply_content(live, registers, brought.content, brought.by.session)
        waits |= take_photos(live, registers, files, brought.content.photos)
        state = EARLY if waits else TAKEN_IN
    return again(lambda: _note(brought, author, state, origin))


def _note(brought: _Brought, author: Person, state: str, origin: Origin) -> Taken:
    """Note what became of a bundle, if there is room for what is to be kept of it; its drafts are kept for their
    author's phone unless it waits for a leader, and as many of their photos as there is room for."""
    content = brought.content
    with write() as session:
        known = session.get(Bundle, brought.digest)
        if known is not None:
            return _result(known)
        unit = deciding_unit(session, author.id, content.mutations)
        if not (_has_room(session, author.id, unit, state, brought) and _kept(session, author.id, state, brought)):
            return {"state": FULL, "mutations": len(content.mutations), "drafts": len(content.drafts)}
        bundle = Bundle(
            digest=brought.digest,
            person=author.id,
            session=brought.by.session,
            unit=unit,
            carrier=origin.actor,
            mutations=len(content.mutations),
            drafts=len(content.drafts),
            state=state,
            content=brought.raw if state != TAKEN_IN else None,
        )
        session.add(bundle)
        counts = {"state": state, "mutations": bundle.mutations, "drafts": bundle.drafts}
        audit.record(session, origin, "bundle.bring", ("person", author.id), bundle.unit, **counts)
        return _result(bundle)


def _has_room(session: Database, account: str, unit: str | None, state: str, brought: _Brought) -> bool:
    if state != TAKEN_IN and not room.has_room(session, account, unit, state, len(brought.raw)):
        return False
    return state == WAITING or room.has_room_for_drafts(session, account, brought.content.drafts)


def _kept(session: Database, account: str, state: str, brought: _Brought) -> bool:
    """Keep a bundle's drafts with their photos, unless it waits for a leader; whether there was room for all photos."""
    if state == WAITING:
        return True
    drafts.keep(session, account, brought.by.session, brought.content.drafts)
    return draft_photos.keep(session, account, brought.content.draft_photos)


def _result(bundle: Bundle) -> Taken:
    return {"state": bundle.state, "mutations": bundle.mutations, "drafts": bundle.drafts}
