"""How alike two texts are, whatever their diacritics and capitals."""

from functools import lru_cache

from sync.folding import fold

RUN = 3  # words


def letters(text: str) -> frozenset[str]:
    """The runs of three letters in a short text, folded, with its ends."""
    padded = f"  {' '.join(fold(text).split())} "
    return frozenset(padded[at : at + 3] for at in range(len(padded) - 2))


@lru_cache(maxsize=4_000)
def runs(text: str) -> frozenset[str]:
    """The runs of three words in a long text, folded and without punctuation."""
    found = "".join(letter if letter.isalnum() else " " for letter in fold(text)).split()
    return frozenset(" ".join(found[at : at + RUN]) for at in range(len(found) - RUN + 1))


def alike(one: frozenset[str], other: frozenset[str]) -> float:
    """The share that two sets have in common, 0 to 1 (Dice's coefficient)."""
    return 2 * len(one & other) / (len(one) + len(other)) if one or other else 1.0


def numbered(text: str) -> frozenset[str]:
    """The words of a text with a digit in them, such as ``3a``: they tell classes and sites apart."""
    return frozenset(word for word in fold(text).split() if any(letter.isdigit() for letter in word))
