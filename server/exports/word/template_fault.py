"""What is wrong with an uploaded template of the Word report."""

from typing import NotRequired, TypedDict

from server.exports.word.template_text import Tag, shortened


class TemplateFault(TypedDict):
    """A reason why a file cannot be a template. ``rule`` is what it breaks, ``name`` is what breaks it.

    ``paragraph``: the text of the paragraph that it stands in, if that is known.

    Of the file: ``too_large``, ``not_word`` (no .docx) and ``broken`` (no sound one) have no name; ``active``: a part
    that could run or fetch something, by its path in the archive. ``costly``: to try it takes too much time or memory,
    and ``busy``: it was not tried, as others are; both without a name.

    Of its text: ``unknown``, ``filter`` and ``test``: a variable, filter or test that does not exist, by its name;
    ``may`` names the filters or tests that do. ``braces``: some that are opened and not closed, or closed and not
    opened. All others have the tag as it was written in Word: ``unclosed`` begins a block that has no end (``closes``
    is the word that would end it), ``unopened`` ends one that has no beginning, ``torn`` begins one that ends in
    another place of the page or table, ``syntax`` is not well formed, ``says`` does what no template may, ``deep``
    repeats within too many others, ``loop`` repeats what is no list of the report (``may`` names those), ``tangled``
    is too long, has too many brackets or lies in too many blocks, ``member`` names what its value does not have,
    ``fill`` cannot do with its value what it is to. ``render``: no report comes of it, for a reason that has no place;
    without a name.
    """

    rule: str
    name: NotRequired[str]
    paragraph: NotRequired[str]
    closes: NotRequired[str]
    may: NotRequired[str]


def at(rule: str, tag: Tag, name: str = "") -> TemplateFault:
    """A fault at a tag; ``name``: what breaks the rule, if it is not the whole tag."""
    fault: TemplateFault = {"rule": rule, "name": shortened(name or tag.text)}
    return fault | {"paragraph": shortened(tag.paragraph)} if tag.paragraph not in ("", fault["name"]) else fault
