"""Checking a field of photos: each value describes one file by the hash of the bytes that the phone sends for it."""

from collections.abc import Iterator, Mapping
from typing import Any, TypeGuard

from sync.protocol.ids import is_sha256
from sync.registers.fault import Wrong
from sync.registers.field import Field
from sync.registers.register import Register
from sync.registers.values import entries, is_number, whole

MOST_PHOTOS = 10
"""The most photos that a put may set or add in one field, and that a field may hold at a submit."""
MOST_PHOTO_BYTES = 8 << 20
"""The largest file that a value may describe."""
LONGEST_SIDE = 65_535
"""The largest width or height in pixels that a value may name; no format that is taken has more."""
PHOTO_TYPES = ("image/jpeg", "image/png", "image/webp")

RANGES = {"bytes": [1, MOST_PHOTO_BYTES], "w": [1, LONGEST_SIDE], "h": [1, LONGEST_SIDE]}
MEMBERS = {"sha256", "type", *RANGES}


def clean_photos(field: Field, value: object) -> list[dict[str, object]]:
    """The photos that a put sets or adds, as they are stored: whole numbers as ``int``.

    Raises Wrong if the value is not a list of at most ``MOST_PHOTOS`` photos with distinct hashes.
    """
    given = entries(field, value)
    if len(given) > MOST_PHOTOS:
        raise Wrong("count", most=MOST_PHOTOS)
    return _distinct(field, [_photo(field, one) for one in given])


def clean_named_photos(field: Field, value: object) -> list[dict[str, object]]:
    """The photos that a put removes: each named by ``{"sha256": …}`` alone, or by its whole value.

    Raises Wrong if the value is not a list of these, with distinct hashes.
    """
    given = entries(field, value)
    return _distinct(field, [one if _is_name(one) else _photo(field, one) for one in given])


def photos_in(register: Register, answers: Mapping[str, object]) -> Iterator[dict[str, Any]]:
    """The values of all photos among some answers, field by field; what is no list of photos is passed over.

    ``answers``: field → answer; those of a put that has not been checked will do.
    """
    for name, field in register.fields.items():
        value = answers.get(name) if field.type == "photos" else None
        for one in value if isinstance(value, list) else ():
            if isinstance(one, dict) and is_sha256(one.get("sha256")):
                yield one


def _distinct(field: Field, photos: list[dict[str, object]]) -> list[dict[str, object]]:
    if len({photo["sha256"] for photo in photos}) < len(photos):
        raise Wrong("type", type=field.type)
    return photos


def _is_name(value: object) -> TypeGuard[dict[str, object]]:
    return isinstance(value, dict) and value.keys() == {"sha256"} and is_sha256(value["sha256"])


def _photo(field: Field, value: object) -> dict[str, object]:
    if not isinstance(value, dict) or not MEMBERS <= value.keys() <= MEMBERS | {"preview"}:
        raise Wrong("type", type=field.type)
    hashes = [value[name] for name in ("sha256", "preview") if name in value]
    if not all(map(is_sha256, hashes)) or value["type"] not in PHOTO_TYPES:
        raise Wrong("type", type=field.type)
    return {name: _size(field, name, one) if name in RANGES else one for name, one in value.items()}


def _size(field: Field, name: str, value: object) -> int:
    size = whole(value) if is_number(value) else None
    if not isinstance(size, int):
        raise Wrong("type", type=field.type)
    low, high = RANGES[name]
    if not low <= size <= high:
        raise Wrong("range", range=[low, high])
    return size
