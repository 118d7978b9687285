"""Rights over files: who may import workbooks of units and people, and who may have an exported file."""

from server.access.viewer import Viewer


def owns(viewer: Viewer, person: str) -> bool:
    """Whether the viewer is ``person``, the account that ordered a thing such as an export or an import."""
    return viewer.account == person


def imports_workbooks(viewer: Viewer) -> bool:
    """Whether the viewer may upload a workbook of units and people at all: everybody who has a role other than teacher.
    Whether they may make the change that a row asks for is decided row by row."""
    return any(grant.role != "teacher" for grant in viewer.grants)
