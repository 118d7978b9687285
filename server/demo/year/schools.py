"""The schools' reports of 2024-2025: profile, pledges, digital indicators, and the capacity of centres."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from server.demo.content import Commune, communes, schools, table
from server.demo.names import other_schools
from server.demo.year.report import Report, at, chance, dealt, person

SCHOOLS = ("MN", "TH", "THCS", "THPT")
TAUGHT = (*SCHOOLS, "GDTX")
"""Levels of the schools that fill in the checklist *Xanh – Sạch – Đẹp – An toàn*."""
DIGITAL = ("TH", "THCS", "THPT", "GDTX")
SIZE = {"MN": 0.9, "TH": 1.2, "THCS": 1.0, "THPT": 1.7, "GDTX": 0.8, "TT": 0.3, "CD": 2.5}
GROUPS = {1: (("thai", 5), ("kinh", 4), ("hmong", 1)), 2: (("thai", 4), ("hmong", 4), ("khmu", 1))}
SUBJECTS = {"GDTX": ["general", "vocational"], "TT": ["english", "computing"], "CD": ["vocational"]}
SITES = {school.code: len(school.sites) for school in schools()}
REMOTE = (("hmong", 7), ("thai", 2), ("dao", 1))


@dataclass(frozen=True)
class Place:
    """One of all 485 schools, with its commune and the username that reports for it."""

    code: str
    level: str
    name: str
    commune: Commune
    who: str

    @property
    def size(self) -> float:
        """The weight of the school when a total is divided among all: by level, town and chance, about 0.2 to 3.7."""
        return SIZE[self.level] * (0.7 + 0.6 * chance(self.code)) * (1.15 if self.commune.town else 1)


@cache
def places() -> tuple[Place, ...]:
    """All 485 schools, commune by commune."""
    with_people = {school.code: school for school in schools()}
    found = []
    for commune in communes():
        mine = [(s.level, s.code, s.name) for s in with_people.values() if s.commune == commune.code]
        for level, code, name in (*mine, *other_schools(commune)):
            who = with_people[code].leaders[0][0] if code in with_people else _username(commune)
            found.append(Place(code, level, name, commune, who))
    return tuple(found)


def accounts() -> Iterator[tuple[str, str, str, list[str]]]:
    """A clerk's account, as (username, name, role, unit codes), for each commune, who reports for its schools without
    accounts."""
    for commune in communes():
        mine = [place.code for place in places() if place.who == _username(commune)]
        yield _username(commune), f"{person(f'clerk {commune.code}')} (nhập thay)", "leader", mine


def reports() -> Iterator[Report]:
    """The reports of every school on the year."""
    yield from _profiles()
    for place in places():
        if place.level not in SCHOOLS:
            yield _capacity(place)
        yield Report("digital_indicator", place.code, place.who, at(2025, 5, 20), _digital(place))


def _profiles() -> Iterator[Report]:
    totals, all_ = table("year")["totals"], places()
    sizes = [place.size for place in all_]
    with_pupils = [place for place in all_ if place.level in SCHOOLS]
    managers = dealt(totals["managers"], sizes, 1)
    core = dealt(totals["core_teachers"], sizes, 1)
    staff = dealt(totals["staff"], sizes, 12)
    classes = dealt(totals["classes"], [place.size for place in with_pupils], 3)
    pupils = dealt(totals["pupils"], classes)
    taught = {place.code: both for place, *both in zip(with_pupils, classes, pupils, strict=True)}
    for place, people, leading, best in zip(all_, staff, managers, core, strict=True):
        data: dict[str, Any] = {"staff": people, "managers": leading, "core_teachers": best}
        if place.code in taught:
            rooms, learners = taught[place.code]
            data |= {"sites": SITES.get(place.code, 1), "classes": rooms, "pupils": learners}
            data |= {"semi_boarders": learners * 2 // 5 if "PTDTBT" in place.name else 0}
            data["ethnic"] = _groups(place, learners)
        yield Report("school_profile", place.code, place.who, at(2024, 10, 10), data)
        yield Report("teacher_pledge", place.code, place.who, at(2025, 5, 22), _pledge(place, people))


def _groups(place: Place, pupils: int) -> list[dict[str, Any]]:
    shares = GROUPS.get(place.commune.hardship, REMOTE)
    parts = dealt(pupils, [weight + chance(f"{place.code} {group}") for group, weight in shares])
    return [{"id": group, "group": group, "pupils": part} for (group, _), part in zip(shares, parts, strict=True)]


def _pledge(place: Place, staff: int) -> dict[str, Any]:
    pledged = staff - int(chance(f"pledge {place.code}") * 2.2)
    return {"pledged": pledged, "fulfilled": pledged - int(chance(f"fulfilled {place.code}") * 3)}


def _digital(place: Place) -> dict[str, Any]:
    data = {"cashless": True}
    if place.level in DIGITAL:
        data |= {"management": True, "data": True}
    if place.level == "TH":
        data["transcripts"] = True
    return data


def _capacity(place: Place) -> Report:
    learners = 60 + int(place.size * 400)
    data = {
        "classes": max(2, learners // 28),
        "learners": learners,
        "teachers": max(3, learners // 24),
        "courses": 2 + int(chance(place.name) * 6),
        "subjects": {"GDTX": ["general", "vocational"], "TT": ["english", "computing"]}.get(
            place.level, ["vocational"]
        ),
    }
    return Report("centre_capacity", place.code, place.who, at(2024, 10, 20), data)


def _username(commune: Commune) -> str:
    return f"nl{commune.code}.demo"
