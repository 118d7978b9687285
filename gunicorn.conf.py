"""Settings of gunicorn, which finds this file when it is started here. Each worker makes the application itself."""

import gc

from server.metrics.counts import forget
from server.platform.config import ROOT, load
from server.platform.logging import logging_settings
from server.platform.loopback import refuse_beyond

_settings = load()

wsgi_app = "wsgi:app"
bind = f"{_settings['HOST']}:{_settings['PORT']}"
worker_class = "server.platform.front.worker.WholeRequestWorker"
worker_connections = 800  # of each process; systems let a process open 1,024 files
asgi_loop = "asyncio"
asgi_lifespan = "off"
workers = _settings["WORKERS"]
threads = _settings["THREADS"]
preload_app = False
umask = 0o077  # what the server writes is for its own account alone
keepalive = 15
timeout = 120
graceful_timeout = 10
control_socket_disable = True  # it would write into the home folder, where a second server finds it
logconfig_dict = logging_settings(_settings["LOG_LEVEL"], _settings["LOG_FORMAT"])


def post_worker_init(worker):
    """Let the collector of circles look at what requests leave behind, and seldom: not at the code, time and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(5_000)


def on_starting(server):
    """Refuse to serve the demo, whose passwords are known to all, to other machines; begin all counts anew."""
    if _settings["DEMO"]:
        refuse_beyond(server.cfg.address)
    if _settings["METRICS_PORT"]:
        forget(ROOT / _settings["METRICS_FOLDER"])
