"""Checking one value of one field: it gives the value as it is stored, or says what is wrong with it.

A field of rows is checked in rows.py, photos in photos.py. Numbers are those of JSON; they are added up as whole
thousandths, so that no figure is rounded.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from math import isfinite
from typing import TypeGuard

from sync.registers.fault import Wrong
from sync.registers.field import LENGTHS, MOST_ENTRIES, NUMBER_RANGE, Field
from sync.registers.letters import letters
from sync.registers.measure import MOST_COUNTED

THOUSAND = 1000
"""Sums are whole numbers of thousandths, so that no figure is rounded."""

Options = Mapping[str, set[str]]
"""The values that are allowed now for each ``choices_from``: source name → values."""
Check = Callable[[Field, object, Options | None], object]
"""A function that returns the value of a field as it is stored, or raises Wrong."""

DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
TIME = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
PLACE_RANGE = ((-90, 90), (-180, 180))
LONGEST_ID = 64


def clean_value(field: Field, value: object, options: Options | None) -> object:
    """The value as it is stored: text in NFC, whole numbers as ``int``.

    Raises Wrong if it is not valid for the field.
    """
    return CHECKS[field.type](field, value, options)


def too_short(field: Field, value: object) -> bool:
    """Whether the value is a text shorter than the field's lower length."""
    return field.length is not None and isinstance(value, str) and letters(value) < field.length[0]


def missing(value: object) -> bool:
    """Whether the value is no answer: None, blank text and an empty list are all the same."""
    return value is None or value == [] or (isinstance(value, str) and not value.strip())


def is_number(value: object) -> TypeGuard[int | float]:
    """Whether the value is a finite number; true and false are not."""
    return not isinstance(value, bool) and (isinstance(value, int) or (isinstance(value, float) and isfinite(value)))


def is_day(text: str) -> bool:
    """Whether the text is a day that exists, as ``YYYY-MM-DD``."""
    try:
        return DAY.fullmatch(text) is not None and date.fromisoformat(text) is not None
    except ValueError:
        return False


def is_time(text: str) -> bool:
    """Whether the text is a time of the day, as ``HH:MM``, 00:00 to 23:59."""
    return TIME.fullmatch(text) is not None


def is_moment(text: str) -> bool:
    """Whether the text is a day that exists and a time of it, as ``YYYY-MM-DDTHH:MM``."""
    day, _, time = text.partition("T")
    return is_day(day) and is_time(time)


def whole(value: int | float) -> int | float:
    """The number as ``int`` if it is whole, such as 24.0: JSON has one type of number only."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def thousandths(value: object) -> int:
    """A number times 1000, exactly; 0 if the value is no number, or is too large to be added up."""
    if not is_number(value) or abs(value) > MOST_COUNTED:
        return 0
    return value * THOUSAND if isinstance(value, int) else int(Decimal(str(value)) * THOUSAND)


def from_thousandths(number: int) -> int | float:
    """What so many thousandths are; an ``int`` if that is a whole number."""
    whole_part, rest = divmod(number, THOUSAND)
    return number / THOUSAND if rest else whole_part


def _decimal_places(value: int | float) -> int:
    """How many digits the number has after the decimal point, in its shortest form."""
    exponent = Decimal(str(value)).normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _text(field: Field, value: object, _options: Options | None) -> str:
    """Check a text: NFC, and no longer than the field allows.

    A text that is too short is refused only at the submit.
    """
    if not isinstance(value, str):
        raise Wrong("type", type=field.type)
    clean = unicodedata.normalize("NFC", value)
    low, high = field.length or LENGTHS[field.type]
    if len(clean) > high and letters(clean) > high:
        raise Wrong("length", length=[low, high])
    return clean


def _number(field: Field, value: object, _options: Options | None) -> int | float:
    """Check a number: within the field's range and decimal places; a whole one becomes ``int``."""
    clean = whole(value) if is_number(value) else None
    if clean is None or (field.type == "integer" and not isinstance(clean, int)):
        raise Wrong("type", type=field.type)
    low, high = field.range or NUMBER_RANGE
    if not low <= clean <= high:
        raise Wrong("range", range=[low, high])
    if field.places is not None and _decimal_places(clean) > field.places:
        raise Wrong("places", places=field.places)
    return clean


def _moment(field: Field, value: object, _options: Options | None) -> str:
    """Check a day, a time of the day, or both: one that exists, written as ``WRITTEN`` says."""
    if not isinstance(value, str) or not WRITTEN[field.type](value):
        raise Wrong("type", type=field.type)
    return value


WRITTEN = {"date": is_day, "time": is_time, "datetime": is_moment}
"""Type of what stands on a clock or calendar → whether a text is one as it is written."""


def _choice(field: Field, value: object, options: Options | None) -> str:
    """Check a choice: one of the field's choices, retired ones too.

    Of a ``choices_from`` that is not among ``options``, any text of 1 to 64 characters is taken.
    """
    if not isinstance(value, str):
        raise Wrong("type", type=field.type)
    chosen = unicodedata.normalize("NFC", value)
    if field.choices_from is None:
        allowed = chosen in field.values
    else:
        source = (options or {}).get(field.choices_from)
        allowed = 0 < len(chosen) <= LONGEST_ID if source is None else chosen in source
    if not allowed:
        raise Wrong("choices")
    return chosen


def _yesno(field: Field, value: object, _options: Options | None) -> bool:
    """Check an answer to a yes-or-no question: true or false."""
    if not isinstance(value, bool):
        raise Wrong("type", type=field.type)
    return value


def _id(field: Field, value: object, _options: Options | None) -> str:
    """Check the id of an account or of a record."""
    if not isinstance(value, str) or not UUID.fullmatch(value):
        raise Wrong("type", type=field.type)
    return value


def _place(field: Field, value: object, _options: Options | None) -> list[int | float]:
    """Check a place: latitude and longitude in degrees."""
    if not isinstance(value, list) or len(value) != 2 or not all(map(is_number, value)):
        raise Wrong("type", type=field.type)
    if not all(low <= number <= high for number, (low, high) in zip(value, PLACE_RANGE, strict=True)):
        raise Wrong("range", range=[list(pair) for pair in PLACE_RANGE])
    return [whole(number) for number in value]


def entries(field: Field, value: object) -> list[object]:
    """The value as a list of at most ``MOST_ENTRIES`` entries, which are not checked yet.

    Raises Wrong if it is none.
    """
    if not isinstance(value, list):
        raise Wrong("type", type=field.type)
    if len(value) > MOST_ENTRIES:
        raise Wrong("count", most=MOST_ENTRIES)
    return value


def _several(one: Callable[[Field, object, Options | None], str]) -> Check:
    """A check for a list: ``one`` checks each entry, and none may occur twice."""

    def check(field: Field, value: object, options: Options | None) -> list[str]:
        clean = [one(field, entry, options) for entry in entries(field, value)]
        if len(set(clean)) < len(clean):
            raise Wrong("type", type=field.type)
        return clean

    return check


CHECKS: dict[str, Check] = {
    "text": _text,
    "longtext": _text,
    "barcode": _text,
    "integer": _number,
    "decimal": _number,
    **dict.fromkeys(WRITTEN, _moment),
    "choice": _choice,
    "choices": _several(_choice),
    "yesno": _yesno,
    "place": _place,
    "person": _id,
    "persons": _several(_id),
    "ref": _id,
}
"""Type of a field → its check; fields of rows are checked in rows.py, photos in photos.py."""
