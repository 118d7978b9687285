"""The 95 projects of the provincial contests of 2025 and their prizes."""

from collections.abc import Iterator

from server.demo.content import table
from server.demo.year.report import Report, at, chance, person
from server.demo.year.schools import Place, places

PROJECTS = 95
LEVELS = {"THPT": 2, "THCS": 1}  # how often a school takes part, at most


def reports() -> Iterator[Report]:
    """One record for each project; the first ones have the prizes."""
    texts = table("year")
    prizes = [prize for prize, count in texts["prizes"].items() for _ in range(count)]
    nation = dict(zip(range(2), texts["national"].items(), strict=True))
    for number, place in enumerate(_entrants()):
        kind = texts["projects"][number % len(texts["projects"])]
        data = {
            "name": f"{kind['name']} – xã {place.commune.short}" if not place.commune.town else kind["name"],
            "competition": kind["competition"],
            "domain": kind["domain"],
            "pupils": [{"id": f"p{n}", "name": person(f"pupil {number} {n}")} for n in range(1, 3)],
            "reached": "nation" if number in nation else "province",
        }
        if number < len(prizes):
            data["prize"] = prizes[number]
        if number in nation:
            data["nation_prize"], data["nation_name"] = nation[number]
        yield Report("competition_project", place.code, place.who, at(2025, 3, 5), data)


def _entrants() -> list[Place]:
    """The school of each of the 95 projects, in an order by chance: the first ones get the prizes.

    Each upper-secondary school has two projects, and lower-secondary schools have the rest.
    """
    entries = [(turn, place) for place in places() for turn in range(LEVELS.get(place.level, 0))]
    entries.sort(key=lambda one: (one[1].level != "THPT", chance(f"{one[0]} {one[1].code}")))
    return [place for _, place in sorted(entries[:PROJECTS], key=lambda one: chance(f"prize {one[1].code} {one[0]}"))]
