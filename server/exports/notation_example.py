"""What a notation looks like: a few numbers, a day and names of units that there are, written with it."""

from datetime import date
from typing import TypedDict

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.exports.notation import Notation
from server.models.org import Unit

NUMBER, N, D = 1234.5, 2, 3
DAY = date(2026, 5, 12)
SIGNER = "Lò Thị Ban"
SCHOOLS = 200  # that are looked through for a name that would be written shorter


class NotationExample(TypedDict):
    """``number``: one with a decimal; ``rate``: two thirds; ``zero`` and ``missing``: in a cell, ``""`` if it is empty.

    ``school`` and ``place``: of a school that there is; None if there is none.
    """

    number: str
    rate: str
    zero: str
    missing: str
    school: str | None
    place: str | None
    day: str
    signer: str


def notation_example(session: Session, notation: Notation) -> NotationExample:
    """The example in Vietnamese, as most files are."""
    school, place = _unit(session)
    return {
        "number": notation.number(NUMBER),
        "rate": notation.share({"value": None, "n": N, "d": D}),
        "zero": notation.cell(0),
        "missing": notation.cell(None),
        "school": notation.unit(school) if school else None,
        "place": notation.unit(place) if place else None,
        "day": notation.day(DAY),
        "signer": notation.signer_name(SIGNER),
    }


def _unit(session: Session) -> tuple[str | None, str | None]:
    """The name of a school, of one that a short name exists for if there is one, and that of its commune."""
    schools = list(session.scalars(select(Unit).where(Unit.kind == "school").order_by(Unit.id).limit(SCHOOLS)))
    short = Notation(schools="short")
    chosen = next((one for one in schools if short.unit(one.name) != one.name), schools[0] if schools else None)
    place = session.get(Unit, chosen.parent) if chosen and chosen.parent else None
    return chosen.name if chosen else None, place.name if place else None
