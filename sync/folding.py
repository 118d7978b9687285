"""Search without diacritics: "vuon rau" finds "Vườn rau", and đ equals d."""

import unicodedata


def fold(text: str) -> str:
    """The text as it is searched: no marks, đ as d, no difference of case. Folding twice changes nothing.

    In order: casefold, NFD, every mark (general category M) away, casefold again, đ to d.
    """
    bare = "".join(
        letter
        for letter in unicodedata.normalize("NFD", text.casefold())
        if not unicodedata.category(letter).startswith("M")
    )
    return bare.casefold().replace("đ", "d")


def words(query: str) -> list[str]:
    """The folded words of a query; what matches holds each of them somewhere, in any order."""
    return fold(query).split()


def matches(query: str, text: str) -> bool:
    """Whether a text holds every word of the query, or parts of words of it. An empty query matches everything."""
    folded = fold(text)
    return all(word in folded for word in words(query))
