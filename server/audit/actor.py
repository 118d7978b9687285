"""Somebody who changes units, people or settings: who, from where, and in which transaction."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from server.access.viewer import Viewer
from server.audit import append as audit
from server.audit.append import Origin


@dataclass(frozen=True, slots=True)
class Act:
    """A change that somebody is making: its transaction, who makes it with what rights, and from where."""

    session: Session
    viewer: Viewer
    origin: Origin

    def record(self, action: str, target: tuple[str, str], unit: str | None, **details: object) -> None:
        """Add to the audit what was done; see ``audit.append.record``."""
        audit.record(self.session, self.origin, action, target, unit, **details)
