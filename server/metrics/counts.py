"""Counts of requests and of outcomes, kept by each of the server's processes in a folder that they share."""

import os
import re
from collections import Counter as Tally
from collections.abc import Iterable
from pathlib import Path

from sync.protocol.outcome import Outcome

COUNTED = re.compile(r"(?:counter|histogram)_\d+\.db")  # files of counts; a database has that ending, too
BUCKETS = (0.05, 0.2, 1, 2, 10)  # seconds


class Counts:
    """The counts of this process, in ``folder``. No label names a person, a unit or what was searched for."""

    def __init__(self, folder: Path):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(folder)
        # It looks for its folder when it is imported; and who keeps no counts need not load it.
        from prometheus_client import CollectorRegistry, Counter, Histogram

        own = CollectorRegistry()
        self._requests = Histogram(
            "lantoa_request_seconds",
            "Requests to the API, by the time that they took.",
            ("method", "route", "status"),
            registry=own,
            buckets=BUCKETS,
        )
        self._outcomes = Counter(
            "lantoa_outcomes", "Mutations that exchanges answered, by outcome.", ("outcome",), registry=own
        )

    def count_request(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count a request that was answered; ``route``: the pattern of its address, as ``/api/records/<record>``."""
        self._requests.labels(method, route, str(status)).observe(seconds)

    def count_outcomes(self, outcomes: Iterable[Outcome]) -> None:
        """Count the outcomes of an exchange, each by its kind: ``applied`` and the like, or the code of a refusal."""
        for kind, number in Tally(map(kind_of, outcomes)).items():
            self._outcomes.labels(kind).inc(number)


def kind_of(outcome: Outcome) -> str:
    """What kind an outcome is of: ``wait``, ``unknown``, ``conflict``, ``applied``, or the code of a refusal."""
    if refused := outcome.get("refused"):
        return refused["code"]
    if outcome.get("conflicts"):
        return "conflict"
    return next((kind for kind in ("wait", "unknown") if outcome.get(kind)), "applied")


def forget(folder: Path) -> None:
    """Delete the counts of processes that ran before the server was started; Prometheus sees that they begin anew."""
    for file in folder.glob("*.db"):
        if COUNTED.fullmatch(file.name):
            file.unlink(missing_ok=True)
