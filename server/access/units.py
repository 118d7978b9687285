"""Who may change units and clusters, read a unit's sums, sign, remind and publish."""

from collections.abc import Iterable

from server.access.viewer import Viewer, belongs, reaches
from sync.registers import Register


def reads_figures(viewer: Viewer, unit: str, path: str) -> bool:
    """Whether one may read a unit's sums."""
    return belongs(viewer, unit, path)


def freezes(viewer: Viewer, register: Register, unit: str) -> bool:
    """Whether one may freeze and close a register's period for a unit and all that report to it: the department; the
    commune's office for its own, where the review ends there."""
    if viewer.has("department"):
        return True
    return register.review[-1] == "commune" and viewer.has("commune", unit)


def reminds(viewer: Viewer, unit: str, path: str) -> bool:
    """Whether one may remind a unit of what it has not reported: those above it, not itself."""
    return any(
        grant.role in ("commune", "department") and grant.unit != unit and reaches(grant, unit, path)
        for grant in viewer.grants
    )


def arranges(viewer: Viewer) -> bool:
    """Whether one makes, renames, moves, merges and splits units, and keeps the clusters."""
    return viewer.has("department") or viewer.has("admin")


def compares(viewer: Viewer, members: Iterable[str]) -> bool:
    """Whether one may see how the schools of a cluster stand: the department, and whoever works in one of them."""
    return viewer.has("department") or not {grant.unit for grant in viewer.grants}.isdisjoint(members)


def reads_audit(viewer: Viewer) -> bool:
    """Whether one may read the audit at all; ``units_looked_after`` says of which units."""
    return any(grant.role != "teacher" for grant in viewer.grants)


def publishes(viewer: Viewer) -> bool:
    """Whether one may read registers as files, and publish new ones."""
    return viewer.has("department") or viewer.has("admin")
