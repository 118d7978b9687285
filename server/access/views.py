"""Rights over saved tables of Explore: who sees one, and who changes it. What a table shows is decided when it is
opened, by the rights of whoever opens it."""

from server.access.viewer import Viewer


def sees_view(viewer: Viewer, person: str, unit: str, shared: bool) -> bool:
    """Whether the viewer sees a table that the account ``person`` saved: their own, and a shared one of a unit (its
    id) that they have a role in."""
    return viewer.account == person or (shared and unit in viewer.scopes)


def changes_view(viewer: Viewer, person: str) -> bool:
    """Whether the viewer may rename, share and delete a table that the account ``person`` saved: their own."""
    return viewer.account == person
