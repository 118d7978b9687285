"""The records of 2024-2025 that the demo's department itself wrote: festival, courses, plan, commendations …"""

from collections.abc import Iterator
from typing import Any

from server.demo.content import schools, table
from server.demo.province import PROVINCE
from server.demo.registering import OFFICER
from server.demo.year.communes import STANDARDS
from server.demo.year.report import Report, at, person

LEVELS = {"illiteracy": "level2", "primary": "level3", "secondary": "level3", "preschool": True}

COMMENDATIONS = len(table("year")["awards"])


def reports() -> Iterator[Report]:
    """The department's own records of the year, except the commendations."""
    texts = table("year")
    yield _event("event", texts["event"] | {"parts": _rows(texts["event"]["parts"])})
    for one in texts["trainings"]:
        attended = {f"{role}_{kind}": one[role] for role in ("managers", "core") for kind in ("invited", "attended")}
        about = {name: one[name] for name in ("date", "title", "platform")}
        yield _event("training", about | attended | {"topic": "genai"})
    for one in texts["partnerships"]:
        yield _event("partnership", one)
    yield Report("plan", PROVINCE, OFFICER, at(2025, 6, 2), texts["plan"] | {"tasks": _rows(texts["plan"]["tasks"])})
    yield Report("standard", PROVINCE, OFFICER, at(2025, 12, 30), LEVELS, STANDARDS)


def commendations(sent: list[Report]) -> Iterator[Report]:
    """The year's decisions on who is commended; the festival's refers to the festival's record, which is in ``sent``.

    ``sent``: the other reports, which have been sent.
    """
    event = next(one.record for one in sent if one.register == "event")
    for one in table("year")["awards"]:
        data = {name: value for name, value in one.items() if name not in ("collectives", "individuals")}
        data["recipients"] = _rows([*_collectives(one), *_individuals(one)])
        if one["occasion"] == "festival":
            data["event"] = event
        yield Report("award", PROVINCE, OFFICER, at(2025, 8, 20), data)


def _event(register: str, data: dict[str, Any]) -> Report:
    """A record of the department's in a register of events, which has no period of its own."""
    return Report(register, PROVINCE, OFFICER, at(2025, 6, 1), data, None)


def _collectives(one: dict[str, Any]) -> list[dict[str, Any]]:
    named = [school.name for school in schools()]
    return [{"kind": "collective", "name": name} for name in named[: one["collectives"]]]


def _individuals(one: dict[str, Any]) -> list[dict[str, Any]]:
    numbers = range(one["individuals"])
    return [{"kind": "individual", "name": person(f"award {one['name']} {number}")} for number in numbers]


def _rows(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{"id": f"r{number}", **row} for number, row in enumerate(rows, 1)]
