"""Carries out the mergers and splits of schools whose planned day has come, before a request is answered.

Each server process looks for them once a day.
"""

from flask import current_app, request

from server.org import due_endings

# Addresses that answer without the database.
WITHOUT_UNITS = {"/api/health", "/api/health/live", "/api/health/ready", "/api/docs", "/api/openapi.json"}


def end_units_due() -> None:
    """Called before each request to the API: carry out the mergers and splits of schools that are due by today.

    Does nothing if this process has looked for them today already.
    """
    if request.path.startswith(("/api/", "/v1/")) and request.path not in WITHOUT_UNITS:
        due_endings.bring_about(current_app)
