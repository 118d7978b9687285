"""Serving the built client's files, with their policies, and the compression of every response."""

import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path
from wsgiref.headers import Headers

from flask import Flask, Response
from flask_compress import Compress
from whitenoise import WhiteNoise

from server.platform.app_pages import Screens
from server.platform.config import ROOT
from server.platform.security_headers import SHUT, TRUSTED

DIST = ROOT / "client" / "dist"
INLINE = re.compile(r"<(script|style)>(.*?)</\1>", re.DOTALL)
BROTLI = 8  # its level: a sixth smaller than gzip's usual one, and as quick; docs/performance.md has the figures
WINDOW = 16  # bits of its window: one that is larger takes 8 MiB anew for each answer
WORKER = f"{SHUT}; connect-src 'self'"
"""The policy of the service worker, which only fetches."""

APP = (
    f"{SHUT}; {TRUSTED}; trusted-types default; connect-src 'self'; img-src 'self' data: blob:; frame-src 'self'; "
    "manifest-src 'self'"
)
"""The policy of the app's page but for scripts and styles. Its one policy of Trusted Types (client/build/door.ts) lets
the addresses of its two workers be run, and no text. Icons are drawn from ``data:``, photos from ``blob:``; a frame
of the desk shows an example's page before it is published."""


def init(app: Flask, dist: Path = DIST) -> None:
    """Compress the responses of ``app``, and serve the built client from the folder ``dist`` if that exists."""
    # Registered before flask-compress, so it runs after it.
    app.after_request(_finish)
    app.config["COMPRESS_ALGORITHM"] = ["br", "gzip"]
    app.config["COMPRESS_BR_LEVEL"], app.config["COMPRESS_BR_WINDOW"] = BROTLI, WINDOW
    app.config["COMPRESS_MIMETYPES"] = ["application/json", "application/problem+json", "text/html", "text/css"]
    Compress(app)
    if dist.is_dir():
        app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]  # Flask's own way to wrap an app
            app.wsgi_app,
            root=dist,
            index_file=True,
            max_age=0,
            allow_all_origins=False,
            immutable_file_test=r"^/assets/",
            add_headers_function=_head_of_file,
        )
        app.wsgi_app = Screens(app.wsgi_app)  # type: ignore[method-assign]


def _finish(response: Response) -> Response:
    # flask-compress adds ":br" to an ETag. Ours name content, a view compares them, and Vary tells packings apart.
    etag, weak = response.get_etag()
    if etag and response.content_encoding:
        response.set_etag(etag.removesuffix(f":{response.content_encoding}"), weak=bool(weak))
    return response


def _head_of_file(headers: Headers, path: str, url: str) -> None:
    if url == "/sw.js":
        headers["Content-Security-Policy"] = WORKER
    if path.endswith(".html"):
        headers["Content-Security-Policy"] = _policy(Path(path).read_text())


def _policy(page: str) -> str:
    """The Content-Security-Policy of an HTML page: scripts and styles written within the page are allowed by their
    hashes, all others only from our own server."""
    allowed = {"script": "'self'", "style": "'self'"}
    for kind, text in INLINE.findall(page):
        allowed[kind] += f" 'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
    scripts, styles = allowed["script"], allowed["style"]
    return f"{APP}; script-src {scripts}; style-src {styles}; worker-src 'self'"
