"""The server: an HTTP API over one log, its command line and its jobs."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from flask import Flask


def create_app(given: Mapping[str, Any] | None = None) -> "Flask":
    """The WSGI application. ``given`` settings, by key (server/platform/config.py), come before the environment's."""
    # Only now: `make run` and gunicorn's first process want the settings alone, and stay 60 MB smaller.
    from server.assembly import assemble

    return assemble(given)
