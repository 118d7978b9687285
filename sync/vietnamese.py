"""The order of Vietnamese lists, as one sort key: letters a ă â b c d đ …, then tones; people by their given name."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
TONES = "\u0300\u0309\u0303\u0301\u0323"  # huyền, hỏi, ngã, sắc, nặng; ngang, which comes first, has no mark
ASIDE = re.compile(r"^(.*\S)\s*(\([^()]*\))\s*$")  # "Lò Văn An (Tổ 2)": what tells namesakes apart is no given name

_CODES = {letter: chr(ord("A") + at) for at, letter in enumerate(LETTERS)} | {"ð": chr(ord("A") + LETTERS.index("đ"))}
_PART = re.compile(r"[0-9]+|[^0-9]")


def sort_key(text: str) -> str:
    """The key by which texts such as the names of places are sorted. It is ASCII, to be compared character by
    character; case, spaces and punctuation make no difference, numbers count by their value, and it does not matter on
    which vowel a tone mark stands (hòa, hoà)."""
    return "".join(_syllable(syllable) for syllable in _syllables(text))


def person_key(name: str) -> str:
    """The key by which people are sorted: by given name, which is the last word, then by the words before it. What
    stands in parentheses at the end comes after both."""
    aside = ASIDE.match(name)
    syllables = _syllables(aside[1] if aside else name)
    return "".join(map(_syllable, [*syllables[-1:], *syllables[:-1], *(_syllables(aside[2]) if aside else ())]))


def _syllables(text: str) -> list[str]:
    """The words of a text, in small letters and decomposed (NFD)."""
    plain = unicodedata.normalize("NFD", text.lower())
    return "".join(one if unicodedata.category(one)[0] in "LNM" else " " for one in plain).split()


@lru_cache(maxsize=8192)  # the same few words stand in all names
def _syllable(text: str) -> str:
    """The key of one word: its letters and digits; ``!`` as a separator; the number of its tone; the marks that
    Vietnamese has not, each with its place in the word."""
    tones = [TONES.index(mark) + 1 for mark in text if mark in TONES]
    bare = unicodedata.normalize("NFC", "".join(one for one in text if one not in TONES))
    letters, strange = "", ""
    for at, part in enumerate(_parts(bare)):
        if unicodedata.category(part[0])[0] == "M":
            strange += f'"{at:02}{ord(part):06x}'
        else:
            letters += _letter(part)
    return f"{letters}!{tones[0] if tones else 0}{strange}"


def _parts(text: str) -> Iterable[str]:
    """The numbers, letters and marks of a word; a letter that is not in the alphabet comes apart from its marks."""
    for part in _PART.findall(text):
        yield from (part,) if part in _CODES or part.isdigit() else unicodedata.normalize("NFD", part)


def _letter(part: str) -> str:
    if part.isascii() and part.isdigit():
        number = part.lstrip("0") or "0"
        # Longer is larger. Zeros before a number count only between equal numbers.
        return f"{min(len(number), 99):02}{number}/{len(part) - len(number)}/"
    return _CODES.get(part) or f"~{ord(part):06x}"
