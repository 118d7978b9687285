"""Reading a cell as a day, a time of the day, or both: as Vietnamese offices, ODK's forms and Excel write them."""

import re
from collections.abc import Callable
from datetime import date

from server.imports.records.faults import BadCell
from server.imports.records.headings import shown
from server.platform.clock import wall_clock
from sync.folding import fold
from sync.registers.values import is_moment, is_time

DAY = r"(?:ngay\s*)?([0-9]{1,2})\s*(?:[/.-]|thang)\s*([0-9]{1,2})\s*(?:[/.-]|nam)\s*([0-9]{4}|[0-9]{2})"
ISO = r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})"
CLOCK = re.compile(
    r"(?:luc )?([0-9]{1,2}) ?(?::([0-9]{2})(?::[0-9]{2})?|(?:gio|g|h)(?: ?([0-9]{1,2}) ?(?:phut|p)?)?)"
    r" ?(am|sa|sang|pm|ch|trua|chieu|toi)?"
)
HALVES = dict.fromkeys(("am", "sa", "sang"), range(12)) | dict.fromkeys(("pm", "ch"), range(12, 24))
HALVES |= {"trua": range(11, 14), "chieu": range(12, 20), "toi": range(17, 24)}
"""What stands behind an hour, in English, as Excel in Vietnam writes it, and as people say it → hours of the day that
it may be; at night, twelve belongs to no day that is certain."""
LONGEST = 60  # characters of a text that says when
WHOLE_DAY = re.compile(DAY)
WHOLE_ISO = re.compile(rf"{ISO}(T.*)?")
BESIDE = re.compile(rf"(?P<before>.*?)(?:{DAY}|{ISO})(?![0-9])(?:t(?=[0-9]))?(?P<behind>.*)")


def day(cell: object) -> str:
    """The day in a cell, as ``2024-09-05``; a text is day, month, year. Raises BadCell."""
    if isinstance(cell, list):
        return str(cell[0]).partition("T")[0]
    text = _folded(cell)
    if found := WHOLE_ISO.fullmatch(text.upper()):
        return _day(*found.groups()[:3])
    if found := WHOLE_DAY.fullmatch(text):
        return _day(*found.groups()[::-1])
    raise BadCell("date")


def time(cell: object) -> str:
    """The time of the day in a cell, as ``14:30``: 14h30, 14 giờ 30, 2:30 CH. Raises BadCell."""
    whole = wall_clock(shown(cell).strip())
    if whole and is_time(whole):
        return whole
    return _time(_folded(cell), "time")


def moment(cell: object) -> str:
    """The day and the time of it in a cell, as ``2024-09-05T14:30``, whichever is written first. Raises BadCell."""
    text = str(cell[0]) if isinstance(cell, list) else shown(cell).strip()
    whole = wall_clock(text)
    if whole and is_moment(whole):
        return whole
    folded = _folded(cell)
    found = BESIDE.fullmatch(folded) if len(folded) <= LONGEST else None
    if found is None:
        raise BadCell("datetime")
    its, month, year, *iso = found.groups()[1:7]
    on = _day(year, month, its) if year else _day(*iso)
    return f"{on}T{_time(' '.join((found['before'], found['behind'])).strip(' ,;-'), 'datetime')}"


def _folded(cell: object) -> str:
    return " ".join(fold(shown(cell)).split())


def _day(year: str, month: str, its: str) -> str:
    try:
        return date(int(year) + (2000 if len(year) == 2 else 0), int(month), int(its)).isoformat()
    except ValueError:
        raise BadCell("date") from None


def _time(text: str, fault: str) -> str:
    found = CLOCK.fullmatch(text)
    if found is None:
        raise BadCell(fault)
    hour, minute, half = int(found[1]), int(found[2] or found[3] or 0), found[4]
    if half:
        twice = (hour % 12, hour % 12 + 12) if 1 <= hour <= 12 else (hour,)
        hour = next((one for one in twice if one in HALVES[half]), 24)
    read = f"{hour:02}:{minute:02}"
    if not is_time(read):
        raise BadCell(fault)
    return read


READ: dict[str, Callable[[object], str]] = {"date": day, "time": time, "datetime": moment}
"""Type of what stands on a clock or calendar → how a cell with one is read."""
