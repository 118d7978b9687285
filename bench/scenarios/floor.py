"""The floor: a program that keeps what is posted to it in memory, and answers what lies in a folder. It checks nothing.

``floor`` runs it as our server is run, with as many processes and threads, on gunicorn's own threads.
"""

import gzip
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench.load.cluster import free_port
from bench.load.served import PATIENCE, Served
from server.platform.config import ROOT, load

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

ANSWERS = "FLOOR_ANSWERS"  # the environment variable that names the folder
HEADERS = {"Content-Type": "application/json", "Content-Encoding": "gzip"}
BARE = ("id", "form", "unit", "at")

_kept: list[Any] = []


def packed(records: list[Any]) -> bytes:
    """Records as the smallest body that holds them: their JSON, gzipped."""
    return gzip.compress(json.dumps(records, ensure_ascii=False, separators=(",", ":")).encode(), mtime=0)


def bare(mutations: list[Any]) -> list[Any]:
    """Of mutations that make records, what makes the record alone: ids, form, unit, time and answers."""
    return [{name: one[name] for name in BARE} | {"data": one["set"]} for one in mutations]


def app(environ: "WSGIEnvironment", start_response: "StartResponse") -> list[bytes]:
    """Keep what was posted, and answer the file of that name."""
    sent = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    if sent:
        _kept.extend(json.loads(gzip.decompress(sent)))
    answer = _answer(environ["PATH_INFO"])
    start_response("200 OK", [*HEADERS.items(), ("Content-Length", str(len(answer)))])
    return [answer]


@cache
def _answer(path: str) -> bytes:
    return Path(os.environ[ANSWERS], path.strip("/")).read_bytes()


@contextmanager
def floor(answers: Path) -> Iterator[Served]:
    """A context in which the program runs on a free port of this machine, with the folder ``answers``."""
    port, settings = free_port(), load()
    command = [sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}", "--worker-class", "gthread"]
    command += ["--workers", str(settings["WORKERS"]), "--threads", str(settings["THREADS"])]
    environment = os.environ | {ANSWERS: str(answers), "PYTHONPATH": str(ROOT)}
    with tempfile.TemporaryDirectory() as elsewhere:  # where gunicorn does not find our settings
        command += ["--no-control-socket", "--log-level", "warning", "bench.scenarios.floor:app"]
        process = subprocess.Popen(command, cwd=elsewhere, env=environment)
        retry = ["curl", "-sf", "--retry", "60", "--retry-connrefused", "-o", "/dev/null", f"http://127.0.0.1:{port}/0"]
        try:
            subprocess.run(retry, check=True, timeout=PATIENCE)
            yield Served(f"http://127.0.0.1:{port}", process.pid)
        finally:
            process.terminate()
            process.wait(PATIENCE)
