"""The last part of an address, made of a title."""

import re

from sync.folding import fold

LONGEST = 60  # characters


def slug(title: str) -> str:
    """A title in small letters without signs, its words joined by hyphens, cut after a word: ``tieng-trong-tu-hoc``."""
    parts = re.findall(r"[a-z0-9]+", fold(title))
    text = ""
    for part in parts:
        if len(text) + len(part) >= LONGEST:
            break
        text = f"{text}-{part}" if text else part
    return text or "mo-hinh"
