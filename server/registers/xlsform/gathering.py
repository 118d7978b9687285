"""Faults of many rows that say the same, gathered into one that names the rows."""

import re
from collections.abc import Iterator

from server.platform.workbook_faults import Fault
from server.registers.xlsform.language import CHOICES, SETTINGS, SURVEY
from server.registers.xlsform.messages import REASONS

NAMED = 8  # rows
ALIKE = {
    reason: re.compile(".*".join(map(re.escape, re.split(r"\{[a-z]+\}", REASONS[reason][1]))), re.DOTALL)
    for reason in ("renamed", "no_label")
}
"""Reasons that each row may have with a name of its own, and of which one example says enough → their texts."""
FEW = 3  # rows that are each named all the same
ORDER = {sheet: at for at, sheet in enumerate((None, SURVEY, CHOICES, SETTINGS))}


def gathered(faults: list[Fault]) -> list[Fault]:
    """The faults in the order of the sheets and rows, each text once for a sheet: at its first row, with the others
    named in its text."""
    rows: dict[Fault, list[int]] = {}
    for one in _by_example(faults):
        rows.setdefault(one._replace(row=None), []).append(one.row or 0)
    found = [_one(text, sorted(set(where))) for text, where in rows.items()]
    return sorted(found, key=lambda one: (ORDER.get(one.sheet, len(ORDER)), one.sheet or "", one.row or 0))


def _by_example(faults: list[Fault]) -> Iterator[Fault]:
    """The faults; of a reason of ``ALIKE`` that a sheet has often, those after the first few have the text of these'
    last."""
    alike: dict[tuple[str, str | None], list[Fault]] = {}
    for one in sorted(faults, key=lambda one: one.row or 0):
        reason = next((reason for reason, text in ALIKE.items() if text.fullmatch(one.en)), None)
        if reason is None:
            yield one
        else:
            before = alike.setdefault((reason, one.sheet), [])
            before += [one] if len(before) < FEW else []
            yield one._replace(vi=before[-1].vi, en=before[-1].en)


def _one(text: Fault, rows: list[int]) -> Fault:
    if len(rows) == 1:
        return text._replace(row=rows[0] or None)
    others = rows[1 : NAMED + 1]
    listed = ", ".join(map(str, others))
    more = len(rows) - 1 - len(others)
    vi = f"{text.vi} Cũng vậy ở dòng {listed}" + (f" và {more} dòng nữa." if more else ".")
    en = f"{text.en} In rows {listed} too" + (f", and {more} more." if more else ".")
    return Fault(vi, en, text.sheet, rows[0] or None)
