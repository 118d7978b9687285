"""The registers that a request uses. They are renewed before it begins, as another process may have published some."""

from flask import current_app, request

from server.registers import published
from sync.registers import Registers

WITHOUT_REGISTERS = {
    "/api/health",
    "/api/health/live",
    "/api/health/ready",
    "/api/docs",
    "/api/openapi.json",
}  # addresses that need no registers


def renew_registers() -> None:
    """Called before each request to the API: take over the registers that any process has published meanwhile."""
    if request.path.startswith("/api/") and request.path not in WITHOUT_REGISTERS:
        published.renew(current_app)


def known_registers() -> Registers:
    """The registers as they were when this request began; during a request they do not change."""
    return current_app.extensions["registers"]
