"""Answers to OData's requests for a table: a window of it, counted, with a link to what follows."""

import base64
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

import orjson
from sqlalchemy.orm import Session

from server.odk import submissions
from server.odk.entities import Entity, Shape, row_entities, submission_entity
from server.odk.names import SUBMISSIONS, record_of
from server.odk.ordering import read_keys, written
from server.odk.problems import CentralProblem, invalid
from server.odk.submissions import Submission, Wanted
from sync.registers import Field

VERSION = "01"
"""What a ``$skiptoken`` begins with, as Central's do."""
ENTRY = "instanceId"
ROW = "repeatId"
KEYS = "order"
"""What a ``$skiptoken`` names: a submission, a row of it, and the submission's values in the order asked for."""
LONGEST = 2_000  # characters of one of these
Place = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Window:
    """Which part of a table is read. ``after``: what the link to this page names, instead of ``skip``."""

    top: int | None
    skip: int
    counted: bool
    after: Mapping[str, str] | None


def read_window(query: Mapping[str, str]) -> Window:
    """The window that a request's ``$top``, ``$skip``, ``$count`` and ``$skiptoken`` name. Raises CentralProblem."""
    token = query.get("$skiptoken")
    top = _number(query, "$top") if "$top" in query else None
    return Window(
        top, 0 if token else _number(query, "$skip"), query.get("$count", "").lower() == "true", _after(token)
    )


def table(
    session: Session, of: Wanted, field: Field | None, shape: Shape, window: Window, root: str, query: Mapping[str, str]
) -> Iterator[bytes]:
    """The JSON of a table, piece by piece. ``field``: of the rows that it holds; None for submissions themselves.

    ``root``: the address of the service; ``query``: that of the request, which the link to the next page repeats.
    """
    name = f"{SUBMISSIONS}.{field.name}" if field else SUBMISSIONS
    found = _submissions(session, of, shape, window) if field is None else _rows(session, of, field, shape, window)
    yield b'{"value":['
    given, last, more = 0, None, False
    for entity, place in found:
        if given == window.top:
            more = True
            break
        yield (b"," if given else b"") + orjson.dumps(entity)
        given, last = given + 1, place
    footer: dict[str, object] = {"@odata.context": f"{root}/$metadata#{name}"}
    if more and last is not None:
        link = {key: value for key, value in query.items() if key != "$skip"} | {"$skiptoken": _token(last)}
        footer["@odata.nextLink"] = f"{root}/{name}?{urlencode(link, safe='$')}"
    if window.counted:
        footer["@odata.count"] = _total(session, of, field)
    yield b"]," + orjson.dumps(footer)[1:]


def check(session: Session, of: Wanted, window: Window) -> None:
    """Raise CentralProblem 400.35 for a ``$skiptoken`` that names no submission of the table, or was given for another
    order."""
    if window.after is None:
        return
    if submissions.key_of(session, of, window.after.get(ENTRY, "")) is None:
        raise _bad_token()
    try:
        read_keys(of.order, window.after.get(KEYS, "[]"))
    except ValueError:
        raise _bad_token() from None


def _submissions(session: Session, of: Wanted, shape: Shape, window: Window) -> Iterator[tuple[Entity, Place]]:
    """Each submission from the window's beginning on, with what names its place; one more than the window has."""
    most = None if window.top is None else window.top + 1
    if window.top != 0:
        for one, place in _walk(session, of, window.after, window.skip, most):
            yield submission_entity(of.register, one, shape), place


def _walk(
    session: Session, of: Wanted, place: Place | None, skip: int = 0, most: int | None = None
) -> Iterator[tuple[Submission, Place]]:
    """The submissions after a place, each with its own; ``skip``: without a place, how many are passed over."""
    if of.order:
        begun = None
        if place is not None:
            begun = read_keys(of.order, place.get(KEYS, "[]")), record_of(place.get(ENTRY, "")) or ""
        for one, keys in submissions.ordered(session, of, begun, skip, most):
            yield one, {ENTRY: one.instance, KEYS: written(keys)}
        return
    after = None
    if place is not None:
        after = submissions.key_of(session, of, place.get(ENTRY, ""))
    elif skip:
        after = submissions.last_of(session, of, skip)
        if after is None:
            return
    for one in submissions.submissions(session, of, after, most):
        yield one, {ENTRY: one.instance}


def _rows(session: Session, of: Wanted, field: Field, shape: Shape, window: Window) -> Iterator[tuple[Entity, Place]]:
    """Each row of a repeat from the window's beginning on, with what names its place."""
    skip = window.skip
    if window.after is not None:
        instance, at = window.after.get(ENTRY, ""), int(window.after.get(ROW, "0"))
        for one in submissions.submissions(session, submissions.one(of, instance), None, 1):
            yield from list(_places(field, one, shape, window.after))[at:]
    if window.top == 0:
        return
    for one, whose in _walk(session, of, window.after):
        for entity, place in _places(field, one, shape, whose):
            if skip > 0:
                skip -= 1
                continue
            yield entity, place


def _places(field: Field, one: Submission, shape: Shape, whose: Place) -> Iterator[tuple[Entity, Place]]:
    """The rows of one submission, each with its place; ``whose``: the submission's."""
    for at, entity in enumerate(row_entities(field, one, shape)):
        yield entity, {**whose, ENTRY: one.instance, ROW: str(at + 1)}


def _total(session: Session, of: Wanted, field: Field | None) -> int:
    """How many entities the table has, in all pages."""
    if field is None:
        return submissions.count(session, of)
    found = submissions.submissions(session, of)
    return sum(len(one.row["data"].get(field.name) or ()) for one in found)


def _number(query: Mapping[str, str], name: str) -> int:
    text = query.get(name, "0")
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise invalid(name, text, "it is no whole number")
    return int(text)


def _token(place: Mapping[str, str]) -> str:
    return VERSION + base64.urlsafe_b64encode(orjson.dumps(place)).decode().rstrip("=")


def _after(token: str | None) -> dict[str, str] | None:
    """What a ``$skiptoken`` names: an instance id and, for rows, how many of its rows were given."""
    if not token:
        return None
    try:
        text = token[len(VERSION) :]
        found = orjson.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except ValueError:
        raise _bad_token() from None
    sound = isinstance(found, dict) and all(isinstance(value, str) and len(value) < LONGEST for value in found.values())
    if not token.startswith(VERSION) or not sound or not found.get(ROW, "0").isdecimal():
        raise _bad_token()
    return found


def _bad_token() -> CentralProblem:
    return CentralProblem("400.35", "Invalid $skiptoken")
