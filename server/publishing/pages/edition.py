"""Which examples there are to be read: another value whenever an officer publishes, changes or withdraws one."""

import time
from collections.abc import Hashable

from sqlalchemy import func, select

from server.models.examples import Example
from server.platform.database import read_once
from server.publishing.examples.standing import is_read

SECONDS = 60
"""After so long a page is drawn again: consent to a photo may have been taken back, which counts as no edition."""
_READ = select(func.count(Example.id), func.max(Example.changed_at)).where(is_read())


def edition() -> Hashable:
    """The present edition of what is published. Needs an app context."""
    with read_once() as session:
        number, changed = session.execute(_READ).one()
    return number, changed, int(time.monotonic() // SECONDS)
