"""How cells look: each style by name, with xlsxwriter's properties of it."""

FONT = "Times New Roman"
BASE = {"font_name": FONT, "font_size": 12, "valign": "vcenter"}
"""xlsxwriter's properties that every style has, besides its own in ``STYLES``."""

RIGHT: dict[str, str | int] = {"align": "right", "indent": 1}

STYLES: dict[str, dict[str, str | int]] = {
    "plain": {},
    "text": {"border": 1, "text_wrap": True, "indent": 1},
    "inner": {"border": 1, "text_wrap": True, "indent": 3, "italic": True},
    "count": {"border": 1, **RIGHT},
    "whole": {"border": 1, **RIGHT, "num_format": "#,##0"},
    "part": {"border": 1, **RIGHT, "num_format": "#,##0.###"},
    "share": {"border": 1, **RIGHT, "num_format": "0.00%"},
    "day": {"border": 1, "num_format": "dd/mm/yyyy", "align": "center"},
    "moment": {"border": 1, "num_format": "dd/mm/yyyy hh:mm", "align": "center"},
    "head": {"border": 1, "bold": True, "text_wrap": True, "align": "center", "bg_color": "#E9ECF5"},
    "title": {"bold": True, "font_size": 14, "align": "center"},
    "middle": {"align": "center"},
    "strong": {"bold": True, "align": "center"},
    "slanted": {"italic": True, "align": "center"},
    "note": {"italic": True, "text_wrap": True, "valign": "top"},
    "caption": {"font_size": 11, "text_wrap": True, "align": "center", "valign": "top"},
    "total_text": {"border": 1, "bold": True, "bg_color": "#F4F1E8"},
    "total_whole": {"border": 1, **RIGHT, "bold": True, "num_format": "#,##0", "bg_color": "#F4F1E8"},
    "total_part": {"border": 1, **RIGHT, "bold": True, "num_format": "#,##0.###", "bg_color": "#F4F1E8"},
    "total_share": {"border": 1, **RIGHT, "bold": True, "num_format": "0.00%", "bg_color": "#F4F1E8"},
}
