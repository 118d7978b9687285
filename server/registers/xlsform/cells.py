"""A member of a definition as the text of a cell, and back: what it must look like decides how a text is read."""

import json
import math
import re
import unicodedata
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from server.platform.workbook import Value
from sync.registers.fits import Fits

YES, NO = "yes", "no"
SPOKEN = {"yes": True, "true": True, "true()": True, "có": True, "1": True}
SPOKEN |= {"no": False, "false": False, "false()": False, "không": False, "0": False}
WORDS = {"vi": "a", "en": "a"}
PAIR = {"field", "of"}


def text(value: Value) -> str:
    """What a cell says, trimmed and in NFC; a name that Excel took for a number is a name again."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, float) and math.isfinite(value) and value == int(value):
        return str(int(value))
    if isinstance(value, datetime | date):
        return value.isoformat()[:10]
    return unicodedata.normalize("NFC", str(value)).strip()


def worded(fits: Fits) -> bool:
    """Whether a member is said in both languages, and so has two columns."""
    return fits(WORDS)


def encode(value: Any) -> str:
    """A member's value as one cell says it; words in two languages have two cells."""
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(one, str) or _is_number(one) for one in value):
        return " ".join(map(str, value))
    if isinstance(value, dict) and value.keys() == PAIR:
        return f"{value['field']}.{value['of']}"
    return json.dumps(value, ensure_ascii=False)


def decode(said: str, fits: Fits) -> Any:
    """What a cell's text means where ``fits`` tells what is wanted; the text itself where nothing fits."""
    return next((meaning for meaning in _meanings(said) if fits(meaning)), said)


def number(said: str) -> int | float | None:
    if re.fullmatch(r"[+-]?[0-9]{1,16}", said):
        return int(said)
    return float(said) if re.fullmatch(r"[+-]?[0-9]{1,16}\.[0-9]{1,16}", said) else None


def _meanings(said: str) -> Iterator[Any]:
    yield said
    if said.lower() in SPOKEN:
        yield SPOKEN[said.lower()]
    if (plain := number(said)) is not None:
        yield plain
    parts = [part for part in re.split(r"[\s,;]+", said) if part]
    numbers = [number(part) for part in parts]
    yield parts if None in numbers else numbers
    yield parts
    if said.count(".") == 1:
        yield dict(zip(("field", "of"), said.split("."), strict=True))
    if said.startswith(("{", "[")):
        try:
            yield json.loads(said)
        except (ValueError, RecursionError):
            return


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
