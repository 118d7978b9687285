"""Names in a workbook, where no two questions may be called alike: columns of rows and fields of sections are, here."""

import copy
import re
from collections import Counter

from server.registers.definition_text import Definition
from server.registers.xlsform.language import OWN
from server.registers.xlsform.table import Row

WAS = "was_exported_as"
"""What a question was called in the form that it came from, where another one is called so too."""
RESERVED = ("data", "meta")
"""What no question or group of a workbook can be called: the form itself, and what is known of its filling in."""


def with_unique_names(raw: Definition) -> Definition:
    """The definition, with an ``exported_as`` wherever the name in the workbook would be another one's too, whatever
    its capitals, or one that forms keep for themselves.

    A question that had one already keeps it under ``WAS``. Sections give way to questions.
    """
    made: Definition = copy.deepcopy(raw)
    columns = [(column, field["name"]) for field in made["fields"] for column in field.get("fields", ())]
    parts = [(field, "") for field in made["fields"]] + columns
    named = Counter(_written(part) for part, _ in parts)
    taken = {*named, *(section["key"] for section in made.get("sections", ())), *RESERVED}
    given: set[str] = set()
    for part, rows in parts:
        written = _written(part)
        given_way = named[written] > 1 and (rows or "exported_as" in part)
        if written not in RESERVED and not given_way:
            continue
        base = f"{rows}_{part['name']}" if rows else part["name"]
        tries = [base, *(f"{base}_{number}" for number in range(2, 999))]
        free = (one for one in tries if one not in taken or (one == part["name"] and named[one] == 0))
        new = next(one for one in free if one not in given)
        if "exported_as" in part or not rows:
            part[WAS] = part.get("exported_as", part["name"])
        part["exported_as"] = new
        taken.add(new)
        given.add(new)
    for section in made.get("sections", ()):
        if section["key"] in named or section["key"] in RESERVED:
            tries = [f"{section['key']}_{number}" for number in range(2, 999)]
            section["exported_as"] = next(one for one in tries if one not in taken)
            taken.add(section["exported_as"])
    return made


def exported_as(row: Row, name: str, rows: str) -> str | None:
    """What the form that a field came from calls it; None for its own name, and where this workbook alone calls it so.

    ``rows``: the field of rows that it is a column of, empty if none.
    """
    if given := row.get(f"{OWN}exported_as"):
        return given if given != name else None
    written = row.get("name")
    made = rows and row.get(f"{OWN}name") and re.fullmatch(rf"{rows}_{name}(_[0-9]+)?", written)
    return None if made or not written or written == name else written


def _written(part: Definition) -> str:
    return str(part.get("exported_as", part["name"])).lower()
