"""The marks by which XLSForm's texts are bold, coloured, large or links: HTML and Markdown, as ODK's apps read them."""

import re

NAMES = (
    *("a", "b", "big", "center", "code", "div", "em", "font", "h[1-6]", "hr", "i", "img", "li", "mark", "ol", "p"),
    *("pre", "s", "small", "span", "strong", "style", "sub", "sup", "table", "tbody", "td", "th", "tr", "u", "ul"),
)
SPACE = r"(?:(?<!\s)\s+)?"
"""White space before a mark, read from its beginning alone: from each of its characters would take the square of
their number."""
ANCHOR = re.compile(r"<(/?)a((?:\s[^<>]*)?)>", re.IGNORECASE)
ADDRESS = re.compile(r"""(?<![-\w])href\s*=\s*["']([^"']*)["']""", re.IGNORECASE)
LINE = re.compile(rf"{SPACE}(?:<br\s*/?>|</br\s*>|</?(?:p|div|h[1-6]|ul|ol|tr|hr)(?:\s[^<>]*)?/?>)", re.IGNORECASE)
ITEM = re.compile(rf"{SPACE}<li(?:\s[^<>]*)?>\s*", re.IGNORECASE)
TAG = re.compile(rf"</?(?:{'|'.join(NAMES)})(?:\s[^<>]*)?/?>", re.IGNORECASE)
MARKED_LINK = re.compile(r"\[([^\[\]\n]+)\]\(([^()\s]+)\)")
BEGUN = r"(?<!\w)__(?=[^\s_])"
BOLD = re.compile(rf"\*\*(?=\S)([^*\n]+?)(?<=\S)\*\*|{BEGUN}((?:(?!{BEGUN})[^\n])+?)(?<=[^\s_])__(?!\w)")
HEADING = re.compile(r"^[^\S\n]*#{1,6}[^\S\n]+", re.MULTILINE)
ENTITIES = {"&nbsp;": " ", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'", "&amp;": "&"}
ENTITY = re.compile("|".join(ENTITIES))
ESCAPED = {"\\\\": "\ufdd0", "\\*": "\ufdd1", "\\_": "\ufdd2", "\\#": "\ufdd3"}
"""A mark behind a backslash is none → what stands for it meanwhile, which is in no text."""
ESCAPE = re.compile(r"\\[\\*_#]")
MARKS = str.maketrans({stands: escaped[1] for escaped, stands in ESCAPED.items()})


def plain(text: str) -> str:
    """The text without its marks: a link with its address in brackets, lines where there were lines. What has none is
    the same text."""
    escaped = ESCAPE.sub(lambda one: ESCAPED[one[0]], text)
    found = LINE.sub("\n", ITEM.sub("\n- ", _with_addresses(escaped)))
    found = TAG.sub("", found)
    found = MARKED_LINK.sub(lambda link: _link(link[1], link[2]), found)
    found = HEADING.sub("", BOLD.sub(lambda bold: bold[1] or bold[2], found))
    found = ENTITY.sub(lambda entity: ENTITIES[entity[0]], found).translate(MARKS)
    if found == text:
        return text
    lines = (line.strip() for line in found.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _with_addresses(text: str) -> str:
    """The text with what its links lead to behind their words; a link that nothing ends leads nowhere."""
    parts, at, begun = [], 0, None
    for tag in ANCHOR.finditer(text):
        if begun is None and not tag[1]:
            begun = (tag, address[1]) if (address := ADDRESS.search(tag[2])) else None
        elif begun is not None and tag[1]:
            opened, where = begun
            parts += [text[at : opened.start()], _link(text[opened.end() : tag.start()], where)]
            at, begun = tag.end(), None
    return "".join([*parts, text[at:]])


def _link(text: str, address: str) -> str:
    return text if address in ("", text) else f"{text} ({address})"
