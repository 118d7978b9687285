"""The fifteen typical examples that schools nominated and the department selected; some have a drawn photo."""

from collections.abc import Iterator

from server.demo.content import schools, table
from server.demo.drawing import Photo, drawn_photo, hash_of
from server.demo.phones import Phones
from server.demo.year.report import Report, at, person

REGISTER = "typical_example"
SCENES = {0: "centred", 1: "library", 3: "own", 6: "garden", 9: "centred", 12: "volunteers"}
"""Place of an example → what its photo shows."""


def reports() -> Iterator[Report]:
    """The nominations, one for each of the first schools in data/schools.toml, until none is left."""
    for number, (school, example) in enumerate(zip(schools(), table("year")["examples"], strict=False)):
        name = school.name if example["kind"] == "collective" else person(f"example {school.code}")
        data = example | {"name": name, "position": school.name, "channel": ["portal", "fanpage"]}
        if number in SCENES:
            data["photos"] = [_photo(number).value]
        yield Report(REGISTER, school.code, school.leaders[0][0], at(2025, 4, 2), data)


def send_photos(phones: Phones, sent: list[Report]) -> None:
    """Send the photos of nominations that were sent, and put down that whoever is in them agreed."""
    for number, one in enumerate(one for one in sent if one.register == REGISTER):
        if number in SCENES:
            photo, leader = _photo(number), phones.of(one.who)
            for file in (photo.preview, photo.file):
                leader.connection.send_photo(one.record, hash_of(file), file)
            leader.act(at(2025, 4, 2, 10), "consent", one.record, photo=hash_of(photo.file), given=True)
            leader.sync()


def _photo(number: int) -> Photo:
    return drawn_photo(SCENES[number], f"example {number}")
