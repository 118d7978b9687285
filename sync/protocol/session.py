"""Who is signed in: the answer of ``POST /api/session`` and ``GET /api/session``."""

from typing import NotRequired, TypedDict

from sync.protocol.catalog import UnitEntry


class RoleHeld(TypedDict):
    """A role in a unit: ``role`` is teacher, leader, commune, department or admin; ``unit`` is an id."""

    unit: str
    role: str


class SessionAnswer(TypedDict):
    """``account``: its id; ``name``: the person's name; ``roles``: those that they hold now.

    ``units``: the units of these.
    """

    account: str
    name: str
    roles: list[RoleHeld]
    units: NotRequired[list[UnitEntry]]
