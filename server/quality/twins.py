"""Likely twins: the same unit, day, references and kind, with a title and numbers that are nearly the same."""

from collections.abc import Iterator, Mapping

from server.quality.hint import Hint
from server.quality.likeness import alike, letters, numbered
from server.quality.numbers import numbers_of
from server.quality.surroundings import Earlier, Surroundings
from server.quality.thresholds import TWIN_NUMBERS, TWIN_TITLES
from sync.protocol.answers import Answers
from sync.registers import Register

CLOSE = 2  # by how much two numbers may differ that say the same
TELL_APART = ("choice", "choices", "ref", "place", "time", "datetime", "barcode")
"""Types of fields whose answers are the same in twins."""


def twins(around: Surroundings) -> Iterator[Hint]:
    """The record of the unit that this one most likely repeats, if there is one. Registers of which a unit has one
    record a period have no twins."""
    register, record = around.register, around.record
    title = register.list.get("title", "")
    if register.natural_key or not isinstance(record.data.get(title), str):
        return
    found = [(score, one) for one in around.own if (score := _likeness(register, title, around, one)) is not None]
    if found:
        score, twin = max(found, key=lambda pair: (pair[0], pair[1].id))
        rests_on = {name: record.data.get(name) for name in (title, register.period_from) if name}
        yield Hint("twin", title, rests_on | numbers_of(register, record.data), {"share": round(score, 2)}, twin.id)


def _likeness(register: Register, title: str, around: Surroundings, one: Earlier) -> float | None:
    """How alike the titles of the record and an earlier one are; None if they are no twins."""
    record, name = around.record, str(one.data.get(title, ""))
    own = str(record.data[title])
    if (one.day, one.period) != (record.day, record.period) or not _same(register, record.data, one.data):
        return None
    if numbered(own) != numbered(name):
        return None
    share = alike(letters(own), letters(name))
    agree = _agreement(numbers_of(register, record.data), numbers_of(register, one.data))
    return share if share >= TWIN_TITLES and agree >= TWIN_NUMBERS else None


def _same(register: Register, one: Answers, other: Answers) -> bool:
    return all(
        one.get(field.name) == other.get(field.name)
        for field in register.fields.values()
        if field.type in TELL_APART and field.name in one and field.name in other
    )


def _agreement(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """Which share of the numbers that either has are about the same in both; 1 if neither has any."""
    names = one.keys() | other.keys()
    close = [name for name in names if name in one and name in other and abs(one[name] - other[name]) <= CLOSE]
    return len(close) / len(names) if names else 1.0
