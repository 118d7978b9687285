"""Who may bring in records of a register from a workbook, and for which units."""

from server.access.records import creates
from server.access.viewer import Grant, Viewer, reaches
from sync.registers import Register

ANSWERS_IN = {"school": ("teacher", "leader"), "commune": ("commune",), "province": ("department",)}
"""A unit's kind → the roles whose records are that unit's own."""


def imports_records(viewer: Viewer) -> bool:
    """Whether the viewer may bring in records from workbooks at all: leaders, and officers of communes and of the
    department. Teachers write what they did themselves, and administrators see no records."""
    return any(_imports(grant) for grant in viewer.grants)


def imports_into(viewer: Viewer, register: Register, unit: str, kind: str, path: str) -> bool:
    """Whether the viewer may bring in records of a register for a unit: a leader for their school, officers for the
    units below their office, if the register is one that such a unit answers, or that they may create there anyway.

    ``unit``, ``kind``, ``path``: the unit's id, kind (school, commune, province) and ``Unit.path``.
    """
    if not any(_imports(grant) and reaches(grant, unit, path) for grant in viewer.grants):
        return False
    return not set(register.by).isdisjoint(ANSWERS_IN.get(kind, ())) or creates(viewer, register, unit, path)


def _imports(grant: Grant) -> bool:
    return grant.role in ("leader", "commune", "department")
