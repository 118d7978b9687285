#!/usr/bin/env python3
"""Small static server for the client-weight bench. Standard library only
(uses the `brotli` module for br when it is importable).

    python3 serve_static.py DIR [PORT] [--encoding br|gzip|none] [--spa]

HTTP/1.1 keep-alive, 127.0.0.1 only, each text file is compressed once
(brotli 11 / gzip 9) and kept in memory: what a well-set-up CDN or nginx with
static compression would send. Hashed files (name has -XXXXXXXX. or .XXXXXXXX.)
get a one-year immutable cache, the rest no-cache + ETag.
"""

import argparse
import contextlib
import gzip
import hashlib
import http.server
import mimetypes
import os
import pathlib
import re
import socketserver

try:
    import brotli
except ImportError:  # br is then simply not offered
    brotli = None

TEXT = re.compile(r"^(text/|application/(javascript|json|manifest\+json|xml|wasm)|image/svg)")
HASHED = re.compile(r"[.-][A-Za-z0-9_-]{8,}\.(js|css|woff2?|svg|png|webp|wasm)$")
mimetypes.add_type("text/javascript", ".js")
mimetypes.add_type("text/javascript", ".mjs")
mimetypes.add_type("application/manifest+json", ".webmanifest")
mimetypes.add_type("font/woff2", ".woff2")
CACHE = {}


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    root = "."
    encoding = "br"
    spa = False

    def log_message(self, *a):
        pass

    def do_HEAD(self):
        self.do_GET(head=True)

    def do_GET(self, head=False):
        path = self.path.split("?")[0].split("#")[0]
        full = os.path.realpath(os.path.join(self.root, path.lstrip("/")))
        if not full.startswith(self.root):
            full = ""
        if os.path.isdir(full):
            full = os.path.join(full, "index.html")
        if not os.path.isfile(full) and self.spa:
            full = os.path.join(self.root, "index.html")
        if not os.path.isfile(full):
            return self._send(404, b"not found", {"Content-Type": "text/plain"}, head)
        ctype = mimetypes.guess_type(full)[0] or "application/octet-stream"
        accept = self.headers.get("Accept-Encoding", "")
        enc = None
        if TEXT.match(ctype) and self.encoding != "none":
            if self.encoding == "br" and brotli and "br" in accept:
                enc = "br"
            elif "gzip" in accept:
                enc = "gzip"
        key = (full, enc, os.stat(full).st_mtime_ns)
        if key not in CACHE:
            raw = pathlib.Path(full).read_bytes()
            if enc == "br":
                raw = brotli.compress(raw, quality=11)
            elif enc == "gzip":
                raw = gzip.compress(raw, 9, mtime=0)
            CACHE[key] = (raw, f'"{hashlib.sha1(raw).hexdigest()[:16]}"')
        body, etag = CACHE[key]
        head_ = {"Content-Type": ctype, "ETag": etag, "Vary": "Accept-Encoding"}
        if enc:
            head_["Content-Encoding"] = enc
        head_["Cache-Control"] = "public, max-age=31536000, immutable" if HASHED.search(full) else "no-cache"
        if self.headers.get("If-None-Match") == etag:
            return self._send(304, b"", head_, head)
        self._send(200, body, head_, head)

    def _send(self, code, body, headers, head):
        self.send_response(code)
        for k, v in headers.items():
            self.send_header(k, v)
        if code != 304:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if not head and code != 304:
            with contextlib.suppress(BrokenPipeError):
                self.wfile.write(body)


class Server(socketserver.ThreadingMixIn, http.server.HTTPServer):
    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 64


if __name__ == "__main__":
    ap = argparse.ArgumentParser()
    ap.add_argument("dir")
    ap.add_argument("port", nargs="?", type=int, default=8123)
    ap.add_argument("--encoding", default="br", choices=["br", "gzip", "none"])
    ap.add_argument("--spa", action="store_true")
    a = ap.parse_args()
    Handler.root = os.path.realpath(a.dir)
    Handler.encoding = a.encoding
    Handler.spa = a.spa
    Server(("127.0.0.1", a.port), Handler).serve_forever()
