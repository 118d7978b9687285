"""The models that the demo's schools register: their kinds, names and goals."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from random import Random

from server.demo.calendar import after
from server.demo.content import Account, School, schools, table
from server.demo.stamps import VIETNAM
from server.demo.wording import fill, slots_of

OPENED = datetime(2025, 9, 5, 9, tzinfo=VIETNAM)


@dataclass
class Registration:
    """A model that a school of the demo registers.

    ``people``: how many take part. ``ends_as``: the status in which its record ends; ``reason``: why it is returned or
    rejected. ``record``: the id of its record, ``""`` until a phone has made it.
    """

    school: School
    kind: str
    name: str
    goal: str
    lead: Account
    start: date
    people: int
    written: datetime
    after: str | None = None  # code of the school whose model of the same kind it replicates
    scenes: str | None = None  # for a model that the school made up itself, its key, by which it has scenes
    ends_as: str = "approved"
    reason: str | None = None
    record: str = ""


@cache
def registrations() -> tuple[Registration, ...]:
    """All registrations; first those that replicate none, then those that do, then those that are not approved."""
    by_code = {school.code: school for school in schools()}
    found = []
    for entry in table("models")["models"]:
        for number, (kind, name) in enumerate(entry["kinds"].items()):
            copied = entry.get("after", {}).get(kind)
            own = entry.get("own") if kind == "own" else None
            found.append(_registration(by_code[entry["school"]], kind, name, number, copied, own))
    found.sort(key=lambda one: one.after is not None)
    return (*found, *_pending(by_code))


def _pending(by_code: dict[str, School]) -> list[Registration]:
    """The registrations that are not approved, each with its own ending; ``by_code``: code → school."""
    out = []
    for entry in table("models")["pending"]:
        one = _registration(by_code[entry["school"]], entry["kind"], entry["name"], 3, None, None)
        one.ends_as, one.reason = entry["ends_as"], entry.get("reason")
        out.append(one)
    return out


def _registration(
    school: School, kind: str, name: str, number: int, copied: str | None, own: str | None
) -> Registration:
    random = Random(f"model {school.code} {kind} {name}")
    goal = table("models")["own_goals"][own] if own else random.choice(table("models")["goals"][kind])
    pupils = sum(site.pupils for site in school.sites)
    return Registration(
        school=school,
        kind=kind,
        name=name,
        goal=fill(goal, slots_of(school), random),
        lead=school.teachers[number % len(school.teachers)],
        # Whoever learns from another school begins after it.
        start=date(2025, 9, random.choice((5, 8, 8, 10, 15))) + timedelta(17 if copied else 0),
        people=round(pupils * random.uniform(0.72, 0.99)),
        written=after(OPENED, 1 if copied is None else 6, 5 if copied is None else 12, random),
        after=copied,
        scenes=own,
    )
