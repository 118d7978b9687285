"""The language that a text is in, by whichever of its names a form calls it."""

import re

OURS = ("vi", "en")
"""The languages that every text of a register is in, and that the app speaks."""
_NAMES = (
    ("vi", re.compile(r"(.*\((vi|vie)\)|vi|vie|vietnamese.*|tiếng việt.*)")),
    ("en", re.compile(r"(.*\((en|eng)\)|en|eng|english.*|tiếng anh.*)")),
)
_SHORT = re.compile(r".*\(([a-z]{2,3}(?:-[a-z]+)?)\)")


def text_language(written: str) -> str:
    """The language that a name means: ``vi``, ``en``, else its short name in brackets, else all of it in small letters.

    XLSForm's headings name languages so: ``Tiếng Việt (vi)``, ``English``, ``Français (fr)``.
    """
    name = written.strip().lower()
    known = next((short for short, pattern in _NAMES if pattern.fullmatch(name)), None)
    if known:
        return known
    found = _SHORT.fullmatch(name)
    return found[1] if found else name
