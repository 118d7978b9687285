"""Lists of the records that a person may see: filtered, sorted, read a page at a time."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, cast

from sqlalchemy import ColumnElement, Row, Select, and_, or_, select
from sqlalchemy.orm import Session

from server.access.tokens import narrowed
from server.access.viewer import Viewer
from server.access.visible import Visible, visible_parts
from server.models.log import Record
from server.platform.query_params import ParamReader, RawParams
from server.records import drilldown
from server.records.assignments import read_whose
from server.records.cursor import KEYS, OF_A_MEASURE, OWN_UNIT, SORTS, SortKey, beyond, read_cursor, write_cursor
from server.records.filters import FILTERS, read_drilldown, read_filters
from server.records.hinted import ANY_OR_KIND, hinted
from server.records.measure_values import Behind, behind
from server.records.review_queue import asks_to_reopen, awaiting
from sync.protocol.transitions import DELETED, DRAFT, STATUSES
from sync.registers import Registers

PARAMETERS = (*FILTERS, "hint", "for", "whose", "sort", "cursor", "limit")
PAGE, LARGEST_PAGE = 50, 200  # records on a page: by default, and at most


@dataclass(frozen=True, slots=True)
class Listing:
    """A request for one page of a list of records.

    ``conditions``: SQL conditions on ``Record`` that all must hold; the first limits the list to what the person may
    see. ``after``: sort key and id of the last record on the page before; None for the first page. ``limit``: records
    on a page. ``behind``: the figure that the records stand behind, if a measure is named; ``amount``: what a record
    adds to it, as an SQL expression, if they can be sorted by it. ``seen``: the first condition in parts; None if it is
    no condition on what the person may see.
    """

    conditions: tuple[ColumnElement[bool], ...]
    sort: str = "-changed"
    after: tuple[SortKey, str] | None = None
    limit: int = PAGE
    behind: Behind | None = None
    amount: ColumnElement[float] | None = None
    seen: Visible | None = None


def read_listing(session: Session, viewer: Viewer, registers: Registers, given: RawParams) -> Listing:
    """Read the parameters of a request for a list of records (``PARAMETERS``).

    With ``for=me`` the list holds only records that wait for the viewer's own decision, or that somebody asks
    the viewer to reopen. Raises Problem ``malformed``, which names every parameter that is not valid.
    """
    params = ParamReader(given, PARAMETERS)
    mine = params.among("for", ("me",))
    seen = None if mine else visible_parts(viewer, registers.all_latest())
    # Of the parts only those of the statuses that are listed: everybody's drafts are not looked at for a few own ones.
    statuses = params.several("status", STATUSES)
    conditions = [
        _waits(session, viewer, registers) if seen is None else or_(*seen.of(statuses)),
        *read_filters(session, params, registers),
        *read_drilldown(session, params, registers),
        *read_whose(viewer, params),
        *hinted(viewer, params.among("hint", ANY_OR_KIND)),
    ]
    found = registers.latest(params.one("register") or "")
    figure = behind(found, params.one("measure"), params.one("where"))
    amount = drilldown.amount(figure.register, figure.measure.key) if figure else None
    sort = params.among("sort", SORTS if amount is None else (*SORTS, *OF_A_MEASURE)) or "-changed"
    after, text = None, params.one("cursor")
    if text is not None:
        after = read_cursor(text, sort)
        if after is None:
            params.fault("cursor", "type")
    limit = params.number("limit", 1, LARGEST_PAGE, PAGE)
    params.refuse()
    return Listing(tuple(conditions), sort, after, limit, figure, amount, seen)


def _waits(session: Session, viewer: Viewer, registers: Registers) -> ColumnElement[bool]:
    return and_(narrowed(viewer), or_(awaiting(session, viewer), asks_to_reopen(session, viewer, registers)))


def page_query(listing: Listing) -> Select[Record, Any]:
    """The query for one page of records with their sort keys, and for one record more, if there is one."""
    name, falls = listing.sort.lstrip("-"), listing.sort.startswith("-")
    key = listing.amount if name == "value" and listing.amount is not None else KEYS[name]
    query = select(Record, key.label("sort_key")).where(*listing.conditions)
    if name == "unit":
        query = query.join(OWN_UNIT, OWN_UNIT.id == Record.scope)
    if listing.after:
        query = query.where(beyond(listing.sort, key, *listing.after))
    order = (key.desc(), Record.id.desc()) if falls else (key, Record.id)
    return query.order_by(*order).limit(listing.limit + 1)


def read_page(session: Session, listing: Listing) -> tuple[list[Record], str | None]:
    """The records of one page in their order, and the cursor of the next page, None if this page is the last."""
    found: list[Row[Any]] = []
    for parts in _in_turn(listing):
        if len(found) <= listing.limit:
            rows = [row for part in parts for row in session.execute(page_query(part))]
            # Several parts are of one status: then the records' ids order them.
            falls = listing.sort.startswith("-")
            found += sorted(rows, key=lambda row: row.Record.id, reverse=falls) if len(parts) > 1 else rows
    page = found[: listing.limit]
    more = len(found) > listing.limit
    cursor = write_cursor(listing.sort, page[-1].sort_key, page[-1].Record.id) if more else None
    return [row.Record for row in page], cursor


def read_first(session: Session, listing: Listing, most: int) -> tuple[list[Record], bool]:
    """The first ``most`` records of a list, from its page on, and whether it goes on beyond them."""
    found: list[Record] = []
    page: Listing | None = replace(listing, limit=LARGEST_PAGE)
    while page is not None and len(found) < most:
        records, cursor = read_page(session, page)
        found += records
        page = replace(page, after=read_cursor(cursor, page.sort)) if cursor else None
    return found[:most], page is not None or len(found) > most


def _in_turn(listing: Listing) -> Iterator[list[Listing]]:
    """The listings whose records make up this one: those of one list together, one list after another.

    By status it is drafts, what was sent, and what is deleted, or the other way round. Read as one list, it would begin
    with a look at everybody's drafts, of which a reader sees a few.
    """
    if listing.sort.lstrip("-") != "status" or listing.seen is None:
        yield [listing]
        return
    _, *filters = listing.conditions
    first, last = STATUSES.index(DRAFT), STATUSES.index(DELETED)
    sent = and_(KEYS["status"] > first, KEYS["status"] < last, listing.seen.sent)
    lists = [
        (first, first, listing.seen.drafts),
        (first + 1, last - 1, (sent,)),
        (last, last, (listing.seen.deleted,)),
    ]
    falls = listing.sort.startswith("-")
    begun = cast(int, listing.after[0]) if listing.after else None
    for lowest, highest, parts in reversed(lists) if falls else lists:
        if begun is None or (lowest <= begun if falls else begun <= highest):
            yield [replace(listing, conditions=(part, *filters)) for part in parts]
