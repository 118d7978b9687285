"""Reading a table of a definition file: its well-formed members, and a fault for every other."""

from collections import Counter
from collections.abc import Mapping
from typing import Any, NamedTuple

from sync.registers import fits
from sync.registers.fits import Fits

Table = dict[str, Any]
"""A table as TOML or JSON gives it; its members may be anything until they are checked."""
Faults = list[str]
"""English sentences, each beginning with the place of the fault: ``fields.students.range: must be …``."""


class Member(NamedTuple):
    """What a member of a table must be: ``fits`` checks it, and ``wanted`` says it in words for the fault.

    ``needed``: the table may not lack it.
    """

    fits: Fits
    wanted: str
    needed: bool = False


def well_formed(table: Table, shape: Mapping[str, Member], where: str, faults: Faults) -> Table:
    """The members of ``table`` that are in ``shape`` and fit; a sentence for each other is added to ``faults``.

    ``where`` is the table's place in the file, empty at the top.
    """
    at = f"{where}." if where else ""
    faults += [f"{at}{name}: unknown key" for name in table if name not in shape]
    faults += [
        f"{at}{name}: missing; it is {one.wanted}" for name, one in shape.items() if one.needed and name not in table
    ]
    good = {name: value for name, value in table.items() if name in shape and shape[name].fits(value)}
    for name in (name for name in table if name in shape and name not in good):
        faults.append(f"{at}{name}: must be {shape[name].wanted}")
    return good


def tables_in(value: object, where: str, key: str | None, faults: Faults) -> list[tuple[str, Table]]:
    """The tables of an array, each with its place in the file, such as ``fields.students`` or ``rules[1]``.

    ``where``: the array's place; ``key``: the member that names each table, None if they go by number, from 1. A name
    that occurs twice is added to ``faults``. If ``value`` is not an array of tables the result is empty: that fault is
    found when the table around it is checked.
    """
    if not fits.tables(value):
        return []
    names = [table.get(key) if key else None for table in value]
    for name, count in Counter(name for name in names if isinstance(name, str)).items():
        if count > 1:
            faults.append(f"{where}.{name}: stands there {count} times")
    return [
        (f"{where}.{name}" if isinstance(name, str) else f"{where}[{place}]", table)
        for place, (name, table) in enumerate(zip(names, value, strict=True), 1)
    ]
