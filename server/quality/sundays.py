"""Days on a Sunday, at schools that hold nothing on Sundays."""

from collections.abc import Iterator

from server.quality.hint import Hint
from server.quality.surroundings import Earlier, Surroundings
from server.quality.thresholds import LEAST_OTHERS, SUNDAYS, SUNDAYS_AS

SUNDAY = 7


def sundays(around: Surroundings) -> Iterator[Hint]:
    """The record's day, if it is a Sunday and Sundays are no habit of this school, nor of schools like it."""
    name, day = around.register.period_from, around.record.day
    if name is None or day is None or day.isoweekday() != SUNDAY:
        return
    own = [one for one in around.own if one.day]
    alike = [one for one in around.of_others if one.day and one.level == around.level]
    if len(own) + len(alike) < LEAST_OTHERS:
        alike = [one for one in around.of_others if one.day]
    share = _count(alike) / len(alike) if alike else 0.0
    if (_count(own) + SUNDAYS_AS * share) / (len(own) + SUNDAYS_AS) >= SUNDAYS:
        return
    detail = {"day": day.isoformat(), "sundays": _count(own), "records": len(own)}
    yield Hint("sunday", name, {name: around.record.data.get(name)}, detail)


def _count(earlier: list[Earlier]) -> int:
    return sum(1 for one in earlier if one.day and one.day.isoweekday() == SUNDAY)
