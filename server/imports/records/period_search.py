"""Finding the period that a cell means: its key, its name as it is shown, or the ways in which people write years."""

import re
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.models.periods import Period
from server.platform.texts import period_text
from sync.folding import fold
from sync.registers import Register

YEARS = re.compile(r"\b((?:19|20)[0-9]{2})\s*[-–—/]\s*((?:19|20)?[0-9]{2})\b")
YEAR = re.compile(r"\b((?:19|20)[0-9]{2})\b")
SECOND = re.compile(r"\b(hk\s*2|hk\s*ii|hoc ky 2|hoc ky ii|ky 2|ky ii|ii|semester (2|ii)|6 thang cuoi|cuoi nam|h2)\b")
FIRST = re.compile(r"\b(hk\s*1|hk\s*i|hoc ky 1|hoc ky i|ky 1|ky i|i|semester (1|i)|6 thang dau|dau nam|h1)\b")


class PeriodSearch:
    """The periods of a register's kind that there are."""

    def __init__(self, session: Session, register: Register):
        kind = "school_year" if register.period == "event" else register.period
        query = select(Period.key, Period.starts, Period.ends).where(Period.kind == kind).order_by(Period.starts)
        self.spans = {key: (starts, ends) for key, starts, ends in session.execute(query)}
        self.kind, self.keys = kind, list(self.spans)
        self._named: dict[str, str] = {}
        for key in self.keys:
            for name in (key, *(period_text(key, language) for language in ("vi", "en"))):
                self._named[_bare(name)] = key

    @property
    def first(self) -> str:
        """The earliest period that there is, as it is written."""
        return (period_text(self.keys[0]) or self.keys[0]) if self.keys else "…"

    @property
    def example(self) -> str:
        """A period as it may be written."""
        return (period_text(self.keys[-1]) or self.keys[-1]) if self.keys else "2024-2025"

    def find(self, cell: str) -> str | None:
        """The key of the period that a text means; None if there is none."""
        text = fold(cell).strip()
        if self.kind == "once" and len(self.keys) == 1:
            return self.keys[0]
        if key := self._named.get(_bare(cell)):
            return key
        part = "2" if SECOND.search(text) else "1" if FIRST.search(text) else ""
        if years := YEARS.search(text):
            first = int(years[1])
            key = f"{first}-{first + 1}" + (f"-HK{part}" if self.kind == "semester" else "")
        elif year := YEAR.search(text):
            key = year[1] + (f"-H{part}" if self.kind == "half_year" else "")
        else:
            return None
        return key if key in self.keys else None

    def of_day(self, day: str) -> str | None:
        """The key of the period that holds a day in ISO form; None if there is none."""
        return next(
            (key for key, (starts, ends) in self.spans.items() if starts <= date.fromisoformat(day) <= ends), None
        )

    def starts(self, key: str | None) -> date:
        """The first day of a period; of none the first day of all."""
        return self.spans[key][0] if key in self.spans else date(2000, 1, 1)


def _bare(text: str) -> str:
    return " ".join(re.findall(r"\w+", fold(text)))
