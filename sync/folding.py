"""Search without diacritics: "vuon rau" finds "Vườn rau", and "d" finds "đ"."""

import re
import unicodedata


class _WithoutDiacritics(dict[int, int | None]):
    """A table for ``str.translate`` that drops diacritics; each letter is looked up once and then kept."""

    def __missing__(self, letter: int) -> int | None:
        self[letter] = None if unicodedata.category(chr(letter)).startswith("M") else letter
        return self[letter]


_BARE = _WithoutDiacritics()
# What is left of Vietnamese in NFD: ASCII, signs of category M on its letters, and đ. Most texts hold nothing else.
_BEYOND_VIETNAMESE = re.compile("[^\x00-\x7f\u0300-\u036fđ]")


def fold(text: str) -> str:
    """The text in the form in which it is searched: no diacritics, đ as d, no capitals. Folding twice changes nothing.

    In order: casefold, NFD, all characters of Unicode's general category M removed, casefold again, đ to d.
    """
    apart = unicodedata.normalize("NFD", text.casefold())
    if not _BEYOND_VIETNAMESE.search(apart):
        return apart.replace("đ", "d").encode("ascii", "ignore").decode()
    return apart.translate(_BARE).casefold().replace("đ", "d")


def search_terms(query: str) -> list[str]:
    """The words of a search query, folded; a text matches if it holds each of them somewhere, in any order."""
    return fold(query).split()


def matches(query: str, text: str) -> bool:
    """Whether a text holds every word of the query, as a word or within one. An empty query matches everything."""
    folded = fold(text)
    return all(term in folded for term in search_terms(query))
