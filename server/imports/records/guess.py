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
ENOUGH = 0.5  # how alike two names must be
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
    scored = sorted(
        (
            (alike(one.title, field), -at, name)
            for name, field in mappable(register).items()
            if field.type != "rows"
            for at, one in free.items()
        ),
        reverse=True,
    )
    fields: dict[str, FieldSource] = {}
    for score, at, name in scored:
        if score >= ENOUGH and name not in fields and -at in free:
            fields[name] = {"field": name, "column": -at}
            free.pop(-at)
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
