"""Search without diacritics: "vuon rau" finds "Vườn rau", and đ equals d."""

import unicodedata


class _WithoutDiacritics(dict[int, int | None]):
    """A table for ``str.translate`` that drops diacritics; it fills with the letters that it meets."""

    def __missing__(self, letter: int) -> int | None:
        self[letter] = None if unicodedata.category(chr(letter)).startswith("M") else letter
        return self[letter]


_BARE = _WithoutDiacritics()


def fold(text: str) -> str:
    """The text as it is searched: no diacritics, đ as d, no difference of case. Folding twice changes nothing.

    In order: casefold, NFD, every character of Unicode's general category M away, casefold again, đ to d.
    """
    bare = unicodedata.normalize("NFD", text.casefold()).translate(_BARE)
    return bare.casefold().replace("đ", "d")


def search_terms(query: str) -> list[str]:
    """A query's terms, folded; a text matches that holds each of them somewhere, in any order."""
    return fold(query).split()


def matches(query: str, text: str) -> bool:
    """Whether a text holds every term of the query, in a word or as one. An empty query matches everything."""
    folded = fold(text)
    return all(term in folded for term in search_terms(query))
