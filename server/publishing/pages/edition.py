"""Which examples and figures there are to be read: another value whenever one of them, or what it rests on, changes."""

import time
from collections.abc import Hashable

from sqlalchemy import String, cast, func, select
from sqlalchemy.sql.functions import coalesce

from server.figures import public_snapshots
from server.models.examples import PUBLISHED, Example, ExamplePhoto
from server.models.log import Record
from server.platform.database import read_value
from server.publishing.examples.standing import is_read

SECONDS = 60
"""After so long a page is drawn again: the name of a unit may be another, which counts as no edition."""
_EXAMPLES = select(
    cast(func.count(Example.id), String) + coalesce(cast(func.max(Example.changed_at), String), "")
).where(is_read())
_WITH_PHOTOS = (
    select(ExamplePhoto.record).join(Example, Example.id == ExamplePhoto.example).where(Example.state == PUBLISHED)
)
_RECORDS = select(cast(coalesce(func.sum(Record.rev), 0), String)).where(Record.id.in_(_WITH_PHOTOS))
"""Consent to a photo is an entry of its record's log: taken back, it raises the record's ``rev``."""
_EDITION = select(
    _EXAMPLES.scalar_subquery() + "/" + _RECORDS.scalar_subquery() + "/" + public_snapshots.EDITION.scalar_subquery()
)


def edition() -> Hashable:
    """The present edition of what is published, in one statement: this runs with every request. Needs an app
    context."""
    return read_value(_EDITION), int(time.monotonic() // SECONDS)
