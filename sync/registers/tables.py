"""Reading a table of a definition file: what is well formed of it, and a fault for all that is not."""

from collections import Counter
from collections.abc import Mapping
from typing import Any, NamedTuple

from sync.registers import fits
from sync.registers.fits import Fits

Table = dict[str, Any]
"""A table as TOML or JSON gives it: the values of its members are anything until they have been checked."""
Faults = list[str]
"""One sentence each, beginning with where it stands: ``fields.students.range: must be …``."""

PHOTOS = "photos do not exist yet; a later version of Lan Tỏa adds them"


class Member(NamedTuple):
    """What a member of a table must look like; ``wanted`` says that to whoever wrote another thing."""

    fits: Fits
    wanted: str
    needed: bool = False


def well_formed(table: Table, shape: Mapping[str, Member], where: str, faults: Faults) -> Table:
    """The members of ``table`` that ``shape`` has and that fit; ``faults`` gets what is wrong with the others.

    ``where`` is the table's place in the file, empty at the top.
    """
    at = f"{where}." if where else ""
    faults += [f"{at}{name}: unknown key" for name in table if name not in shape]
    faults += [
        f"{at}{name}: missing; it is {one.wanted}" for name, one in shape.items() if one.needed and name not in table
    ]
    good = {name: value for name, value in table.items() if name in shape and shape[name].fits(value)}
    for name in (name for name in table if name in shape and name not in good):
        reason = PHOTOS if table[name] == "photos" else f"must be {shape[name].wanted}"
        faults.append(f"{at}{name}: {reason}")
    return good


def tables_in(value: object, where: str, key: str | None, faults: Faults) -> list[tuple[str, Table]]:
    """The tables of an array, each with its place: by what its member ``key`` says, else by its number from 1.

    A key that stands there twice is a fault. What is no array of tables is none here: it is one already by the shape
    of the table that holds it.
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
