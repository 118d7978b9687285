"""Search without diacritics: "vuon rau" finds "Vườn rau", and "d" finds "đ"."""

import unicodedata

MOST_KEPT, LONGEST_KEPT = 20_000, 20  # words, and characters of a word


class _WithoutDiacritics(dict[int, int | None]):
    """A table for ``str.translate`` that drops diacritics; each letter is looked up once and then kept."""

    def __missing__(self, letter: int) -> int | None:
        self[letter] = None if unicodedata.category(chr(letter)).startswith("M") else letter
        return self[letter]


_BARE = _WithoutDiacritics()


class _Folded(dict[str, str]):
    """Words, each folded once and then kept; the longer ones, which are seldom written twice, are not."""

    def __missing__(self, word: str) -> str:
        apart = unicodedata.normalize("NFD", word.casefold())
        folded = apart.translate(_BARE).casefold().replace("đ", "d")
        if len(self) >= MOST_KEPT:
            self.clear()
        if len(word) <= LONGEST_KEPT:
            self[word] = folded
        return folded


_FOLDED = _Folded()


def fold(text: str) -> str:
    """The text in the form in which it is searched: no diacritics, đ as d, no capitals. Folding twice changes nothing.

    In order: casefold, NFD, all characters of Unicode's general category M removed, casefold again, đ to d.
    """
    # None of these steps reaches across a space, and Vietnamese has no more than some thousand syllables.
    return " ".join(map(_FOLDED.__getitem__, text.split(" ")))


def search_terms(query: str) -> list[str]:
    """The words of a search query, folded; a text matches if it holds each of them somewhere, in any order."""
    return fold(query).split()


def matches(query: str, text: str) -> bool:
    """Whether a text holds every word of the query, as a word or within one. An empty query matches everything."""
    folded = fold(text)
    return all(term in folded for term in search_terms(query))
