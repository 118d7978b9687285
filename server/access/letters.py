"""Who may have the weekly letter."""

from server.access.viewer import Viewer


def gets_weekly_letter(viewer: Viewer) -> bool:
    """Whether the viewer leads a school or is an officer: a letter says what waits for them."""
    return any(viewer.has(role) for role in ("leader", "commune", "department"))
