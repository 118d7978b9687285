"""The context of a change to units, people or settings: who makes it, from where, and in which transaction."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from server.access.viewer import Viewer
from server.audit import append as audit
from server.audit.append import Origin


@dataclass(frozen=True, slots=True)
class Act:
    """A change that somebody is making: the transaction it is made in, the person with their rights, and where they act
    from."""

    session: Session
    viewer: Viewer
    origin: Origin

    def record(self, action: str, target: tuple[str, str], unit: str | None, **details: object) -> None:
        """Add an audit entry for this change by its person; parameters and errors as ``audit.append.record``."""
        audit.record(self.session, self.origin, action, target, unit, **details)
