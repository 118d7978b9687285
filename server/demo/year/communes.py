"""The communes' reports of 2024-2025: learning families, clans, communities and units, and the standards reached."""

import csv
from collections.abc import Iterator
from functools import cache
from typing import Any

from server.demo.content import DATA, communes, table
from server.demo.year.report import Report, at, chance, person

COLUMNS = {"families": "fam", "clans": "clan", "communities": "com", "units": "unit"}
HALVES = {"2025-H1": (at(2025, 6, 24), 0.94), "2025-H2": (at(2025, 12, 22), 1.0)}
STANDARDS = "2025"


@cache
def _officers() -> dict[str, str]:
    """Code of a commune → the username of the officer who reports for it."""
    named = {entry["commune"]: entry["people"][0][0] for entry in table("schools")["officers"]}
    return {commune.code: named.get(commune.code, f"xa{commune.code}.demo") for commune in communes()}


def accounts() -> Iterator[tuple[str, str, str, list[str]]]:
    """An account, as (username, name, role, unit codes), for each commune without an officer in data/schools.toml."""
    named = {entry["commune"] for entry in table("schools")["officers"]}
    for commune in communes():
        if commune.code not in named:
            yield _officers()[commune.code], person(f"officer {commune.code}"), "commune", [commune.code]


def reports() -> Iterator[Report]:
    """The reports of each commune: on learning for each half of the year, and on the standards once."""
    with (DATA / "communes.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            who = _officers()[row["code"]]
            for period, (written, share) in HALVES.items():
                data = _learning(row, share)
                yield Report("learning_registration", row["code"], who, written, data, period)
    for code, reached in _levels().items():
        yield Report("standard", code, _officers()[code], at(2025, 12, 23), reached, STANDARDS)


def _learning(row: dict[str, str], share: float) -> dict[str, int]:
    """The answers of a commune's report on learning, from its ``row`` of published figures.

    ``share``: the part of the year's registered ones that were registered by then; 1 at the year's end, when there are
    also recognised ones.
    """
    data: dict[str, int] = {}
    for name, column in COLUMNS.items():
        total, registered = int(row[f"{column}_d"]), int(row[f"{column}_n"])
        data |= {f"{name}_total": total, f"{name}_registered": int(registered * share)}
        if share == 1:
            data[f"{name}_recognised"] = int(registered * (0.9 + 0.06 * chance(f"{name} {row['code']}")))
    return data


def _levels() -> dict[str, dict[str, Any]]:
    """Code of a commune → the levels that it reached, by standard: lower ones where conditions are harder."""
    ordered = sorted(communes(), key=lambda commune: (-commune.hardship, chance(commune.code)))
    found: dict[str, dict[str, Any]] = {commune.code: {"preschool": True} for commune in ordered}
    for name, counts in table("year")["standards"].items():
        levels = [level for level, count in sorted(counts.items()) for _ in range(count)]
        for commune, level in zip(ordered, levels, strict=True):
            found[commune.code][name] = level
    return found
