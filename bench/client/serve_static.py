"""Serves a folder to this machine as a well-configured proxy would: python -m bench.client.serve_static FOLDER PORT

It speaks HTTP/1.1 with keep-alive. Texts are compressed once, with brotli at level 11. Browsers may keep files whose
names have a hash for a year; others they request again, and get a 304 while they are unchanged.
"""

import contextlib
import hashlib
import mimetypes
import re
import sys
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import brotli

TEXT = re.compile(r"text/|application/(javascript|json|manifest\+json|xml|wasm)|image/svg")
HASHED = re.compile(r"[.-][A-Za-z0-9_-]{8,}\.(js|css|woff2?|svg|png|webp|wasm)$")
mimetypes.add_type("text/javascript", ".js")
mimetypes.add_type("text/javascript", ".mjs")
mimetypes.add_type("application/manifest+json", ".webmanifest")
mimetypes.add_type("font/woff2", ".woff2")


@cache
def content(path: Path, packed: bool) -> tuple[bytes, str]:
    """The bytes of a file as they are sent, compressed if ``packed``, and their ETag."""
    body = brotli.compress(path.read_bytes(), quality=11) if packed else path.read_bytes()
    return body, f'"{hashlib.sha256(body).hexdigest()[:16]}"'


class Handler(BaseHTTPRequestHandler):
    """Answers GET requests with the files in ``folder``."""

    protocol_version = "HTTP/1.1"
    folder = Path()

    def log_message(self, format: str, *args: object) -> None:
        """Print nothing: requests would disturb the output of a measurement."""

    def do_GET(self) -> None:
        """Send a file, 304 if the browser has it already, or 404."""
        path = (self.folder / self.path.partition("?")[0].lstrip("/")).resolve()
        path = path / "index.html" if path.is_dir() else path
        if not path.is_relative_to(self.folder) or not path.is_file():
            self._answer(404, b"", {})
            return
        type_ = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        packed = TEXT.match(type_) is not None and "br" in self.headers.get("Accept-Encoding", "")
        body, etag = content(path, packed)
        headers = {"Content-Type": type_, "ETag": etag, "Vary": "Accept-Encoding"}
        headers |= {"Content-Encoding": "br"} if packed else {}
        headers["Cache-Control"] = "public, max-age=31536000, immutable" if HASHED.search(path.name) else "no-cache"
        if self.headers.get("If-None-Match") == etag:
            self._answer(304, b"", headers)
        else:
            self._answer(200, body, headers | {"Content-Length": str(len(body))})

    def _answer(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if status == 404:
            self.send_header("Content-Length", "0")
        self.end_headers()
        with contextlib.suppress(BrokenPipeError):
            self.wfile.write(body)


if __name__ == "__main__":
    Handler.folder = Path(sys.argv[1]).resolve()
    ThreadingHTTPServer(("127.0.0.1", int(sys.argv[2])), Handler).serve_forever()
