"""Rights over second factors: who may have one, who must, and who may take somebody else's away."""

from server.access.viewer import Viewer


def may_have(viewer: Viewer) -> bool:
    """Whether the viewer may set up a second factor: the department and administrators, as only an administrator can
    help who has lost theirs."""
    return viewer.has("department") or viewer.has("admin")


def must_have(viewer: Viewer, required: bool) -> bool:
    """Whether the viewer gets in with a second factor only; ``required``: what the setting SECOND_FACTOR says."""
    return required and may_have(viewer)


def takes_away(viewer: Viewer, account: str) -> bool:
    """Whether the viewer may take away the second factor of the person ``account``: an administrator's right, and never
    over their own, which a stolen session could end otherwise."""
    return viewer.has("admin") and account != viewer.account
