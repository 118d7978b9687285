"""Lists of the records that a person may see: filtered, sorted, read a page at a time."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import Session

from server.access.records import visible
from server.access.viewer import Viewer
from server.models.log import Record
from server.platform.query_params import ParamReader, RawParams
from server.records import drilldown
from server.records.cursor import KEYS, OF_A_MEASURE, OWN_UNIT, SORTS, SortKey, beyond, read_cursor, write_cursor
from server.records.filters import FILTERS, read_drilldown, read_filters
from server.records.measure_values import Behind, behind
from server.records.review_queue import asks_to_reopen, awaiting
from sync.registers import Registers

PARAMETERS = (*FILTERS, "for", "sort", "cursor", "limit")
PAGE, LARGEST_PAGE = 50, 200  # records on a page: by default, and at most


@dataclass(frozen=True, slots=True)
class Listing:
    """A request for one page of a list of records.

    ``conditions``: SQL conditions on ``Record`` that all must hold; the first limits the list to what the person may
    see. ``after``: sort key and id of the last record on the page before; None for the first page. ``limit``: records
    on a page. ``behind``: the figure that the records stand behind, if a measure is named; ``amount``: what a record
    adds to it, as an SQL expression, if they can be sorted by it.
    """

    conditions: tuple[ColumnElement[bool], ...]
    sort: str = "-changed"
    after: tuple[SortKey, str] | None = None
    limit: int = PAGE
    behind: Behind | None = None
    amount: ColumnElement[float] | None = None


def read_listing(session: Session, viewer: Viewer, registers: Registers, given: RawParams) -> Listing:
    """Read the parameters of a request for a list of records (``PARAMETERS``).

    With ``for=me`` the list holds only records that wait for the viewer's own decision, or that somebody asks
    the viewer to reopen. Raises Problem ``malformed``, which names every parameter that is not valid.
    """
    params = ParamReader(given, PARAMETERS)
    mine = params.among("for", ("me",))
    conditions = [
        _waits(session, viewer, registers) if mine else visible(viewer, registers.all_latest()),
        *read_filters(session, params, registers),
        *read_drilldown(session, params, registers),
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
    return Listing(tuple(conditions), sort, after, limit, figure, amount)


def _waits(session: Session, viewer: Viewer, registers: Registers) -> ColumnElement[bool]:
    return or_(awaiting(session, viewer), asks_to_reopen(session, viewer, registers))


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
    found = session.execute(page_query(listing)).all()
    page = found[: listing.limit]
    more = len(found) > listing.limit
    cursor = write_cursor(listing.sort, page[-1].sort_key, page[-1].Record.id) if more else None
    return [row.Record for row in page], cursor
