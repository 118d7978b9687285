"""How many lines a text takes in a cell, by the widths of Times New Roman's letters."""

import unicodedata

PER_UNIT = 8  # pixels of a unit of a column's width: a digit of this font
MARGINS = 24  # pixels of a cell that its margins and the indent take, and what programs differ by
SIZE = 16  # pixels of the font's height, at 12 points
SPARE = 1.05  # how much wider a text may be drawn, in a font that stands in
BOLD = 1.08  # how much wider bold letters are, at most

# Thousandths of the font's height → the letters that are so wide; all others are half as wide as high.
_SHARES = {
    250: " .,",
    278: "iltj/:;'",
    333: "rfIJ-()“”!",
    389: "sz",
    444: "aceêăâ?",
    556: "PSL",
    611: "EFTZ",
    667: "BCR",
    722: "ADGHKNOQUVXYwĐ",
    778: "m",
    889: "M",
    944: "W",
}
_BY_BASE = {letter: share * SIZE / 1000 for share, letters in _SHARES.items() for letter in letters}


class _Widths(dict[str, float]):
    """Letter → its width in pixels, which diacritics do not change."""

    def __missing__(self, letter: str) -> float:
        base = _BY_BASE.get(unicodedata.normalize("NFD", letter)[0], SIZE / 2)
        self[letter] = base
        return base


_WIDTHS = _Widths()


def lines_of(text: str, width: float, bold: bool = False) -> int:
    """How many lines a text takes in a column of this width in characters, broken between words and at line ends."""
    room = (PER_UNIT * width - MARGINS) / (SPARE * (BOLD if bold else 1))
    return sum(_lines(line, max(room, SIZE)) for line in text.split("\n"))


def _lines(text: str, room: float) -> int:
    lines, used, space = 1, 0.0, _WIDTHS[" "]
    for word in text.split(" "):
        wide = sum(map(_WIDTHS.__getitem__, word))
        if used and used + space + wide > room:
            lines, used = lines + 1, wide
        else:
            used += (space if used else 0) + wide
        # A word that is wider than the column is broken anywhere.
        more = int(used // room) if used > room else 0
        lines, used = lines + more, used - more * room
    return lines
