"""The text of a Word template as the person who wrote it sees it: its paragraphs, and the tags in them."""

import re
from collections import defaultdict
from collections.abc import Iterator
from html import unescape
from io import BytesIO
from typing import NamedTuple
from xml.etree.ElementTree import iterparse

TAG = re.compile("|".join(rf"\{{{a}(?:(?!\{{{a}).)*?{b}\}}" for a, b in ((r"\{", r"\}"), "%%", "##")), re.DOTALL)
"""A tag of Jinja: what shows something, what repeats or leaves out, or a comment."""
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LONGEST = 120  # characters of a paragraph or a tag in a fault


class Tag(NamedTuple):
    """A tag as it was written in Word (``text``), and the text of the ``paragraph`` that it stands in."""

    text: str
    paragraph: str


NOWHERE = Tag("", "")


def paragraphs(part: bytes) -> list[str]:
    """The texts of the paragraphs of a part (XML) that have any, in order. Raises ParseError if it is no sound XML."""
    found: list[list[str]] = []
    around: list[list[str]] = []  # a text box is a paragraph within a paragraph
    for event, element in iterparse(BytesIO(part), ("start", "end")):
        if element.tag == f"{_WORD}p" and event == "start":
            around.append([])
            found.append(around[-1])
        elif element.tag == f"{_WORD}p":
            around.pop()
        elif element.tag == f"{_WORD}t" and event == "end" and around:
            around[-1].append(element.text or "")
    return [text for texts in found if (text := "".join(texts).strip())]


def tags(texts: list[str]) -> Iterator[Tag]:
    """All tags of these paragraphs, in order."""
    for text in texts:
        for found in TAG.finditer(text):
            yield Tag(found[0], text)


def keyword(tag: str) -> str:
    """The first word in a tag that repeats or leaves out, such as ``for`` or ``endif``; ``""`` for any other tag."""
    return (_inner(tag).split() or [""])[0] if tag.startswith("{%") else ""


def shortened(text: str) -> str:
    """The text, cut off where it is too long to be quoted in a fault."""
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def as_written(patched: list[str], texts: list[str]) -> list[Tag]:
    """The tags that Jinja is given (``patched``), each as it was written in these paragraphs.

    docxtpl hands them over with other quotes, and without what is its own; it adds some, which stand in no paragraph.
    """
    written = defaultdict(list)
    for tag in reversed(list(tags(texts))):
        written[_plain(tag.text)].append(tag)
    found = []
    for text in patched:
        same = written[_plain(text)]
        found.append(same.pop() if len(same) > 1 else same[0] if same else Tag(text, ""))
    return found


def _inner(tag: str) -> str:
    """What stands between a tag's braces, without the letters by which docxtpl takes a row, a cell or a paragraph."""
    return re.sub(r"^(tr|tc|p|r)\s+", "", tag[2:-2].strip("- \n\t\xa0"))


def _plain(tag: str) -> str:
    """The tag in the one form that its ways of being written have in common."""
    return tag[:2] + re.sub(r"\s|&#8216;", "", unescape(_inner(tag)).translate(str.maketrans("“”‘’", "\"\"''")))
