"""The marks by which XLSForm's texts are bold, coloured, large or links: HTML and Markdown, as ODK's apps read them."""

import re

NAMES = (
    *("a", "b", "big", "center", "code", "div", "em", "font", "h[1-6]", "hr", "i", "img", "li", "mark", "ol", "p"),
    *("pre", "s", "small", "span", "strong", "style", "sub", "sup", "table", "tbody", "td", "th", "tr", "u", "ul"),
)
LINK = re.compile(r"""<a\s[^<>]*?href\s*=\s*["']([^"'<>]*)["'][^<>]*>(.*?)</a\s*>""", re.IGNORECASE | re.DOTALL)
LINE = re.compile(r"\s*(?:<br\s*/?>|</br\s*>|</?(?:p|div|h[1-6]|ul|ol|tr|hr)(?:\s[^<>]*)?/?>)[^\S\n]*", re.IGNORECASE)
ITEM = re.compile(r"\s*<li(?:\s[^<>]*)?>\s*", re.IGNORECASE)
TAG = re.compile(rf"</?(?:{'|'.join(NAMES)})(?:\s[^<>]*)?/?>", re.IGNORECASE)
MARKED_LINK = re.compile(r"\[([^\[\]\n]+)\]\(([^()\s]+)\)")
BOLD = re.compile(r"\*\*(?=\S)([^*\n]+?)(?<=\S)\*\*|(?<!\w)__(?=[^\s_])([^\n]+?)(?<=[^\s_])__(?!\w)")
HEADING = re.compile(r"^[^\S\n]*#{1,6}[^\S\n]+", re.MULTILINE)
ENTITIES = {"&nbsp;": " ", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'", "&amp;": "&"}
ENTITY = re.compile("|".join(ENTITIES))


def plain(text: str) -> str:
    """The text without its marks: a link with its address in brackets, lines where there were lines. What has none is
    the same text."""
    found = LINK.sub(lambda link: _link(link[2], link[1]), text)
    found = LINE.sub("\n", ITEM.sub("\n- ", found))
    found = TAG.sub("", found)
    found = MARKED_LINK.sub(lambda link: _link(link[1], link[2]), found)
    found = HEADING.sub("", BOLD.sub(lambda bold: bold[1] or bold[2], found))
    found = ENTITY.sub(lambda entity: ENTITIES[entity[0]], found)
    if found == text:
        return text
    lines = (line.strip() for line in found.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _link(text: str, address: str) -> str:
    return text if address in ("", text) else f"{text} ({address})"
