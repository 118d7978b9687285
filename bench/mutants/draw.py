"""Which mutants of a group are tried: the same ones again, whatever changes in other functions."""

import hashlib
from collections.abc import Iterable


def drawn(mutants: Iterable[str], most: int, seed: int) -> list[str]:
    """Of mutmut's names of mutants, the ``most`` whose hash with ``seed`` is smallest, sorted by name.

    What a function's mutants are has no influence on the hashes of another's, so a change of one function moves few of
    the others in or out.
    """

    def place(mutant: str) -> bytes:
        return hashlib.sha256(f"{seed} {mutant}".encode()).digest()

    return sorted(sorted(mutants, key=place)[:most])
