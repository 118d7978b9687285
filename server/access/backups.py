"""Rights over backups: who sees them and orders one."""

from server.access.viewer import Viewer


def keeps_backups(viewer: Viewer) -> bool:
    """Whether the viewer may see which backups there are and order one: administrators."""
    return viewer.has("admin")
