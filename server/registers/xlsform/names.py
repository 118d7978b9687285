"""Names that XLSForm allows and registers do not: each gets a proposed one, which is kept beside it."""

import re

from sync.folding import fold
from sync.registers import fits
from sync.registers.consistency import RESERVED

LONGEST = 63


def proposed(name: str, taken: set[str], begins: str = "q") -> str:
    """A name for a field that is called ``name`` in a form, and not among ``taken``: itself, if it may be.

    ``HoTen`` becomes ``ho_ten``, ``so-lop`` ``so_lop``; one that begins with a figure gets ``begins`` before it.
    """
    if fits.name(name) and name not in taken and name not in (*RESERVED, "id"):
        return name
    apart = re.sub(r"(?<=[a-zà-ỹ0-9])(?=[A-ZĐ])", "_", name)
    plain = re.sub(r"[^a-z0-9]+", "_", fold(apart)).strip("_")
    if not plain[:1].isalpha():
        plain = f"{begins}_{plain}".rstrip("_")
    plain = plain[: LONGEST - 4]
    tries = (plain if number == 1 else f"{plain}_{number}" for number in range(1, 10_000))
    return next(one for one in tries if one not in taken and one not in (*RESERVED, "id"))


def value(text: str, taken: set[str]) -> str:
    """A value for a choice that is called ``text`` in a form, and not among ``taken``: itself, if it may be."""
    if fits.VALUE.fullmatch(text) and text not in taken:
        return text
    plain = re.sub(r"[^A-Za-z0-9_.-]+", "_", fold(text)).strip("_.-") or "c"
    tries = (plain[:60] if number == 1 else f"{plain[:60]}_{number}" for number in range(1, 10_000))
    return next(one for one in tries if one not in taken)
