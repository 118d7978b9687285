"""Who may bring workbooks of units and people, and who may have a file that somebody ordered."""

from server.access.viewer import Viewer


def owns(viewer: Viewer, person: str) -> bool:
    """Whether what ``person`` ordered, such as an export, is one's own."""
    return viewer.account == person


def imports_workbooks(viewer: Viewer) -> bool:
    """Whether one may bring a workbook of units and people at all; whether one may do
    what each of its rows says is decided row by row."""
    return any(grant.role != "teacher" for grant in viewer.grants)
