"""The catalog: what an account needs to work offline, as ``GET /api/catalog`` gives it."""

from typing import NotRequired, TypedDict

from sync.protocol.register_entry import RegisterEntry


class UnitEntry(TypedDict):
    """A unit: ``kind`` is province, commune, school or site; ``parent`` and ``reports_to`` are ids of units.

    ``ended`` (a day) and ``successors`` (ids) stand there once the unit is closed or merged.
    """

    id: str
    parent: str | None
    kind: str
    name: str
    aliases: list[str]
    code: str | None
    level: str | None
    reports_to: str | None
    ended: NotRequired[str]
    successors: NotRequired[list[str]]


class PeriodEntry(TypedDict):
    """A period to report for; ``starts`` and ``ends`` are days, both within it."""

    key: str
    kind: str
    starts: str
    ends: str
    closed: bool


class PersonEntry(TypedDict):
    """A colleague: somebody with that role in one of the account's own units."""

    id: str
    name: str
    unit: str
    role: str


class Catalog(TypedDict):
    """All of it; ``hash`` names this content, and an answer of the exchange tells when it is another.

    ``dues`` (what is to be reported, by which day) and ``closed`` (unit → register → periods that are closed there)
    are left out where they are empty.
    """

    hash: str
    units: list[UnitEntry]
    registers: list[RegisterEntry]
    periods: list[PeriodEntry]
    people: list[PersonEntry]
    dues: NotRequired[list[dict[str, object]]]
    closed: NotRequired[dict[str, dict[str, list[str]]]]
