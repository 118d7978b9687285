"""What stands around the figures of a unit's Word reports: kept when a report is ordered, and offered for the next."""

from datetime import date
from typing import TypedDict, cast

from sqlalchemy.orm import Session

from server.access.jobs import heads_reports
from server.access.viewer import Viewer
from server.audit.actor import Act
from server.exports.order import Order
from server.exports.word.letter import Letter, usual_letter
from server.models.letters import Letterhead, ReportLetter
from server.models.org import Unit
from sync.protocol.problems import Problem

HEAD = ("agency_above", "agency", "symbol", "place", "signer_title", "signer", "recipients")
"""What stands around every report of a unit; the other members of a letter belong to one report alone."""
NAMES = ("agency_above", "agency")
"""Of these, what is the usual name where nothing was typed."""


class OfferedLetter(TypedDict):
    """The letter with which a report's form begins. ``last``: the number of the unit's last report that had one.

    ``typed``: whether its assessment was typed for this very report before, and may be empty.
    """

    letter: Letter
    last: str
    typed: bool


def refuse_others(viewer: Viewer, unit: Unit) -> None:
    """Raises Problem ``forbidden`` unless the viewer says what stands around the figures of a unit's reports."""
    if not heads_reports(viewer, unit.id, unit.path):
        raise Problem("forbidden")


def offered_letter(session: Session, unit: Unit, order: Order) -> OfferedLetter:
    """What the form of a report begins with: what was typed last for this report and for the unit's reports."""
    head, own = session.get(Letterhead, unit.id), session.get(ReportLetter, _key(order))
    kept = {name: getattr(head, name) for name in HEAD} if head else {}
    typed = {name: value for name, value in kept.items() if value or name not in NAMES}
    letter = cast(Letter, {**usual_letter(unit.kind, unit.name), **typed})
    if own:
        letter["number"], letter["assessment"] = own.number, own.assessment
        letter["day"] = own.day.isoformat() if own.day else ""
    return {"letter": letter, "last": head.number if head else "", "typed": own is not None}


def keep_letter(by: Act, unit: Unit, order: Order, letter: Letter) -> None:
    """Keep the letter of an ordered report for the next one of its unit, and for the same report made again.

    Raises Problem ``forbidden`` unless the person says what stands around the unit's reports.
    """
    refuse_others(by.viewer, unit)
    session, account = by.session, by.viewer.account
    head = session.get(Letterhead, unit.id)
    before = {name: getattr(head, name) for name in HEAD} if head else None
    after = {name: value for name, value in letter.items() if name in HEAD}
    number = letter["number"] or (head.number if head else "")
    session.merge(Letterhead(unit=unit.id, **after, number=number, by=account))
    of = dict(zip(("unit", "period", "registers", "snapshot"), _key(order), strict=True))
    day = date.fromisoformat(letter["day"]) if letter["day"] else None
    own = ReportLetter(**of, number=letter["number"], day=day, assessment=letter["assessment"], by=account)
    session.merge(own)
    session.flush()
    if before != after:
        changed = [name for name in HEAD if before is None or before[name] != after[name]]
        by.record("letterhead.change", ("unit", unit.id), unit.id, fields=changed)


def _key(order: Order) -> tuple[str, str, str, str]:
    """The primary key of what belongs to one report: its unit, period, registers and snapshot."""
    snapshot = order["snapshot"] or ""
    period = "" if snapshot else order["period"] or ""
    return order["unit"], period, "" if snapshot else ",".join(order["registers"]), snapshot
