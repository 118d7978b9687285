"""The headers that keep a browser from being turned against the person who uses it: on every answer there is."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

Headers = list[tuple[str, str]]

SHUT = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
"""The Content-Security-Policy of what is no page: whatever it holds, nothing is loaded, run, sent or framed."""

TRUSTED = "require-trusted-types-for 'script'"
"""What a page's policy says in addition: no text becomes a script by mistake."""

EVERY = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": SHUT,
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
}
"""A header → its value on each answer that does not name another."""

PAGE = {
    "Content-Security-Policy": f"{SHUT}; {TRUSTED}; trusted-types 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), geolocation=(self), microphone=(), display-capture=(), payment=(), usb=(), "
    "serial=(), hid=()",
}
"""A header → its value on each page that does not name another. Our own pages alone ask for camera and place."""

ASSETS, ASSET = "/assets/", ("X-Content-Type-Options", "Cross-Origin-Resource-Policy")
"""Where the parts of the app's page lie, and what they have of ``EVERY``: phones pay for each byte."""
VALIDATORS = frozenset(("etag", "last-modified"))
"""What such a part does not need: by its name it is always the same, and nobody asks whether it has changed."""

OVER_TLS = {"Strict-Transport-Security": "max-age=63072000"}

EXCHANGE = "/api/sync"
NEEDED = frozenset(("content-type", "content-length", "content-encoding", "set-cookie"))
"""Headers in small letters that an exchange's answer keeps: each byte is paid for by somebody on a hill. Only a script
of our own page is ever answered so, as a form of another site is refused: there is nothing to frame, run or guess."""


class SecurityHeaders:
    """A WSGI wrapper that completes the headers of every answer; those that the answer has already stay as they are.

    An exchange that succeeds has only what a phone needs. A *not modified* gets none: what it would bring replaces the
    headers of the answer that the browser has.
    """

    def __init__(self, app: "WSGIApplication"):
        self.app = app

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        exchange = (environ["REQUEST_METHOD"], path) == ("POST", EXCHANGE)
        secure = environ.get("wsgi.url_scheme") == "https"

        def start(status: str, headers: Headers, *more: Any) -> Callable[[bytes], object]:
            if exchange and status.startswith("200"):
                headers = [(name, value) for name, value in headers if name.lower() in NEEDED]
            elif path.startswith(ASSETS) and status.startswith("200"):
                headers = [(name, value) for name, value in headers if name.lower() not in VALIDATORS]
                headers += [(name, EVERY[name]) for name in ASSET]
            elif not status.startswith("304"):
                _complete(headers, secure)
            return start_response(status, headers, *more)

        return self.app(environ, start)


def _complete(headers: Headers, secure: bool) -> None:
    """Add to the headers of an answer what it lacks; ``secure``: it is sent over TLS."""
    there = {name.lower(): value for name, value in headers}
    wanted = dict(EVERY)
    if there.get("content-type", "").startswith("text/html"):
        wanted |= PAGE
    if secure:
        wanted |= OVER_TLS
    headers += [(name, value) for name, value in wanted.items() if name.lower() not in there]
