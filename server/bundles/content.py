"""What a bundle holds once it is opened: its author's mutations, drafts and photos, as their phone kept them."""

import hashlib
import zlib
from dataclasses import dataclass
from typing import NamedTuple, TypedDict, TypeGuard, cast

from server.bundles.draft_values import keepable
from sync.protocol.canonical import Json, parse, parts, sound_text
from sync.protocol.ids import Version, is_uuid, read_version
from sync.protocol.mutation import RawMutation
from sync.registers.photos import MOST_PHOTO_BYTES, PHOTO_TYPES

LENGTH = 4  # bytes that say how long the packed JSON is
LARGEST = 8 << 20  # bytes of the JSON when it is unpacked
MOST_PARTS = 400_000  # values in it: each takes up to some 200 bytes of memory, however few it is written with
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


class DraftPhoto(NamedTuple):
    """A photo that only a draft names, by its key; ``sha256`` is that of ``data``."""

    sha256: str
    type: str
    draft: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Content:
    """``mutations``: in the order in which they were made, no id twice. ``applied``: mutation id → the version as which
    it was applied before a restore took it back. ``unread``: how many mutations, drafts and photos could not be read,
    or only in part; they take no others down."""

    mutations: list[RawMutation]
    applied: dict[str, Version]
    drafts: list[Draft]
    photos: list[Photo]
    draft_photos: list[DraftPhoto]
    unread: int


def read_content(raw: bytes) -> Content:
    """Read an opened bundle, with at most some 100 MB of memory. Raises ValueError that says what is wrong with it."""
    size = int.from_bytes(raw[:LENGTH])
    packed, rest = raw[LENGTH : LENGTH + size], raw[LENGTH + size :]
    if len(packed) < size:
        raise ValueError("cut off: it is not whole")
    body = _parsed(_unpacked(packed))
    if not isinstance(body, dict) or body.get("version") != VERSION:
        raise ValueError("of a later version of the app")
    mutations, unread_mutations = _mutations(body.get("mutations"))
    drafts, unread_drafts = _drafts(body.get("drafts"))
    photos, draft_photos, unread_photos = _photos(body.get("photos"), rest)
    unread = unread_mutations + unread_drafts + unread_photos
    return Content(mutations, _applied(body.get("applied")), drafts, photos, draft_photos, unread)


def _parsed(text: bytes) -> object:
    try:
        return parse(text)
    except ValueError:
        raise ValueError("damaged within: it is no JSON, or nested too deep") from None


def unpacked_size(raw: bytes) -> int:
    """Bytes of the JSON of an opened bundle that ``read_content`` takes, of which ``raw`` is all before the photos."""
    return int.from_bytes(raw[-4:], "little")  # as gzip notes it, and zlib checks it


def _unpacked(packed: bytes) -> bytes:
    unpack = zlib.decompressobj(wbits=31)
    try:
        body = unpack.decompress(packed, LARGEST)
    except zlib.error:
        raise ValueError("damaged within") from None
    if unpack.unconsumed_tail or unpack.unused_data or not unpack.eof:
        raise ValueError("too large, or damaged within")
    if parts(body) > MOST_PARTS:
        raise ValueError("too large: it holds too much")
    return body


def _listed(value: object, what: str) -> list[object]:
    if value is None:
        return []
    if not isinstance(value, list) or len(value) > MOST:
        raise ValueError(f"its {what} cannot be read")
    return value


def _mutations(value: object) -> tuple[list[RawMutation], int]:
    """The mutations, and how many have no id by which anything could be said of them."""
    distinct: dict[str, RawMutation] = {}
    unread = 0
    for raw in _listed(value, "mutations"):
        if isinstance(raw, dict) and is_uuid(id_ := raw.get("id")):
            distinct.setdefault(id_, cast(RawMutation, raw))
        else:
            unread += 1
    return list(distinct.values()), unread


def _applied(value: object) -> dict[str, Version]:
    named = value.items() if isinstance(value, dict) else ()
    found = {id_: read_version(text) for id_, text in named if isinstance(text, str)}
    return {id_: version for id_, version in found.items() if version}


def _drafts(value: object) -> tuple[list[Draft], int]:
    """The drafts that can be kept, and how many of all cannot, or not with all that they hold."""
    drafts: list[Draft] = []
    unread = 0
    for one in _listed(value, "drafts"):
        members = one if isinstance(one, dict) else {}
        key, at, values = members.get("key"), members.get("at"), members.get("values")
        kept = keepable(values) if _short(key) and _short(at) and isinstance(values, dict) else None
        unread += kept is not values or kept is None
        if kept is not None:
            drafts.append({"key": cast(str, key), "at": cast(str, at), "values": kept})
    return drafts, unread


def _photos(value: object, rest: bytes) -> tuple[list[Photo], list[DraftPhoto], int]:
    """The photos of records and of drafts, and how many cannot be read: after one whose length is not known, nobody
    knows where others begin."""
    photos: list[Photo] = []
    of_drafts: list[DraftPhoto] = []
    listed, at = _listed(value, "photos"), 0
    for one in listed:
        members = one if isinstance(one, dict) else {}
        sha256, type_, record, draft = (members.get(name) for name in ("sha256", "type", "record", "draft"))
        size = members.get("bytes")
        if not _count(size) or size > len(rest) - at:
            break
        data = rest[at : at + size]
        at += size
        if not _short(sha256) or not _short(type_):
            continue
        if _short(record):
            photos.append(Photo(sha256, type_, record, data))
        elif _short(draft) and _keepable(sha256, type_, data):
            of_drafts.append(DraftPhoto(sha256, type_, draft, data))
    return photos, of_drafts, len(listed) - len(photos) - len(of_drafts)


def _keepable(sha256: str, type_: str, data: bytes) -> bool:
    """Whether a photo that nobody looks at before its author's phone has it is whole, and may be one."""
    known = type_ in PHOTO_TYPES and len(data) <= MOST_PHOTO_BYTES
    return known and hashlib.sha256(data).hexdigest() == sha256


def _short(value: object) -> TypeGuard[str]:
    return isinstance(value, str) and 0 < len(value) <= LONGEST_KEY and sound_text(value)


def _count(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool) and value > 0
