"""Hands requests to the application as a server does, in this process, and notes which of them it could not answer."""

import io
import sys
import traceback
from collections import Counter
from collections.abc import Collection
from contextlib import suppress
from types import TracebackType
from typing import Any
from urllib.parse import unquote_to_bytes

import orjson
from flask import Flask, got_request_exception

from bench.attacks.draw import Draw, Request
from bench.attacks.known import known, sign_in
from server.platform.config import ROOT

SIGNED_IN_FOR = 40  # requests

Fault = tuple[str, str]
"""What went wrong: the kind of the error, and the place in our code where it was last."""


class Attack:
    """Sends requests to an application. ``statuses``: status → how many answers had it. ``faults``: what it could not
    answer → the first request that showed it, with its traceback, and how many did."""

    def __init__(self, app: Flask, usernames: Collection[str]):
        self.app, self.usernames, self.known = app, usernames, known(app, usernames)
        self.description = app.test_client().get("/api/openapi.json").json
        self.statuses: Counter[int] = Counter()
        self.faults: dict[Fault, tuple[Request, str]] = {}
        self.counts: Counter[Fault] = Counter()

    def run(self, seed: int, count: int) -> None:
        """Send so many requests, drawn by ``seed``. Whoever was signed out by one is soon signed in again."""
        draw = Draw(seed, self.description, self.known)
        raised: list[BaseException] = []

        def hear(_app: Flask, exception: BaseException, **_: object) -> None:
            raised.append(exception)

        with got_request_exception.connected_to(hear, self.app):
            for number, request in enumerate(draw.requests(count)):
                if number % SIGNED_IN_FOR == 0:
                    sign_in(self.app, self.usernames)
                raised.clear()
                status = self._send(request, raised)
                self.statuses[status] += 1
                if status >= 500:
                    self._note(request, raised[0] if raised else None, status)

    def get(self, path: str, headers: dict[str, str]) -> int:
        """The status of the answer to one request of one's own."""
        return self._send(Request("GET", path.encode(), b"", headers, b"", None), [])

    def _send(self, request: Request, raised: list[BaseException]) -> int:
        """The status of the answer; 500 if the application raised instead."""
        answered: list[Any] = []

        def start(status: str, headers: list[tuple[str, str]], exc_info: object = None) -> Any:
            answered[:] = [int(status[:3]), headers]
            for name, value in headers:
                (name + value).encode("latin-1")  # as servers write them
                if "\r" in value or "\n" in value:
                    raise ValueError(f"a line break in {name}")
            return lambda _: None

        try:
            parts = self.app.wsgi_app(environ(request), start)
            try:
                body = b"".join(parts)
            finally:
                getattr(parts, "close", lambda: None)()
        except Exception as fault:
            raised.append(fault)
            return 500
        if answered[0] == 200 and request.method in ("GET", "POST") and len(body) < 200_000:
            with suppress(orjson.JSONDecodeError):
                self.known.learn(request.who, orjson.loads(body))
        return answered[0]

    def _note(self, request: Request, fault: BaseException | None, status: int) -> None:
        text = "".join(traceback.format_exception(fault)) if fault else f"status {status} without an error"
        key = (type(fault).__name__, _place(fault.__traceback__) if fault else request.path.decode("latin-1"))
        self.counts[key] += 1
        self.faults.setdefault(key, (request, text))


def environ(request: Request) -> dict[str, Any]:
    """The request as WSGI has it."""
    found: dict[str, Any] = {
        "REQUEST_METHOD": request.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(request.path).decode("latin-1"),
        "QUERY_STRING": request.query.decode("latin-1"),
        "RAW_URI": request.path.decode("latin-1"),
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": "localhost",
        "HTTP_ACCEPT_ENCODING": "gzip",
        "CONTENT_LENGTH": str(len(request.body)),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(request.body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for name, value in request.headers.items():
        key = name.upper().replace("-", "_")
        found[key if key in ("CONTENT_TYPE", "CONTENT_LENGTH") else f"HTTP_{key}"] = value
    return found


def _place(trace: TracebackType | None) -> str:
    """The last place in our own code, as file:line."""
    frames = traceback.extract_tb(trace)
    ours = [one for one in frames if one.filename.startswith((f"{ROOT}/server/", f"{ROOT}/sync/"))] or frames
    return f"{ours[-1].filename.removeprefix(f'{ROOT}/')}:{ours[-1].lineno}" if ours else "?"
