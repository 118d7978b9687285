"""Small worlds drawn at random for the rules of access: units that ended or will, people whose roles ended or are still
to come, and records of registers whose versions say different things."""

from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from server.models.log import Record, Scope
from server.models.org import Person, Role, Unit
from server.models.periods import Period
from server.platform.clock import now
from server.platform.database import write
from sync.protocol.transitions import DELETED, DRAFT, STATUSES, SUBMITTED, turn
from sync.registers import Registers
from tests.fixtures.applications import open_app

TEXT = """
key = "{key}"
version = {version}
title = {{ vi = "{key}", en = "{key}" }}
by = {by}
period = "{period}"
natural_key = {natural}
{period_from}
review = {review}
list = {{ title = "note" }}

[[fields]]
name = "note"
type = "text"
label = {{ vi = "Ghi chú", en = "Note" }}

[[fields]]
name = "day"
type = "date"
required = true
label = {{ vi = "Ngày", en = "Day" }}
"""

VERSIONS = [
    # Shared by all who may create it; who that is changes with the version, one way and the other.
    ("grown", 1, ["leader"], True, ["leader", "commune"]),
    ("grown", 2, ["teacher", "leader"], True, ["leader", "commune"]),
    ("narrowed", 1, ["teacher", "leader"], True, ["leader", "department"]),
    ("narrowed", 2, ["leader"], True, ["leader", "department"]),
    ("office", 1, ["commune"], True, ["department"]),
    ("office", 2, ["commune", "department"], True, ["department"]),
    ("event", 1, ["teacher", "leader"], False, ["leader", "commune"]),
    ("direct", 1, ["leader"], False, ["department"]),
    # Who reviews changes with the version.
    ("turned", 1, ["leader"], False, ["department"]),
    ("turned", 2, ["leader"], False, ["leader", "commune"]),
]


def _text(key: str, version: int, by: list[str], natural: bool, review: list[str]) -> str:
    period = "half_year" if natural else "event"
    period_from = "" if natural else 'period_from = "day"'
    given = {"key": key, "version": version, "by": by, "natural": str(natural).lower(), "review": review}
    return TEXT.format(period=period, period_from=period_from, **given)


REGISTERS = Registers([], {f"{one[0]}@{one[1]}": _text(*one) for one in VERSIONS})

UNITS = {
    "p": ("province", "", "/p/"),
    "x": ("commune", "p", "/p/x/"),
    "y": ("commune", "p", "/p/y/"),
    "a": ("school", "x", "/p/x/a/"),
    "b": ("school", "x", "/p/x/b/"),
    "c": ("school", "y", "/p/y/c/"),
    "d": ("school", "x", "/p/d/"),  # it lies in the commune and reports to the department
}
SCHOOLS = "abcd"
PLACES = {"teacher": SCHOOLS, "leader": SCHOOLS, "commune": "xy", "department": "p", "admin": "p"}
PEOPLE = ("an", "binh", "chi", "dung")

PERIODS = (
    ("2025-2026", "school_year", date(2025, 8, 18), date(2026, 8, 16)),
    ("2025-H2", "half_year", date(2025, 7, 1), date(2025, 12, 31)),
    ("2026-H1", "half_year", date(2026, 1, 1), date(2026, 6, 30)),
    ("2025-2026-HK2", "semester", date(2026, 1, 12), date(2026, 5, 20)),  # it ends within a month
)
DAYS = (None, date(2025, 8, 17), date(2025, 8, 18), date(2025, 12, 31), date(2026, 1, 1), date(2026, 5, 21))

BEGINNINGS = (-900, -30, -5, 5)
ENDS = (None, None, -500, -2, 3, 0)  # days from now; 0: when it began, so that it never did
ENDINGS = (None, None, -10, -1, 10)


@dataclass(frozen=True)
class Held:
    person: str
    role: str
    unit: str
    since: int
    until: int | None
    deputy: bool
    hidden: bool = False  # once left: after a stranger's code

    def open(self) -> bool:
        return self.since < 0 and (self.until is None or self.until > 0)


@dataclass(frozen=True)
class World:
    """``ended``: school -> (days from now, successors)."""

    ended: dict[str, tuple[int, list[str]]]
    roles: list[Held]
    records: list[dict[str, object]]


@st.composite
def _role(draw: st.DrawFn) -> Held:
    role = draw(st.sampled_from((*PLACES, "teacher", "leader", "leader")))
    since, until = draw(st.sampled_from(BEGINNINGS)), draw(st.sampled_from(ENDS))
    if until is not None and (until == 0 or until < since):
        until = since
    # Most of them meet in the first two schools.
    unit = draw(st.sampled_from(PLACES[role] + PLACES[role][:2] * 2))
    deputy, hidden = role == "leader" and draw(st.booleans()), draw(st.booleans())
    return Held(draw(st.sampled_from(PEOPLE)), role, unit, since, until, deputy, hidden)


@st.composite
def _record(draw: st.DrawFn) -> dict[str, object]:
    key, version, _, _, review = draw(st.sampled_from(VERSIONS))
    status = draw(st.sampled_from((*STATUSES, DRAFT, SUBMITTED, SUBMITTED)))
    return {
        "scope": draw(st.sampled_from("abababcdxyp")),
        "register": key,
        "version": version,
        "author": draw(st.sampled_from(PEOPLE)),
        "persons": draw(st.lists(st.sampled_from(PEOPLE), max_size=2, unique=True)),
        "status": status,
        "turn": turn(status, tuple(review)),
        "deleted_by": draw(st.sampled_from(PEOPLE)) if status == DELETED else None,
        "submitted_by": draw(st.sampled_from((None, *PEOPLE))),
        "period": draw(st.sampled_from((None, *(one[0] for one in PERIODS)))),
        "day": draw(st.sampled_from(DAYS)),
    }


@st.composite
def worlds(draw: st.DrawFn) -> World:
    ended = {}
    for school in SCHOOLS:
        if (days := draw(st.sampled_from(ENDINGS))) is not None:
            others = [other for other in SCHOOLS if other != school]
            ended[school] = (days, draw(st.lists(st.sampled_from(others), max_size=2, unique=True)))
    roles = draw(st.lists(_role(), min_size=4, max_size=12))
    return World(ended, roles, draw(st.lists(_record(), min_size=15, max_size=40)))


class _Undo(Exception):
    """Takes back what was built."""


@contextmanager
def built(world: World):
    """A session in which the world is there; nothing of it stays. Ids are the short names of the world."""
    try:
        with write() as session:
            _build(session, world)
            yield session
            raise _Undo
    except _Undo:
        pass


def _build(session: Session, world: World) -> None:
    moment = now()
    for id_, (kind, parent, path) in UNITS.items():
        days, successors = world.ended.get(id_, (None, []))
        ended = None if days is None else moment + timedelta(days=days)
        place = f"{UNITS[parent][2]}{id_}/" if parent else path
        unit = Unit(id=id_, parent=parent or None, place=place, path=path, kind=kind, name=id_, aliases=[], ended=ended)
        unit.reports_to, unit.successors = path.split("/")[-3] or None, successors
        session.add(unit)
        session.flush()
        session.add(Scope(unit=id_, rev=0, digest=bytes(32)))
    session.add_all(Period(key=key, kind=kind, starts=starts, ends=ends) for key, kind, starts, ends in PERIODS)
    session.add_all(Person(id=name, username=name, name=name) for name in PEOPLE)
    session.flush()
    session.add_all(_given(held, moment) for held in world.roles)
    session.add_all(_kept(n, members) for n, members in enumerate(world.records))
    session.flush()


def _given(held: Held, moment: datetime) -> Role:
    since = moment + timedelta(days=held.since)
    until = None if held.until is None else moment + timedelta(days=held.until)
    extra = {"deputy": held.deputy, "hidden": held.hidden}
    return Role(person=held.person, unit=held.unit, role=held.role, since=since, until=until, **extra)


def _kept(number: int, members: dict[str, object]) -> Record:
    empty = {"data": {}, "computed": {}, "writers": {}, "conflicts": {}, "thread": [], "flags": [], "once": []}
    return Record(id=f"r{number}", rev=number + 1, chain="00000000", **empty, **members)


def holds_in_worlds(rule: Callable[[World], None], database_url: str, many: int, few: int) -> None:
    """Try a rule on random worlds: ``many`` on SQLite, ``few`` elsewhere, and never more than the profile has."""
    examples = min(many if database_url.startswith("sqlite") else few, settings().max_examples)
    bounded = settings(max_examples=examples, suppress_health_check=[HealthCheck.too_slow])
    with open_app(database_url) as app, app.app_context():
        bounded(given(worlds())(rule))()
