"""How cells look: each style by name, with xlsxwriter's properties of it."""

from server.exports.notation import Notation

FONT = "Times New Roman"
BASE: dict[str, str | int] = {"font_name": FONT, "font_size": 12, "valign": "vcenter"}
"""xlsxwriter's properties that every style has, besides its own in ``STYLES``."""

RIGHT: dict[str, str | int] = {"align": "right", "indent": 1}

STYLES: dict[str, dict[str, str | int]] = {
    "plain": {},
    "text": {"border": 1, "text_wrap": True, "indent": 1},
    "code": {"border": 1, "text_wrap": True, "indent": 1, "num_format": "@"},
    "inner": {"border": 1, "text_wrap": True, "indent": 3, "italic": True},
    "count": {"border": 1, **RIGHT},
    "whole": {"border": 1, **RIGHT},
    "part": {"border": 1, **RIGHT},
    "share": {"border": 1, **RIGHT},
    "day": {"border": 1, "num_format": "dd/mm/yyyy", "align": "center"},
    "moment": {"border": 1, "num_format": "dd/mm/yyyy hh:mm", "align": "center"},
    "clock": {"border": 1, "num_format": "hh:mm", "align": "center"},
    "head": {"border": 1, "bold": True, "text_wrap": True, "align": "center", "bg_color": "#E9ECF5"},
    "faulty": {"border": 1, "text_wrap": True, "indent": 1, "bg_color": "#F9D6D5"},
    "faulty_day": {"border": 1, "num_format": "dd/mm/yyyy", "align": "center", "bg_color": "#F9D6D5"},
    "faulty_moment": {"border": 1, "num_format": "dd/mm/yyyy hh:mm", "align": "center", "bg_color": "#F9D6D5"},
    "title": {"bold": True, "font_size": 14, "align": "center"},
    "middle": {"align": "center"},
    "strong": {"bold": True, "align": "center"},
    "slanted": {"italic": True, "align": "center"},
    "note": {"italic": True, "text_wrap": True, "valign": "top"},
    "caption": {"font_size": 11, "text_wrap": True, "align": "center", "valign": "top"},
    "total_text": {"border": 1, "bold": True, "bg_color": "#F4F1E8"},
    "total_whole": {"border": 1, **RIGHT, "bold": True, "bg_color": "#F4F1E8"},
    "total_part": {"border": 1, **RIGHT, "bold": True, "bg_color": "#F4F1E8"},
    "total_share": {"border": 1, **RIGHT, "bold": True, "bg_color": "#F4F1E8"},
}

NUMBERS = {"whole": "#,##0", "part": "#,##0.###", "total_whole": "#,##0", "total_part": "#,##0.###"}
SHARES = ("share", "total_share")
FIGURES = frozenset((*NUMBERS, *SHARES))
"""The styles of cells that hold figures, whose numbers are written as the notation wants it."""
WHOLE = {"part": "whole", "total_part": "total_whole"}
"""Styles of numbers with decimals → those of numbers without any, after which Excel would leave the mark: "5,"."""


def styles(notation: Notation) -> dict[str, dict[str, str | int]]:
    """xlsxwriter's properties of all styles."""
    numbers = NUMBERS | dict.fromkeys(SHARES, notation.share_format)
    formats: dict[str, dict[str, str | int]]
    formats = {name: {"num_format": notation.cell_format(number)} for name, number in numbers.items()}
    return {name: {**BASE, **own, **formats.get(name, {})} for name, own in STYLES.items()}
