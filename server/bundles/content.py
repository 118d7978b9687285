"""What a bundle holds once it is opened: its author's mutations, drafts and photos, as their phone kept them."""

import zlib
from dataclasses import dataclass
from typing import NamedTuple, TypedDict, TypeGuard, cast

from sync.protocol.canonical import MUTATION_DEPTH, Json, depth, encodable, parse, sound, sound_text
from sync.protocol.ids import Version, read_version
from sync.protocol.mutation import RawMutation

LENGTH = 4  # bytes that say how long the packed JSON is
LARGEST = 32 << 20  # bytes of the JSON when it is unpacked
VERSION = 1
MOST = 20_000  # mutations, and drafts
LONGEST_KEY = 200  # characters of a draft's key


class Draft(TypedDict):
    """What was being typed in a form, under the key by which the phone keeps it; ``at``: when, by its clock."""

    key: str
    at: str
    values: Json


class Photo(NamedTuple):
    """A photo that the server lacked: its name, what it says it is, and its bytes."""

    sha256: str
    type: str
    record: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Content:
    """``mutations``: in the order in which they were made, no id twice. ``applied``: mutation id → the version as which
    it was applied before a restore took it back."""

    mutations: list[RawMutation]
    applied: dict[str, Version]
    drafts: list[Draft]
    photos: list[Photo]


def read_content(raw: bytes) -> Content:
    """Read an opened bundle. Raises ValueError that says what is wrong with it."""
    size = int.from_bytes(raw[:LENGTH])
    packed, rest = raw[LENGTH : LENGTH + size], raw[LENGTH + size :]
    if len(packed) < size:
        raise ValueError("cut off: it is not whole")
    body = parse(_unpacked(packed))
    if not isinstance(body, dict) or body.get("version") != VERSION:
        raise ValueError("of a later version of the app")
    return Content(
        _mutations(body.get("mutations")),
        _applied(body.get("applied")),
        _drafts(body.get("drafts")),
        _photos(body, rest),
    )


def _unpacked(packed: bytes) -> bytes:
    unpack = zlib.decompressobj(wbits=31)
    try:
        body = unpack.decompress(packed, LARGEST)
    except zlib.error:
        raise ValueError("damaged within") from None
    if unpack.unconsumed_tail or not unpack.eof:
        raise ValueError("too large, or damaged within")
    return body


def _listed(value: object, what: str) -> list[Json]:
    if value is None:
        return []
    if not isinstance(value, list) or len(value) > MOST or not all(isinstance(one, dict) for one in value):
        raise ValueError(f"its {what} cannot be read")
    return value


def _mutations(value: object) -> list[RawMutation]:
    distinct: dict[str, RawMutation] = {}
    for raw in _listed(value, "mutations"):
        id_ = raw.get("id")
        if isinstance(id_, str) and encodable(id_):
            distinct.setdefault(id_, cast(RawMutation, raw))
    return list(distinct.values())


def _applied(value: object) -> dict[str, Version]:
    named = value.items() if isinstance(value, dict) else ()
    found = {id_: read_version(text) for id_, text in named if isinstance(text, str)}
    return {id_: version for id_, version in found.items() if version}


def _drafts(value: object) -> list[Draft]:
    drafts: list[Draft] = []
    for one in _listed(value, "drafts"):
        key, at, values = one.get("key"), one.get("at"), one.get("values")
        if not (_short(key) and _short(at) and isinstance(values, dict)):
            raise ValueError("its drafts cannot be read")
        if not sound(values) or depth(values) > MUTATION_DEPTH:
            raise ValueError("its drafts cannot be kept")
        drafts.append({"key": key, "at": at, "values": values})
    return drafts


def _photos(body: Json, rest: bytes) -> list[Photo]:
    photos: list[Photo] = []
    at = 0
    for one in _listed(body.get("photos"), "photos"):
        sha256, type_, record, size = one.get("sha256"), one.get("type"), one.get("record"), one.get("bytes")
        if not (_short(sha256) and _short(type_) and _short(record) and _count(size)):
            raise ValueError("its photos cannot be read")
        if size > len(rest) - at:
            raise ValueError("cut off: it is not whole")
        photos.append(Photo(sha256, type_, record, rest[at : at + size]))
        at += size
    return photos


def _short(value: object) -> TypeGuard[str]:
    return isinstance(value, str) and 0 < len(value) <= LONGEST_KEY and sound_text(value)


def _count(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool) and value > 0
