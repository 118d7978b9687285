"""Rights over files: who may import workbooks of units and people, have an exported file, and keep the templates of
Word reports and what stands around a unit's."""

from server.access.viewer import Grant, Viewer, reaches

SIGNING = {"school": "leader", "commune": "commune", "province": "department"}
"""A unit's kind → the role that writes papers in its name."""


def owns(viewer: Viewer, person: str) -> bool:
    """Whether the viewer is ``person``, the account that ordered a thing such as an export or an import."""
    return viewer.account == person


def imports_workbooks(viewer: Viewer) -> bool:
    """Whether the viewer may upload a workbook of units and people at all: everybody who has a role other than teacher.
    Whether they may make the change that a row asks for is decided row by row."""
    return any(grant.role != "teacher" for grant in viewer.grants)


def keeps_templates(viewer: Viewer) -> bool:
    """Whether the viewer may see, download and change the templates of Word reports: the department."""
    return viewer.has("department")


def heads_reports(viewer: Viewer, unit: str, path: str) -> bool:
    """Whether the viewer says who signs a unit's reports and what stands around their figures: its leader, the office
    of its commune, and the department. ``path``: the unit's ``Unit.path``."""
    return any(grant.role in SIGNING.values() and reaches(grant, unit, path) for grant in viewer.grants)


def heads_units(viewer: Viewer) -> list[str]:
    """The ids of the units in which the viewer has a role that writes papers in the unit's name, sorted."""
    return sorted({grant.unit for grant in viewer.grants if grant.role in SIGNING.values()})


def viewer_of_unit(unit: str, kind: str, path: str) -> Viewer:
    """Whoever writes papers in a unit's name, as a viewer without an account: for what is made by itself."""
    return Viewer("", "", (Grant(unit, SIGNING[kind], path),))
