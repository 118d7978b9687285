"""Calendar months as periods of a report: no register is kept by them, and none is closed for one."""

import re
from calendar import monthrange
from datetime import date

from sqlalchemy.orm import Session

from server.models.periods import Period

MONTH = "month"
_KEY = re.compile(r"[12]\d{3}-(0[1-9]|1[0-2])")


def month_period(key: str | None) -> Period | None:
    """The month ``YYYY-MM`` as a period that no table holds; None for any other key."""
    if not key or not _KEY.fullmatch(key):
        return None
    year, month = int(key[:4]), int(key[5:])
    ends = date(year, month, monthrange(year, month)[1])
    return Period(key=key, kind=MONTH, starts=date(year, month, 1), ends=ends, closed=False)


def find_period(session: Session, key: str | None) -> Period | None:
    """The period with this key, which may be a month's; None if there is none."""
    return month_period(key) or (session.get(Period, key) if key else None)


def month_before(day: date) -> str:
    """The last whole month before the one that a day lies in, ``YYYY-MM``."""
    return f"{day.year - 1}-12" if day.month == 1 else f"{day.year}-{day.month - 1:02}"
