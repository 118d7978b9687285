"""Examples that left the public page by themselves, for the strip at the top of the overview."""

from typing import TypedDict

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session
from sqlalchemy.sql.functions import coalesce

from server.models.examples import PUBLISHED, WITHDRAWN, Example, ExamplePhoto
from server.models.log import Record

EXAMPLES_TRACE = (select(func.count(Example.id)), select(coalesce(func.sum(Example.version), 0)))
"""Two numbers, one of which changes with each change of an example; consent that goes is in its record's log."""
_LOOKED_AT = (
    select(Example.id, Example.state, ExamplePhoto.source, Record.consents)
    .outerjoin(ExamplePhoto, ExamplePhoto.example == Example.id)
    .outerjoin(Record, Record.id == ExamplePhoto.record)
    .where(
        or_(
            and_(Example.state == PUBLISHED, ExamplePhoto.key.is_not(None)),
            and_(Example.state == WITHDRAWN, Example.withdrawn_by.is_(None)),
        )
    )
)


class LostExamples(TypedDict):
    """``withdrawn``: examples that the server withdrew, as a record of theirs stands no more; ``without_photos``:
    published ones with a photo that nobody sees, as consent was taken back."""

    withdrawn: int
    without_photos: int


def lost_examples(session: Session) -> LostExamples | None:
    """How many examples somebody should look at; None if there are none. Reads the photos of published examples."""
    withdrawn, without = set(), set()
    for example, state, source, consents in session.execute(_LOOKED_AT):
        if state == WITHDRAWN:
            withdrawn.add(example)
        elif not (consents or {}).get(source, {}).get("given"):
            without.add(example)
    if not withdrawn and not without:
        return None
    return {"withdrawn": len(withdrawn), "without_photos": len(without)}
