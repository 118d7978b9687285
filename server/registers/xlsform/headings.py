"""The headings of XLSForm's columns, in whatever way they are written."""

from collections.abc import Collection
from typing import NamedTuple

from server.registers.xlsform.language import ALIKE_COLUMNS, OWN, TRANSLATED
from sync.registers.text_language import OURS, text_language

DEFAULT = "default"
"""The language of a column whose heading names none, where there are a Vietnamese and an English one beside it."""
BIND = {
    "relevant": "relevant",
    "required": "required",
    "constraint": "constraint",
    "calculate": "calculation",
    "readonly": "read_only",
    "jr:constraintmsg": "constraint_message",
    "jr:requiredmsg": "required_message",
    "appearance": "appearance",
    "jr:count": "repeat_count",
}
"""What stands after ``bind::``, ``body::`` or ``control::`` → the column that it is."""


class Column(NamedTuple):
    """A column's name, and its language: ``vi``, ``en``, another language's name, None if the heading has none."""

    name: str
    language: str | None


def column(heading: str, worded: Collection[str] = ()) -> Column | None:
    """The column that a heading means: ``label::Tiếng Việt (vi)`` is ``label`` in Vietnamese. None if it is empty.

    ``worded``: further columns that there may be one of for each language.
    """
    written = heading.strip().lower()
    if not written:
        return None
    joint = "::" if "::" in written else ":"
    first, *rest = (part.strip() for part in written.split(joint))
    first = ALIKE_COLUMNS.get(first.replace(" ", "_"), first.replace(" ", "_"))
    if first == "media" and rest:
        first, rest = f"media::{rest[0]}", rest[1:]
    if first.startswith("media::"):
        return Column(first, text_language(rest[0]) if rest else None)
    if first in ("bind", "body", "control") and (meant := BIND.get(":".join(rest)) or BIND.get("".join(rest[:1]))):
        return Column(meant, text_language(rest[1]) if joint == "::" and len(rest) > 1 else None)
    if rest and (first in (*TRANSLATED, *worded) or first.startswith(OWN) or text_language(rest[-1]) in OURS):
        return Column(first, text_language(rest[-1]))
    return Column(first if not rest else written, None)


def spelled(heading: str) -> str:
    """The language that a heading names, as it is written there."""
    return heading.rpartition("::" if "::" in heading else ":")[2].strip()[:100]


def with_languages(columns: Collection[Column], default: str | None) -> dict[Column, Column]:
    """Columns of texts that name no language → the same with the language that is meant.

    That is ``default``; without one, Vietnamese, or what else there is no column of.
    """
    named = {}
    for one in columns:
        if one.language is None and one.name in TRANSLATED:
            free = [language for language in OURS if Column(one.name, language) not in columns]
            named[one] = Column(one.name, default or (free[0] if free else DEFAULT))
    return named


def is_own(name: str) -> bool:
    """Whether a column or sheet is this project's addition to XLSForm: its name begins with ``lt_``."""
    return name.startswith(OWN)
