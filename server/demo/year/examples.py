"""The fifteen typical examples that schools nominated and the department selected."""

from collections.abc import Iterator

from server.demo.content import schools, table
from server.demo.year.report import Report, at, person


def reports() -> Iterator[Report]:
    """The nominations, one for each of the first schools in data/schools.toml, until none is left."""
    for school, example in zip(schools(), table("year")["examples"], strict=False):
        name = school.name if example["kind"] == "collective" else person(f"example {school.code}")
        data = example | {"name": name, "position": school.name, "channel": ["portal", "fanpage"]}
        yield Report("typical_example", school.code, school.leaders[0][0], at(2025, 4, 2), data)
