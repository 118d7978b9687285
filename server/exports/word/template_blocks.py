"""Checks that a Word template's tags are closed: each by its braces, and each block by its end, in the right order."""

import re
from collections.abc import Iterator

from server.exports.word.template_fault import TemplateFault, at
from server.exports.word.template_text import TAG, Tag, keyword, shortened, tags

BLOCKS = {"for": "endfor", "if": "endif"}
"""A block's first word → its last one."""
LONGEST_TAG, MOST_BRACKETS, DEEPEST = 200, 8, 12
"""The most characters and brackets of a tag, and blocks around it: more, and Jinja reads it for long or not at all."""
_WITHIN = {"else": ("for", "if"), "elif": ("if",)}
_LOOSE = re.compile(r"\{\{|\{%|\{#|\}\}")
_PIECE = re.compile(rf"<(?P<ends>/?)(?P<name>[\w:]+)[^<>]*?(?P<alone>/?)>|(?P<tag>{TAG.pattern})", re.DOTALL)


def brace_faults(texts: list[str]) -> Iterator[TemplateFault]:
    """A fault for each paragraph that has braces which are opened and not closed in it, or closed and not opened."""
    for text in texts:
        if loose := _LOOSE.search(TAG.sub("", text)):
            yield {"rule": "braces", "name": loose[0], "paragraph": shortened(text)}


def tangle_faults(texts: list[str]) -> Iterator[TemplateFault]:
    """A fault for each tag that is longer, or has more brackets, than anything to be filled in."""
    for tag in tags(texts):
        tangled = len(tag.text) > LONGEST_TAG or sum(map(tag.text[2:].count, "([{")) > MOST_BRACKETS
        if tangled and not tag.text.startswith("{#"):
            yield at("tangled", tag)


def block_faults(texts: list[str]) -> Iterator[TemplateFault]:
    """The first tag that ends a block which none began or lies too deep, or else each block that has no end."""
    open_: list[Tag] = []
    for tag in tags(texts):
        word = keyword(tag.text)
        last = keyword(open_[-1].text) if open_ else ""
        if word in BLOCKS:
            open_.append(tag)
            if len(open_) > DEEPEST:
                yield at("tangled", tag)
                return
        elif word in BLOCKS.values() and word == BLOCKS.get(last):
            open_.pop()
        elif word in BLOCKS.values() and open_:
            break
        elif word in BLOCKS.values() or (word in _WITHIN and last not in _WITHIN[word]):
            yield at("unopened", tag)
            return
    for tag in reversed(open_):
        yield at("unclosed", tag) | {"closes": BLOCKS[keyword(tag.text)]}


def torn(patched: str) -> str | None:
    """The first tag of a block that begins in one place of the table or page and ends in another; None if none does.

    ``patched``: the part's XML with its tags. Such a block cannot be repeated or left out: the rest would be no XML.
    """
    blocks: list[tuple[str, list[str], list[str]]] = [("", [], [])]
    for piece in _PIECE.finditer(patched):
        word = keyword(piece["tag"] or "")
        tag, closed, opened = blocks[-1]
        if word in BLOCKS:
            blocks.append((piece["tag"], [], []))
        elif word in (*BLOCKS.values(), *_WITHIN):
            if closed != opened[::-1]:
                return tag
            if word in _WITHIN:
                closed.clear()
                opened.clear()
            else:
                blocks.pop()
        elif piece["name"] and not piece["ends"] and not piece["alone"]:
            opened.append(piece["name"])
        elif piece["ends"] and not (opened and opened.pop()):
            closed.append(piece["name"])
    return None
