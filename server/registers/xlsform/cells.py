"""Members of a definition as texts of cells, and back; how a text is read depends on what the member may be."""

import json
import math
import re
import unicodedata
from collections.abc import Iterator
from datetime import date, datetime

from server.platform.workbook import Value
from sync.registers.fits import Fits

YES, NO = "yes", "no"
YES_OR_NO = {"yes": True, "true": True, "true()": True, "có": True, "1": True}
YES_OR_NO |= {"no": False, "false": False, "false()": False, "không": False, "0": False}
BILINGUAL = {"vi": "a", "en": "a"}
FIELD_OF = {"field", "of"}  # a table with these members is written as ``field.of``


def text(value: Value) -> str:
    """A cell as text, trimmed, in NFC and without NUL, which no database keeps; whole numbers and dates, which Excel
    may make of names, become text again."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, float) and math.isfinite(value) and value == int(value):
        return str(int(value))
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds" if value.second else "minutes").removesuffix("T00:00")
    if isinstance(value, date):
        return value.isoformat()
    return unicodedata.normalize("NFC", str(value).replace("\0", "")).strip()


def is_bilingual(fits: Fits) -> bool:
    """Whether a member is a text in both languages, and so takes two columns."""
    return fits(BILINGUAL)


def encode(value: object) -> str:
    """A member's value as the text of one cell. A text in both languages takes two cells and is not passed here."""
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(one, str) or _is_number(one) for one in value):
        return " ".join(map(str, value))
    if isinstance(value, dict) and value.keys() == FIELD_OF:
        return f"{value['field']}.{value['of']}"
    return json.dumps(value, ensure_ascii=False)


def decode(text: str, fits: Fits) -> object:
    """The value that a cell's text means: the first reading of it that ``fits``; the text itself if none does."""
    return next((meaning for meaning in _meanings(text) if fits(meaning)), text)


def number(written: str) -> int | float | None:
    """The number in a text, with up to 16 digits before and after the point; None if it is none."""
    if re.fullmatch(r"[+-]?[0-9]{1,16}", written):
        return int(written)
    return float(written) if re.fullmatch(r"[+-]?[0-9]{1,16}\.[0-9]{1,16}", written) else None


def _meanings(written: str) -> Iterator[object]:
    """The values that a text may mean: itself, yes or no, a number, a list, ``field.of``, JSON."""
    yield written
    if written.lower() in YES_OR_NO:
        yield YES_OR_NO[written.lower()]
    if (plain := number(written)) is not None:
        yield plain
    parts = [part for part in re.split(r"[\s,;]+", written) if part]
    numbers = [number(part) for part in parts]
    yield parts if None in numbers else numbers
    yield parts
    if written.count(".") == 1:
        yield dict(zip(("field", "of"), written.split("."), strict=True))
    if written.startswith(("{", "[")):
        try:
            yield json.loads(written)
        except (ValueError, RecursionError):
            return


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
