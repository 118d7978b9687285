"""Rights over units as a whole: who may read a unit's figures, freeze its reports, remind it, change units and
clusters, read the audit, and publish registers."""

from collections.abc import Iterable

from server.access.tokens import reads_place
from server.access.viewer import Viewer, belongs, reaches
from sync.registers import Register


def reads_figures(viewer: Viewer, unit: str, path: str) -> bool:
    """Whether the viewer may read a unit's figures: whoever works in it, officers of its commune, and the department;
    by a token, of the units that it leaves.

    ``path``: the unit's ``Unit.path``.
    """
    return belongs(viewer, unit, path) and reads_place(viewer, path)


def freezes(viewer: Viewer, register: Register, unit: str) -> bool:
    """Whether the viewer may freeze a report of a register for ``unit`` and all units that report to it, or close its
    period for them. The department may for any unit; a commune's office may for its own commune, if the register's
    review ends at the commune."""
    if viewer.has("department"):
        return True
    return register.review[-1] == "commune" and viewer.has("commune", unit)


def tells_everybody(viewer: Viewer) -> bool:
    """Whether the viewer may let everybody read figures that were frozen: the department alone."""
    return viewer.has("department")


def reminds(viewer: Viewer, unit: str, path: str) -> bool:
    """Whether the viewer may remind a unit of reports that it has not sent: officers of its commune and of the
    department may, but nobody may remind the unit that they are an officer of. ``path``: the unit's ``Unit.path``."""
    return any(
        grant.role in ("commune", "department") and grant.unit != unit and reaches(grant, unit, path)
        for grant in viewer.grants
    )


def arranges(viewer: Viewer) -> bool:
    """Whether the viewer may make, rename, move, merge and split units, and keep the clusters: the department and
    administrators."""
    return viewer.has("department") or viewer.has("admin")


def compares(viewer: Viewer, members: Iterable[str]) -> bool:
    """Whether the viewer may compare the figures of a cluster's schools: the department, and whoever has a role in one
    of them. ``members``: the ids of the cluster's schools."""
    return viewer.has("department") or not {grant.unit for grant in viewer.grants}.isdisjoint(members)


def reads_audit(viewer: Viewer) -> bool:
    """Whether the viewer may read the audit and the lists of units and people at all: everybody who has a role other
    than teacher. Which units they then see is said by ``units_looked_after``."""
    return any(grant.role != "teacher" for grant in viewer.grants)


def publishes(viewer: Viewer) -> bool:
    """Whether the viewer may read the definitions of registers as files and publish new versions: the department and
    administrators."""
    return viewer.has("department") or viewer.has("admin")
