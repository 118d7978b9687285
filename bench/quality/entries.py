"""What schools tell without a mistake, with all that looks like one: days of the whole school, guests, Sundays at
boarding schools, the same done twice a day for two classes, titles and official sentences that come again and again."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from math import exp
from random import Random

from bench.quality import wording
from bench.quality.schools import GROUPS, School

BEGINS, DAYS = date(2025, 9, 8), 260

NUMBERS = {
    "garden": {"garden_harvest": (14.0, 0.55), "garden_meals": (30.0, 0.5)},
    "library": {"library_visits": (26.0, 0.45), "library_books": (12.0, 0.6)},
    "traffic": {"traffic_sessions": (1.3, 0.4), "traffic_children": (24.0, 0.3), "traffic_pledges": (14.0, 0.5)},
    "volunteers": {"volunteer_people": (4.0, 0.4), "volunteer_children": (18.0, 0.35), "volunteer_meals": (20.0, 0.5)},
}
"""Kind → field → its usual value and how far its logarithm strays."""


@dataclass
class Entry:
    """A submitted record. ``place``: its place in the order in which records arrived; ``hard``: what makes a correct
    one look wrong; ``fault``: the kind of the fault that was planted, and ``of`` the entry that it was made from."""

    school: School
    author: int
    kind: str
    day: date
    data: dict[str, object]
    place: float = 0.0
    hard: str = ""
    fault: str = ""
    of: "Entry | None" = field(default=None, repr=False)


def clean_entries(random: Random, school: School) -> list[Entry]:
    """A school's correct records of a year, in no order."""
    habits = {name: random.uniform(0.6, 1.7) for kind in school.kinds for name in NUMBERS[kind]}
    found = []
    for _ in range(school.entries):
        chance = random.random()
        if chance < 0.03:
            found.append(big_day(random, school, habits))
        else:
            found.append(usual(random, school, habits))
            if chance > 0.96:
                found.append(_again_for_another_class(random, found[-1]))
            elif chance > 0.945:
                _with_guests(random, found[-1])
    return found


def usual(random: Random, school: School, habits: dict[str, float]) -> Entry:
    """An activity as the school holds them every week."""
    kind, day = random.choice(school.kinds), _day(random, school)
    group, spread = random.choice(GROUPS), exp(random.gauss(0, 0.25))
    data: dict[str, object] = {
        "date": day.isoformat(),
        "kind": kind,
        "title": wording.title_of(random, kind, group, day.month),
        "students": min(school.pupils, max(3, round(school.size * spread))),
        "teachers": random.randint(1, 4),
    }
    if random.random() < 0.6:
        data["parents"] = random.randint(0, 12)
    for name, (usually, strays) in NUMBERS[kind].items():
        if random.random() < 0.85:
            data[name] = _whole(usually * habits[name] * exp(random.gauss(0, strays)))
    if random.random() < 0.45:
        data["story"] = wording.story_of(random, group)
    sunday = "sunday at a boarding school" if day.isoweekday() == 7 else ""
    return Entry(school, random.randrange(school.teachers), kind, day, data, hard=sunday)


def big_day(random: Random, school: School, habits: dict[str, float]) -> Entry:
    """A day of the whole school: every number is large, and one in five is held on a Sunday."""
    entry = usual(random, school, habits)
    entry.data |= {
        "title": wording.big_title(random, entry.day.month),
        "students": round(school.pupils * random.uniform(0.6, 0.98)),
        "teachers": round(school.staff * random.uniform(0.4, 0.8)),
        "parents": round(school.pupils * random.uniform(0.15, 0.5)),
    }
    more = random.uniform(3, 6)
    for name in NUMBERS[entry.kind]:
        if name in entry.data:
            entry.data[name] = _whole(float(str(entry.data[name])) * more)
    entry.hard = "a day of the whole school"
    if random.random() < 0.2:
        move(entry, next_sunday(entry.day))
        entry.hard += " on a Sunday"
    return entry


def move(entry: Entry, day: date) -> None:
    """Let an entry be of another day."""
    entry.day = day
    entry.data["date"] = day.isoformat()


def next_sunday(day: date) -> date:
    """The first Sunday from a day on."""
    return day + timedelta(days=(7 - day.isoweekday()) % 7)


def _again_for_another_class(random: Random, entry: Entry) -> Entry:
    """The same teacher on the same day, with another class."""
    group = random.choice([one for one in GROUPS if one not in str(entry.data["title"])])
    title = wording.TITLES[entry.kind][0].format(group=group, month=entry.day.month)
    first = random.choice([one for one in GROUPS if one != group])
    entry.data["title"] = wording.TITLES[entry.kind][0].format(group=first, month=entry.day.month)
    data = entry.data | {"title": title, "students": max(3, round(float(str(entry.data["students"])) * 0.9) - 2)}
    if "story" in data:
        data["story"] = wording.story_of(random, group)
    for name in NUMBERS[entry.kind]:
        if name in data:
            data[name] = _whole(float(str(data[name])) * random.uniform(0.6, 1.5))
    return Entry(entry.school, entry.author, entry.kind, entry.day, data, hard="the same for another class")


def _with_guests(random: Random, entry: Entry) -> None:
    """All pupils, and a few of the neighbouring school: more than the profile of September knows."""
    entry.data["students"] = round(entry.school.pupils * random.uniform(1.0, 1.08))
    entry.data["teachers"] = round(entry.school.staff * random.uniform(0.7, 1.0))
    entry.data["title"] = f"Giao lưu cả trường với trường bạn, tháng {entry.day.month}"
    entry.hard = "guests"


def _day(random: Random, school: School) -> date:
    day = BEGINS + timedelta(days=random.randrange(DAYS))
    if random.random() < school.sundays:
        return next_sunday(day)
    # Saturdays are days of school here and there.
    return day + timedelta(days=1) if day.isoweekday() == 7 else day


def _whole(value: float) -> int:
    return max(1, round(value))
