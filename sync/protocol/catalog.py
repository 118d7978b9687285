"""The catalog: all that an account needs to work offline, as ``GET /api/catalog`` gives it."""

from typing import NotRequired, TypedDict

from sync.protocol.register_entry import RegisterEntry


class UnitEntry(TypedDict):
    """A unit: ``kind`` is province, commune, school or site; ``parent`` and ``reports_to`` are ids of units.

    ``ended`` (ISO date) and ``successors`` (ids) are there only if the unit was closed or merged; ``left`` (ISO date)
    only if the account has left it and its phone still copies what it wrote there.
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
    left: NotRequired[str]


class PeriodEntry(TypedDict):
    """A period to report for: ``kind`` such as semester.

    ``starts`` and ``ends`` are its first and last day, as ISO dates. ``closed``: it is closed for everybody.
    """

    key: str
    kind: str
    starts: str
    ends: str
    closed: bool


class PersonEntry(TypedDict):
    """A colleague: a person with the role ``role`` in ``unit``, one of the account's own units."""

    id: str
    name: str
    unit: str
    role: str


class ContactEntry(TypedDict):
    """Whom to call for help: a person or an office, and their phone number as it is written."""

    name: str
    phone: str


class Catalog(TypedDict):
    """The whole catalog of an account.

    ``hash`` names its content, and every exchange answers with the hash of the latest. ``dues``: what is to be reported
    by which day. ``closed``: unit → register → keys of the periods closed there. ``contact``: whom to call. All
    three are left out where there is nothing to say.
    """

    hash: str
    units: list[UnitEntry]
    registers: list[RegisterEntry]
    periods: list[PeriodEntry]
    people: list[PersonEntry]
    dues: NotRequired[list[dict[str, object]]]
    closed: NotRequired[dict[str, dict[str, list[str]]]]
    contact: NotRequired[ContactEntry]
