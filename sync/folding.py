"""Search without diacritics: "vuon rau" finds "Vườn rau", and đ equals d."""

import unicodedata


class _Marks(dict[int, int | None]):
    """A table for ``str.translate`` that drops marks; it fills with the letters that it meets."""

    def __missing__(self, letter: int) -> int | None:
        self[letter] = None if unicodedata.category(chr(letter)).startswith("M") else letter
        return self[letter]


_MARKS = _Marks()


def fold(text: str) -> str:
    """The text as it is searched: no marks, đ as d, no difference of case. Folding twice changes nothing.

    In order: casefold, NFD, every mark (general category M) away, casefold again, đ to d.
    """
    bare = unicodedata.normalize("NFD", text.casefold()).translate(_MARKS)
    return bare.casefold().replace("đ", "d")


def search_terms(query: str) -> list[str]:
    """The folded words of a query; what matches holds each of them somewhere, in any order."""
    return fold(query).split()


def matches(query: str, text: str) -> bool:
    """Whether a text holds every word of the query, or parts of words of it. An empty query matches everything."""
    folded = fold(text)
    return all(word in folded for word in search_terms(query))
