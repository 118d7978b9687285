"""All that Prometheus gets when it asks."""

from collections.abc import Iterator

import structlog
from flask import Flask
from prometheus_client import CollectorRegistry
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector
from sqlalchemy.exc import SQLAlchemyError

from server.doctor.folders import folders
from server.metrics.gauges import gauges
from server.metrics.machine import machine
from server.platform.config import ROOT
from server.platform.database import read

log = structlog.get_logger()


class Everything(Collector):
    """Reads all gauges when it is asked; without a database it says so, and goes on with the rest."""

    def __init__(self, app: Flask):
        self.app = app

    def collect(self) -> Iterator[Metric]:
        """Every gauge of database and machine."""
        with self.app.app_context():
            found = []
            try:
                with read() as session:
                    found = list(gauges(session, self.app.config["DATABASE_URL"]))
            except SQLAlchemyError:
                log.exception("database does not answer")
            yield GaugeMetricFamily("lantoa_database_up", "1 if the database answers, else 0.", value=int(bool(found)))
            yield from found
            yield from machine(ROOT / self.app.config["METRICS_FOLDER"], folders(self.app.config))


def registry_of(app: Flask) -> CollectorRegistry:
    """The registry of all metrics: those of the application's database, and the counts of all server processes."""
    folder = ROOT / app.config["METRICS_FOLDER"]
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    registry = CollectorRegistry()
    MultiProcessCollector(registry, str(folder))
    registry.register(Everything(app))
    return registry
