"""Who may bring workbooks, and whose the work is that was ordered."""

from server.access.viewer import Viewer


def owns(viewer: Viewer, person: str) -> bool:
    """Whether what ``person`` asked for, such as an export, is one's own."""
    return viewer.account == person


def imports_workbooks(viewer: Viewer) -> bool:
    """Whether one may bring a workbook of units and people at all; each of its rows is judged like any other change."""
    return any(grant.role != "teacher" for grant in viewer.grants)
