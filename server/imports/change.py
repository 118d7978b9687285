"""One change that a row of a workbook asks for: what the preview shows of it, and what is to be done."""

from typing import NotRequired, Required, TypedDict, Unpack

from server.imports.rows import Row
from server.platform.workbook_faults import Fault


class Operation(TypedDict, total=False):
    """What is to be done for a change; which members are there depends on the change.

    Units are named by their codes (``unit``, ``parent``, ``reports_to``), as the same workbook may create them. ``id``
    and ``version`` are those of the unit that changes, ``account`` and ``version`` those of the person, as they were
    when the change was planned; ``role_id`` is the role that ends or moves. ``since`` and ``until`` are ISO dates.
    """

    id: str
    version: int
    code: str
    sector_code: str
    name: str
    kind: str
    level: str
    parent: str
    reports_to: str
    aliases: list[str]
    begins: str
    username: str
    role: str
    unit: str
    since: str
    until: str
    account: str
    role_id: int


class Shown(TypedDict, total=False):
    """What the preview shows of a change.

    ``do``: one of ``unit.create``, ``unit.rename``, ``unit.level``, ``unit.aliases``, ``unit.begins``,
    ``unit.sector_code``, ``unit.move``, ``person.create``, ``person.name``, ``role.give``, ``role.end``,
    ``role.transfer``. ``title``: the name of the unit or person concerned; ``unit``: a unit's name; ``was`` and
    ``now``: the old and new value.
    """

    do: Required[str]
    title: Required[str]
    unit: str
    kind: str
    role: str
    was: str | None
    now: str


class ImportChange(Shown):
    """A planned change, with the table, sheet and row (from 1) that ask for it, and its operation ``op``.

    ``account``: the id of the account that it created, once it is applied.
    """

    table: Required[str]
    sheet: Required[str]
    row: Required[int]
    op: Required[Operation]
    account: NotRequired[str]


Planned = tuple[list[ImportChange], list[Fault]]
"""The changes that rows ask for, and what is wrong with the rows; a row with a fault has no changes."""


def new_change(row: Row, op: Operation, **shown: Unpack[Shown]) -> ImportChange:
    """A change that a row asks for, with the row's place; ``shown`` are members of ``Shown``."""
    return {"table": row.table, "sheet": row.sheet, "row": row.row, **shown, "op": op}
