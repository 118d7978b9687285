"""One change that a row of a workbook asks for: what is shown of it, and what is to be done."""

from typing import NotRequired, Required, TypedDict, Unpack

from server.imports.rows import Row
from server.platform.workbook_faults import Fault


class Operation(TypedDict, total=False):
    """What is to be done for a change. Units are named by their codes, as some are made by the same workbook.

    ``id`` and ``version`` are a unit's, ``account`` and ``version`` a person's, as they were when the change was
    planned; ``role_id`` is the role that ends or moves. Days are ISO.
    """

    id: str
    version: int
    code: str
    name: str
    kind: str
    level: str
    parent: str
    reports_to: str
    aliases: list[str]
    username: str
    role: str
    unit: str
    since: str
    until: str
    account: str
    role_id: int


class Shown(TypedDict, total=False):
    """What is shown of a change.

    ``title``: who or what it is about; ``unit``: a unit's name; what ``was`` and what is ``now``. ``do`` is one of
    ``unit.create``, ``unit.rename``, ``unit.level``, ``unit.aliases``, ``unit.move``, ``person.create``,
    ``person.name``, ``role.give``, ``role.end``, ``role.transfer``.
    """

    do: Required[str]
    title: Required[str]
    unit: str
    kind: str
    role: str
    was: str | None
    now: str


class ImportChange(Shown):
    """A change with its row and its operation; ``account`` is the account that it made, once it is applied."""

    table: Required[str]
    sheet: Required[str]
    row: Required[int]
    op: Required[Operation]
    account: NotRequired[str]


Planned = tuple[list[ImportChange], list[Fault]]
"""The changes that rows ask for, and what is wrong with the rows; of a row with a fault there is no change."""


def new_change(row: Row, op: Operation, **shown: Unpack[Shown]) -> ImportChange:
    """A change that a row asks for."""
    return {"table": row.table, "sheet": row.sheet, "row": row.row, **shown, "op": op}
