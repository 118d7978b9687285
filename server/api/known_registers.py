"""The registers that a request uses: as they were when it was found out who makes it."""

from flask import current_app

from sync.registers import Registers


def known_registers() -> Registers:
    """The registers for views that are ``signed_in``; during a request they do not change."""
    return current_app.extensions["registers"]
