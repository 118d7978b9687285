"""Guessing which column answers which field, by what both are called."""

import re
from collections.abc import Iterable, Sequence

from server.imports.records.headings import Heading
from server.imports.records.mapping import FieldSource, Mapping, mappable
from sync.folding import fold
from sync.registers import Field, Register

UNIT = (
    *("ma don vi", "unit code", "unitcode", "ma truong", "ten don vi", "ten truong", "don vi", "truong", "unit"),
    *(
        "school",
        "co so giao duc",
        "ten co so giao duc",
        "nha truong",
        "don vi truong",
        "xa phuong",
        "ten xa phuong",
        "xa",
    ),
)
PERIOD = ("ky", "ky bao cao", "period", "nam hoc", "hoc ky", "nam", "thoi gian", "dot")
"""What a column of units or periods is mostly called, the surest first."""
ENOUGH, CLOSE, SURE = 0.5, 0.05, 1.0  # how alike two names must be; how much less another may be; quite the same
STOP = {"so", "cua", "la", "cac", "va", "theo", "the", "of", "number"}
"""Words that say little of what a column holds."""


def guess(register: Register, headings: Sequence[Heading], sheet: int, header: int) -> Mapping:
    """A first mapping of a sheet's columns to a register, for a person to look through."""
    free = {one.at: one for one in headings if one.title}
    unit = _named(free.values(), UNIT)
    period = None if register.period_from else _named((one for one in free.values() if one is not unit), PERIOD)
    for taken in (unit, period):
        if taken:
            free.pop(taken.at)
    fields = _matched(register, free)
    return {
        "sheet": sheet,
        "header": header,
        "register": register.key,
        "unit": None,
        "unit_column": unit.at if unit else None,
        "units": {},
        "period": None,
        "period_column": period.at if period else None,
        "key_column": None,
        "totals": False,
        "skip": [],
        "fields": [fields[name] for name in mappable(register) if name in fields],
    }


def _matched(register: Register, free: dict[int, Heading]) -> dict[str, FieldSource]:
    """The columns that answer fields, the surest first; none where another column or field would do nearly as well."""
    scores = {
        (name, at): alike(one.title, field)
        for name, field in mappable(register).items()
        if field.type != "rows"
        for at, one in free.items()
    }
    found: dict[str, FieldSource] = {}
    for (name, at), score in sorted(scores.items(), key=lambda one: -one[1]):
        taken = {source["column"] for source in found.values()}
        if score < ENOUGH or name in found or at in taken:
            continue
        rivals = [
            other
            for (its, place), other in scores.items()
            if (its == name) != (place == at) and its not in found and place not in taken
        ]
        if score == SURE or all(other < score - CLOSE for other in rivals):
            found[name] = {"field": name, "column": at}
    return found


def alike(title: str, field: Field) -> float:
    """How alike a heading and what a field is called are, from 0 to 1."""
    names = [field.label["vi"], field.label["en"], field.name.replace("_", " "), field.exported_as or ""]
    heads = [title, *title.split(" / ")[-1:]]
    return max(_alike(_tokens(head), _tokens(name)) for head in heads for name in names if name)


def _alike(head: list[str], name: list[str]) -> float:
    if not head or not name:
        return 0.0
    if head == name:
        return 1.0
    shared = set(head) & set(name)
    weigh = sum(0.2 if word in STOP else 1 for word in shared)
    return 0.95 * 2 * weigh / sum(0.2 if word in STOP else 1 for word in [*set(head), *set(name)])


def _tokens(text: str) -> list[str]:
    """The words of a name, folded, without what stands in brackets: a unit of measurement, or how it is counted."""
    return re.findall(r"\w+", re.sub(r"\([^)]*\)", " ", fold(text))) or re.findall(r"\w+", fold(text))


def _named(headings: Iterable[Heading], names: Sequence[str]) -> Heading | None:
    by_name = {" ".join(_tokens(one.title)): one for one in reversed(list(headings))}
    return next((by_name[name] for name in names if name in by_name), None)
