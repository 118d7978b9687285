"""XLSForm's ``default`` as what a field begins with, and back."""

import re

from server.platform.clock import wall_clock
from server.registers.definition_text import Definition
from server.registers.xlsform.cells import YES_OR_NO, number
from server.registers.xlsform.conditions import SECONDS
from sync.registers.fault import Wrong
from sync.registers.field import NUMBERS, PLACES, TEXTS, Choice, Field
from sync.registers.values import clean_value, is_day

TODAY = "today"
CALLS = re.compile(r"\$\{|[\w-]\(")
"""What only an expression has: it is worked out, and no constant."""


def default(text: str, field: Definition) -> object:
    """What a field begins with whose form says ``text``; None for what it could not have as an answer."""
    if field["type"] == "date" and text.replace(" ", "") in ("today()", "now()"):
        return TODAY
    value = _constant(text, field)
    checked = Field(
        name="one",
        type=field["type"],
        label={},
        choices=tuple(Choice(value=one["value"], label=one["label"]) for one in field.get("choices", ())),
        places=field.get("places", PLACES),
        range=tuple(field["range"]) if "range" in field else None,
        length=tuple(field["length"]) if "length" in field else None,
    )
    try:
        return None if value is None else clean_value(checked, value, None)
    except (KeyError, Wrong):
        return None


def _constant(text: str, field: Definition) -> object:
    kind = field["type"]
    if kind in NUMBERS:
        return number(text)
    if kind in TEXTS:
        return None if CALLS.search(text) else text
    if kind == "datetime" and is_day(text):
        return f"{text}T00:00"
    if kind in ("time", "datetime"):
        return None if SECONDS.search(text) else wall_clock(text)
    if kind == "date" and "T" in (shown := wall_clock(text) or ""):
        return shown.partition("T")[0]
    if kind == "yesno":
        return YES_OR_NO.get(text.lower())
    named = {one.get("exported_as", one["value"]): one["value"] for one in field.get("choices", ())}
    if kind == "choices":
        return [named[one] for one in text.split() if one in named] or None
    return named.get(text) if kind == "choice" else text


def cell(field: Definition) -> str:
    """What a field begins with, as the text of a cell; empty if there is nothing."""
    value = field.get("default")
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if field["type"] == "date" and value == TODAY:
        return "today()"
    if field["type"] in ("time", "datetime"):
        return f"{value}:00"  # with a zone behind it pyxform takes it for an expression
    named = {one["value"]: one.get("exported_as", one["value"]) for one in field.get("choices", ())}
    if isinstance(value, list):
        return " ".join(named[one] for one in value)
    return str(named.get(value, value))
