"""Who is signed in: the answer of ``POST /api/session`` and ``GET /api/session``."""

from typing import NotRequired, TypedDict

from sync.protocol.catalog import UnitEntry


class RoleHeld(TypedDict):
    """A role in a unit: ``role`` is teacher, leader, commune, department or admin; ``unit`` is an id."""

    unit: str
    role: str


class SessionAnswer(TypedDict):
    """The account's id, its person's name, the roles they hold, and the units of these roles."""

    account: str
    name: str
    roles: list[RoleHeld]
    units: NotRequired[list[UnitEntry]]
