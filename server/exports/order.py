"""The order of a file: what its person wants in it."""

from typing import NotRequired, TypedDict, cast

from sqlalchemy.orm import Session

from server.exports.word.letter import Letter
from server.figures.monthly_reports import stored_content
from server.figures.question import COUNTABLE
from server.figures.snapshot_content import SnapshotContent
from server.models.jobs import ExportJob
from server.models.monthly import MonthlyReport
from server.platform.query_params import ParamReader
from sync.registers import Registers


class Order(TypedDict):
    """What an ordered file is to hold: records or figures of the unit ``unit`` (an id) and all units below it.

    ``registers``: their keys; empty means all. ``period``: a key, or None for no limit. ``status``: only records in
    these statuses; empty means those that each register counts, or, in CSV, JSON and ZIP, every status after a draft.
    ``filters``: of a list of records, ``records.filters.FILTERS`` → value; the file holds this very list.
    ``snapshot``: the id of a snapshot whose figures are to be shown; None for present ones. ``letter``: of a report,
    what was typed before it was ordered.
    """

    registers: list[str]
    period: str | None
    status: list[str]
    snapshot: str | None
    unit: str
    filters: NotRequired[dict[str, str]]
    letter: NotRequired[Letter]


def read_order(params: ParamReader, registers: Registers) -> Order:
    """The order that a request's parameters name, all registers where they name none; what is wrong is noted in
    ``params``."""
    return {
        "registers": list(params.several("register", [item.key for item in registers.all_latest()])),
        "period": params.one("period"),
        "status": list(params.several("status", COUNTABLE)),
        "snapshot": params.id("snapshot"),
        "unit": params.id("unit") or "",
    }


def order_of(job: ExportJob) -> Order:
    """The order that ``server.exports.orders`` stored with the job."""
    return cast(Order, job.order)


def stored_of(session: Session, order: Order) -> tuple[SnapshotContent, MonthlyReport] | None:
    """The monthly report that an order is for, if it was made by itself: whoever signs it signs what was made then."""
    if order["registers"] or order["status"] or order["snapshot"]:
        return None
    return stored_content(session, order["unit"], order["period"])
