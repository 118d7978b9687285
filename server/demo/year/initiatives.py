"""The initiatives of 2024-2025: three of each school that has people in the demo, by teachers, most recognised."""

from collections.abc import Iterator

from server.demo.content import schools, table
from server.demo.year.report import Report, at, chance

OF_A_SCHOOL = 3
LEVELS = (("base", 0.55), ("sector", 0.75), ("province", 0.85))
"""Level of recognition → up to which chance an initiative has it; above them none."""


def reports() -> Iterator[Report]:
    """The initiatives of each school, no two of them the same there."""
    every = table("year")["initiatives"]
    for number, school in enumerate(schools()):
        for turn in range(OF_A_SCHOOL):
            who = school.teachers[turn % len(school.teachers)][0]
            one = every[(number * OF_A_SCHOOL + turn) % len(every)]
            data = {"title": f"{one['title']} tại {school.name}", "content": one["content"]}
            drawn = chance(f"initiative {school.code} {turn}")
            if level := next((level for level, most in LEVELS if drawn < most), None):
                data |= {"recognised": level, "decision": f"{40 + number}/QĐ-SGDĐT", "decision_date": "2025-05-15"}
            yield Report("initiative", school.code, who, at(2025, 5, 19), data)
