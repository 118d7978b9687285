"""Faults of many rows that say the same, gathered into one that names the rows."""

from server.platform.workbook_faults import Fault

NAMED = 8  # rows


def gathered(faults: list[Fault]) -> list[Fault]:
    """The faults, each text once for a sheet: at its first row, with the others named in its text."""
    rows: dict[Fault, list[int]] = {}
    for one in faults:
        rows.setdefault(one._replace(row=None), []).append(one.row or 0)
    return [_one(text, sorted(set(where))) for text, where in rows.items()]


def _one(text: Fault, rows: list[int]) -> Fault:
    if len(rows) == 1:
        return text._replace(row=rows[0] or None)
    others = rows[1 : NAMED + 1]
    listed = ", ".join(map(str, others))
    more = len(rows) - 1 - len(others)
    vi = f"{text.vi} Cũng ở dòng {listed}" + (f" và {more} dòng nữa." if more else ".")
    en = f"{text.en} In rows {listed} too" + (f", and {more} more." if more else ".")
    return Fault(vi, en, text.sheet, rows[0] or None)
