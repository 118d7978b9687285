"""Numbers far from the habit of this school and this kind, by a robust z of their logarithms: median, and spread by the
median of the distances to it, which a slip among them does not move."""

from collections.abc import Iterable, Iterator, Mapping
from math import log
from statistics import median

from server.quality.hint import Hint
from server.quality.surroundings import Surroundings
from server.quality.thresholds import (
    LEAST_APART,
    LEAST_OTHERS,
    LEAST_OWN,
    LEAST_SPREAD,
    NUMBER_SPREADS,
    NUMBER_TIMES,
    OF_OTHERS,
)
from sync.registers import Register
from sync.registers.field import NUMBERS
from sync.registers.values import is_number

OF_NORMAL = 1.4826  # a normal distribution's standard deviation is so many times the median distance
LIFTED = 2.0  # how many times the usual another number must be for the day to have been a large one


def numbers_of(register: Register, data: Mapping[str, object]) -> dict[str, float]:
    """The numbers above 0 that somebody has answered with, by field."""
    found = {}
    for field in register.fields.values():
        value = data.get(field.name)
        if field.type in NUMBERS and not field.computed and not field.retired and is_number(value) and value > 0:
            found[field.name] = float(value)
    return found


def far_numbers(around: Surroundings) -> Iterator[Hint]:
    """The numbers of a record that are far from the habit.

    On a day on which another number is large as well, all may be as much larger: that was a large day.
    """
    values = numbers_of(around.register, around.record.data)
    habits = {name: habit for name in values if (habit := _habit(around, name))}
    times = {name: log(values[name]) - habits[name].middle for name in habits}
    for name, far in times.items():
        habit = habits[name]
        rest = far - _lift(far, [other for one, other in times.items() if one != name])
        strict = 1.0 if habit.whose == "school" else OF_OTHERS
        usual, same_way = habit.usual, rest * far > 0 and abs(values[name] - habit.usual) >= LEAST_APART
        if same_way and abs(rest) >= log(NUMBER_TIMES * strict) and abs(rest) / habit.spread >= NUMBER_SPREADS:
            detail: dict[str, object] = {"value": values[name], "usual": usual, "times": round(values[name] / usual, 3)}
            detail |= {"records": habit.records, "whose": habit.whose}
            yield Hint("number", name, {name: around.record.data[name]}, detail)


class Habit:
    """What a number usually is. ``middle`` and ``spread`` are of its logarithm; ``whose``: the ``school``'s own, or all
    schools' of the ``kind``; ``records``: of how many."""

    def __init__(self, values: list[float], whose: str):
        self.usual, self.records, self.whose = median(values), len(values), whose
        self.middle = log(self.usual)
        distances = [abs(log(value) - self.middle) for value in values]
        self.spread = max(OF_NORMAL * median(distances), LEAST_SPREAD)


def _habit(around: Surroundings, name: str) -> Habit | None:
    own = _values(around.like(around.own), name)
    if len(own) >= LEAST_OWN:
        return Habit(own, "school")
    all_ = _values(around.like(around.of_others), name)
    return Habit(all_, "kind") if len(all_) >= LEAST_OTHERS else None


def _values(answers: Iterable[Mapping[str, object]], name: str) -> list[float]:
    found = (one.get(name) for one in answers)
    return [float(value) for value in found if is_number(value) and value > 0]


def _lift(far: float, others: list[float]) -> float:
    """By how much (a logarithm) the day itself was larger or smaller than usual, as the record's other numbers say."""
    if far > 0:
        return max((one for one in others if one >= log(LIFTED)), default=0.0)
    return min((one for one in others if one <= -log(LIFTED)), default=0.0)
