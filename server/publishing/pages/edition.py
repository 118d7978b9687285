"""Which examples and figures there are to be read: another value whenever an officer publishes or withdraws one."""

import time
from collections.abc import Hashable

from sqlalchemy import String, cast, func, select
from sqlalchemy.sql.functions import coalesce

from server.figures import public_snapshots
from server.models.examples import Example
from server.platform.database import read_value
from server.publishing.examples.standing import is_read

SECONDS = 60
"""After so long a page is drawn again: consent to a photo may have been taken back, which counts as no edition."""
_EXAMPLES = select(
    cast(func.count(Example.id), String) + coalesce(cast(func.max(Example.changed_at), String), "")
).where(is_read())
_EDITION = select(_EXAMPLES.scalar_subquery() + "/" + public_snapshots.EDITION.scalar_subquery())


def edition() -> Hashable:
    """The present edition of what is published, in one statement: this runs with every request. Needs an app
    context."""
    return read_value(_EDITION), int(time.monotonic() // SECONDS)
