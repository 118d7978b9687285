"""A notice: one thing that one person is to hear, as long as it is so."""

from dataclasses import dataclass
from datetime import date, datetime

RETURNED, APPROVED, REMINDED, DUE, TAKEN_UP, NEW_REGISTER = KINDS = (
    "returned",
    "approved",
    "reminded",
    "due",
    "taken_up",
    "new_register",
)
"""A record was returned or approved; a report was reminded of, or is due soon; another school took up a model of one's
own; the department published a register."""
NEEDING = (RETURNED, REMINDED, DUE)
"""The kinds that need the person to do something, and are there until it is done."""


@dataclass(frozen=True, kw_only=True)
class Notice:
    """One notice.

    ``id``: the same as long as it is about the same matter, another when the matter comes anew. ``at``: since when
    there is something to hear. ``register``: a key. ``unit``: the id of one's own unit that it is about; ``record``:
    the id of a record that the person sees, ``title``: its title. ``period``: a key, ``due``: the deadline, of a
    report. ``by``: the name of who reminded, or of the school that took the model up; ``text``: the reminder's words.
    """

    id: str
    kind: str
    at: datetime
    register: str
    unit: str | None = None
    record: str | None = None
    title: str | None = None
    period: str | None = None
    due: date | None = None
    by: str | None = None
    text: str | None = None

    @property
    def needs(self) -> bool:
        """Whether the person is to do something."""
        return self.kind in NEEDING


def moment_part(moment: datetime) -> str:
    """A moment as part of a notice's id, in milliseconds."""
    return str(round(moment.timestamp() * 1000))
