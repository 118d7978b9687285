"""The command that serves what Prometheus reads: ``flask metrics``."""

import click
from flask import current_app
from flask.cli import with_appcontext

from server.cli.processes import application

LOOPBACK = "127.0.0.1"


@click.command("metrics")
@with_appcontext
def metrics() -> None:
    """Serve metrics for Prometheus on loopback, on the port of LANTOA_METRICS_PORT, until ended."""
    # Its library is loaded by the one process that serves it.
    from prometheus_client import start_http_server

    from server.metrics.collector import registry_of

    port = current_app.config["METRICS_PORT"]
    if not port:
        raise click.UsageError("set LANTOA_METRICS_PORT, for the server too, as its processes count only then")
    _, thread = start_http_server(port, LOOPBACK, registry_of(application()))
    click.echo(f"http://{LOOPBACK}:{port}/metrics")
    thread.join()
