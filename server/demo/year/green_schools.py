"""The schools' checklists *Xanh – Sạch – Đẹp – An toàn* of both semesters of 2024-2025."""

from collections.abc import Iterator

from server.demo.content import table
from server.demo.year.report import YEAR, Report, at, chance
from server.demo.year.schools import SITES, TAUGHT, Place, places

WRITTEN = {"HK1": at(2025, 1, 14), "HK2": at(2025, 5, 23)}


def reports() -> Iterator[Report]:
    """A checklist of each school that has people in the demo for the first semester, of all schools for the second."""
    for place in places():
        if place.level in TAUGHT:
            for semester in ("HK1", "HK2") if place.code in SITES else ("HK2",):
                data = _checklist(place, semester)
                yield Report("green_school", place.code, place.who, WRITTEN[semester], data, f"{YEAR}-{semester}")


def _checklist(place: Place, semester: str) -> dict[str, object]:
    """The answers: what half of the schools lack in the first semester a fifth still lacks in the second."""
    items = table("year")["green_items"]
    lacks = chance(f"green {place.code}") < (0.5 if semester == "HK1" else 0.2)
    lacking = int(chance(f"green item {place.code}") * len(items)) if lacks else -1
    data: dict[str, object] = {item["field"]: number != lacking for number, item in enumerate(items)}
    if lacks:
        data["note"] = items[lacking]["note"]
    return data
