"""Who is signed in, as ``POST /api/session`` and ``GET /api/session`` answer."""

from typing import NotRequired, TypedDict

from sync.protocol.catalog import UnitEntry


class RoleHeld(TypedDict):
    """A role in a unit: teacher, leader, commune, department or admin."""

    unit: str
    role: str


class SessionAnswer(TypedDict):
    """The account's id, its person's name, the roles they hold, and the units of these roles."""

    account: str
    name: str
    roles: list[RoleHeld]
    units: NotRequired[list[UnitEntry]]
