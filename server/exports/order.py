"""What somebody wants in a file."""

from typing import TypedDict, cast

from server.models.jobs import ExportJob


class Order(TypedDict):
    """``registers``: their keys, all if there are none. ``status``: those that count, the register's own if none.

    ``snapshot``: the id of frozen figures to show in place of those of now. The file covers ``unit`` and all below.
    """

    registers: list[str]
    period: str | None
    status: list[str]
    snapshot: str | None
    unit: str


def order_of(job: ExportJob) -> Order:
    """What the job is to make, as ``server.exports.orders`` has written it down."""
    return cast(Order, job.order)
