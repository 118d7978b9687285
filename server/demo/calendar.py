"""The school days of 2025-2026, and when of a day people write, verify and approve."""

from datetime import date, datetime, time, timedelta
from random import Random

from server.demo.content import Scene
from server.demo.stamps import VIETNAM

FIRST, LAST = date(2025, 9, 8), date(2026, 5, 27)
NEW_YEAR_BREAK = (date(2026, 2, 12), date(2026, 2, 24))
HOLIDAYS = {date(2026, 1, 1), date(2026, 4, 27), date(2026, 4, 30), date(2026, 5, 1)}
WEIGHTS = {9: 1.2, 10: 1.1, 11: 1.2, 12: 1.1, 1: 1.4, 2: 1.6, 3: 1.0, 4: 0.9, 5: 1.5}  # month → how busy it is
LATE = date(2026, 4, 1)  # records of activities from this day on may still wait for a decision


def is_school_day(day: date) -> bool:
    """Whether a day is a school day: within the school year, and no Sunday, holiday or day of the New Year break."""
    off = day in HOLIDAYS or NEW_YEAR_BREAK[0] <= day <= NEW_YEAR_BREAK[1]
    return FIRST <= day <= LAST and day.weekday() < 6 and not off


def days_of(scene: Scene, late: bool = False) -> list[date]:
    """The school days on which a scene may have taken place; with ``late`` only those from April on."""
    if scene.between:
        first, last = (date.fromisoformat(day) for day in scene.between)
    else:
        first, last = FIRST, LAST
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    fitting = [day for day in days if is_school_day(day) and (scene.between or day.month in scene.months)]
    return [day for day in fitting if day >= LATE] if late else fitting


def draw_day(days: list[date], random: Random) -> date:
    """Draw one of ``days``; days of busy months are more likely, Saturdays less."""
    return random.choices(days, [WEIGHTS[day.month] * (0.15 if day.weekday() == 5 else 1) for day in days])[0]


def written(day: date, far: bool, random: Random) -> datetime:
    """Draw the moment when a teacher wrote down an activity of ``day``: that afternoon or evening, or the day after.

    ``far``: the place has no signal, and it may be two days later.
    """
    later = timedelta(days=random.choice((0, 0, 1, 2)) if far else random.choice((0, 0, 0, 1)))
    return _at(day + later, random.randint(15 * 60 + 30, 21 * 60), random)


def after(moment: datetime, least: int, most: int, random: Random, office: bool = False) -> datetime:
    """Draw a moment ``least`` to ``most`` days after ``moment``; with ``office`` in office hours of a working day."""
    day = moment.date() + timedelta(days=random.randint(least, most))
    while office and (day.weekday() > 4 or day in HOLIDAYS or NEW_YEAR_BREAK[0] <= day <= NEW_YEAR_BREAK[1]):
        day += timedelta(days=1)
    return _at(day, random.randint(8 * 60, 16 * 60) if office else random.randint(6 * 60, 21 * 60), random)


def _at(day: date, minute: int, random: Random) -> datetime:
    """The moment ``minute`` minutes after the beginning of a day in Việt Nam; its seconds are drawn."""
    return datetime.combine(day, time(minute // 60, minute % 60, random.randint(0, 59)), VIETNAM)
