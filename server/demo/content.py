"""The content of the demo, read from its data files: communes, schools with their people, and scenes."""

import csv
import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"
LEVELS = ("MN", "TH", "THCS", "THPT", "GDTX", "TT", "CD")
TO_THE_PROVINCE = {"THPT", "GDTX", "TT", "CD"}  # levels of schools that report to the province, not to their commune
SCHOOL_YEAR = "2025-2026"

Account = tuple[str, str]  # username, name


@dataclass(frozen=True)
class Commune:
    """A commune or ward, with the figures of the province's published table. The name of a ward begins with "P. "."""

    code: str
    name: str
    hardship: int  # 1 (least) to 3, the column r
    schools: dict[str, int]  # level -> how many
    was: tuple[str, ...]  # names of the communes that were merged into it in July 2025
    district: str | None  # the former district whose seat it was

    @property
    def town(self) -> bool:
        """Whether the commune is a ward of a town (phường), by its name."""
        return self.name.startswith("P. ")

    @property
    def short(self) -> str:
        """The commune's name without the "P. " with which a ward's begins."""
        return self.name.removeprefix("P. ")


@dataclass(frozen=True)
class Site:
    """One of the places where a school teaches; the first of a school is its main site."""

    name: str
    pupils: int


@dataclass(frozen=True)
class School:
    """One of the 24 schools, of 485, whose people have accounts in the demo.

    ``code`` and ``commune`` are codes of units, ``language`` is the key of the language spoken there.
    """

    code: str
    commune: str
    level: str
    name: str
    aliases: tuple[str, ...]
    language: str
    sites: tuple[Site, ...]
    leaders: tuple[Account, ...]
    teachers: tuple[Account, ...]


@dataclass(frozen=True)
class Scene:
    """An activity that may take place in a model of a school, at most once; data/README.md describes its texts.

    ``months``: when it may take place, or ``between`` two days; ``who``: with a ``class``, ``site`` or the ``school``.
    ``levels``: only in schools of these, if any. ``model``: only in the school's own model of this key. ``far``: not
    in towns. ``counts``: field → its number, a range, or the name of another number.
    """

    months: tuple[int, ...]
    who: str
    title: str
    story: str
    between: tuple[str, str] | None = None
    levels: tuple[str, ...] = ()
    model: str | None = None
    far: bool = False
    parents: tuple[int, int] | None = None
    themes: tuple[str, ...] = ()
    counts: dict[str, Any] = field(default_factory=dict)


@cache
def table(name: str) -> dict[str, Any]:
    """The content of a TOML file in data/, by its name without ``.toml``."""
    return tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def communes() -> tuple[Commune, ...]:
    """All 45 communes, in the order of the published table."""
    with (DATA / "communes.csv").open(encoding="utf-8", newline="") as file:
        return tuple(_commune(row) for row in csv.DictReader(file))


def _commune(row: dict[str, str]) -> Commune:
    place = table("places")[row["code"]]
    counts = {level: int(row[level]) for level in LEVELS}
    return Commune(row["code"], row["name"], int(row["r"]), counts, tuple(place["was"]), place.get("district"))


@cache
def schools() -> tuple[School, ...]:
    """The 24 schools whose people have accounts, in the order of data/schools.toml."""
    return tuple(
        School(
            code=entry["code"],
            commune=entry["commune"],
            level=entry["level"],
            name=entry["name"],
            aliases=tuple(entry["aliases"]),
            language=entry["language"],
            sites=tuple(Site(*site) for site in entry["sites"]),
            leaders=tuple(tuple(leader) for leader in entry["leaders"]),
            teachers=tuple(tuple(teacher) for teacher in entry["teachers"]),
        )
        for entry in table("schools")["schools"]
    )


@cache
def scenes(kind: str) -> tuple[Scene, ...]:
    """The scenes that may take place in models of this kind."""
    found = []
    for entry in table(f"scenes/{kind}")["scenes"]:
        lists = {name: tuple(value) for name, value in entry.items() if isinstance(value, list)}
        found.append(Scene(**{**entry, **lists}))
    return tuple(found)
