"""The server: the HTTP API, the command line and the jobs."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask


def create_app(given: Mapping[str, object] | None = None) -> "Flask":
    """Make the WSGI application.

    ``given``: settings, by their key in server/platform/config.py, that override those of the environment.
    """
    # Only now: `make run` and gunicorn's first process want the settings alone, and stay 60 MB smaller.
    from server.assembly import assemble

    return assemble(given)
