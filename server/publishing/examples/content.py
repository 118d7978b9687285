"""What an officer gives of an example, held to its bounds: texts, and photos with what is cut off or blurred."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from sync.protocol.canonical import sound_text
from sync.protocol.ids import is_sha256, is_uuid
from sync.protocol.problems import Problem

LENGTHS = {"title": (3, 200), "story": (20, 30_000), "credit": (0, 200)}
"""Characters of a text, at least and at most; a draft may have fewer."""
LONGEST_ALT, LONGEST_REASON, LONGEST_LINK = 300, 500, 500
MOST_PHOTOS, MOST_BLURS, MOST_RECORDS = 12, 30, 20
WHOLE, SMALLEST = 10_000, 100  # of a rectangle, in parts of the photo's side

Faults = dict[str, dict[str, object]]


@dataclass(frozen=True, slots=True)
class ChosenPhoto:
    """A photo of a record, what it shows in words, and how it is redacted (``redaction.Redaction``)."""

    record: str
    sha256: str
    alt: str
    redaction: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Content:
    """What readers will read of an example."""

    title: str
    story: str
    credit: str
    photos: tuple[ChosenPhoto, ...]


def read_content(given: Mapping[str, Any]) -> Content:
    """The content in a request's body, whose members have the right types. Raises Problem ``invalid`` with all faults:
    ``length`` with the most that fits, ``type`` for a rectangle or text that is none, ``count``, ``unique``."""
    texts = {name: _tidy(given[name]) for name in LENGTHS}
    faults: Faults = {}
    for name, (_, most) in LENGTHS.items():
        if len(texts[name]) > most:
            faults[name] = {"rule": "length", "length": [0, most]}
        elif not sound_text(texts[name].replace("\n", " ")):
            faults[name] = {"rule": "type"}
    if "\n" in texts["title"] + texts["credit"]:
        faults.setdefault("title", {"rule": "type"})
    photos = [_photo(one, faults) for one in given["photos"]]
    if len(photos) > MOST_PHOTOS:
        faults["photos"] = {"rule": "count", "count": [0, MOST_PHOTOS]}
    elif len({(one.record, one.sha256) for one in photos}) < len(photos):
        faults["photos"] = {"rule": "unique"}
    if faults:
        raise Problem("invalid", faults)
    return Content(texts["title"], texts["story"], texts["credit"], tuple(photos))


def refuse_short(title: str, story: str) -> None:
    """Raise Problem ``invalid`` for an example that says too little to be proposed."""
    faults: Faults = {
        name: {"rule": "short", "length": [*LENGTHS[name]]}
        for name, text in (("title", title), ("story", story))
        if len(text) < LENGTHS[name][0]
    }
    if faults:
        raise Problem("invalid", faults)


def refuse_link(link: str) -> None:
    """Raise Problem ``invalid`` for what is no address of https that a reader can open."""
    try:
        parts = urlsplit(link)
        sound = parts.scheme == "https" and "." in (parts.hostname or "") and not (parts.username or parts.password)
    except ValueError:
        sound = False
    if not sound or not sound_text(link) or len(link) > LONGEST_LINK or any(letter.isspace() for letter in link):
        raise Problem("invalid", {"link": {"rule": "type"}})


def _photo(given: Mapping[str, Any], faults: Faults) -> ChosenPhoto:
    alt, crop, blurs = _tidy(given["alt"]).replace("\n", " "), given["crop"], given["blurs"]
    if not is_uuid(given["record"]) or not is_sha256(given["sha256"]):
        faults["photos"] = {"rule": "unknown"}
    elif len(alt) > LONGEST_ALT or not sound_text(alt):
        faults["alt"] = {"rule": "length", "length": [0, LONGEST_ALT]}
    elif len(blurs) > MOST_BLURS or not all(map(_fits, [*blurs, *([crop] if crop else [])])):
        faults["photos"] = {"rule": "type"}
    redaction = {"crop": list(crop) if crop else None, "blurs": [list(one) for one in blurs]}
    return ChosenPhoto(given["record"], given["sha256"], alt, redaction)


def _fits(rectangle: Sequence[int]) -> bool:
    """Whether a rectangle lies within its photo and is large enough to be meant."""
    if len(rectangle) != 4:
        return False
    left, top, width, height = rectangle
    inside = min(left, top) >= 0 and left + width <= WHOLE and top + height <= WHOLE
    return inside and min(width, height) >= SMALLEST


def _tidy(text: str) -> str:
    lines = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip()
