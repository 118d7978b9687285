"""Somebody at work on people and units: who, from where, in which transaction."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from server.access.viewer import Viewer
from server.audit import append as audit
from server.audit.append import Origin


@dataclass(frozen=True, slots=True)
class Act:
    session: Session
    viewer: Viewer
    origin: Origin

    def record(self, action: str, target: tuple[str, str], unit: str | None, **details: Any) -> None:
        """See ``audit.record``."""
        audit.record(self.session, self.origin, action, target, unit, **details)
