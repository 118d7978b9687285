"""Counts each request and each outcome for the metrics, where the setting METRICS_PORT wants them."""

import time
from collections.abc import Iterable
from pathlib import Path

from flask import Flask, Response, current_app, g, request

from server.metrics.counts import Counts
from sync.protocol.outcome import Outcome


def init(app: Flask, folder: Path) -> None:
    """Count the requests to ``app`` in a folder; called once the requests' log is set up, which times them."""
    app.extensions["counts"] = Counts(folder)
    app.after_request(_count)


def count_outcomes(outcomes: Iterable[Outcome]) -> None:
    """Count the outcomes that an exchange answers; does nothing where no counts are kept."""
    if counts := current_app.extensions.get("counts"):
        counts.count_outcomes(outcomes)


def _count(response: Response) -> Response:
    """The response, unchanged. A request to no address that there is counts under the route ``none``."""
    route = request.url_rule.rule if request.url_rule else "none"
    seconds = time.perf_counter() - g.began
    current_app.extensions["counts"].count_request(request.method, route, response.status_code, seconds)
    return response
