"""Keeping the demo on this machine: its passwords are public, so nothing beyond this machine may reach a server that
runs it."""

import ipaddress
import socket
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


REFUSAL = "LANTOA_DEMO=1 listens on loopback alone (127.0.0.1, ::1 or localhost), not on {}"


def is_loopback(address: object) -> bool:
    """Whether only this machine can reach a listener at ``address``: a host, a tuple that begins with one, or the file
    descriptor (int) of an open socket. False for a name other than ``localhost``."""
    if isinstance(address, int):
        with socket.socket(fileno=socket.dup(address)) as listener:
            return is_loopback(listener.getsockname())
    host = address[0] if isinstance(address, tuple) else address
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(str(host)).is_loopback
    except ValueError:
        return False


def refuse_beyond(addresses: Iterable[object]) -> None:
    """Raise SystemExit, with a message that names it, for the first of ``addresses`` that is not loopback."""
    for address in addresses:
        if not is_loopback(address):
            raise SystemExit(REFUSAL.format(address))


class Guard:
    """A WSGI wrapper that answers 503 to every request while the server's own address (``SERVER_NAME``) is not
    loopback.

    It is for servers that do not read gunicorn.conf.py, where ``refuse_beyond`` stops the start.
    """

    def __init__(self, app: "WSGIApplication"):
        self.app = app

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        if is_loopback(environ.get("SERVER_NAME", "")):
            return self.app(environ, start_response)
        start_response("503 Service Unavailable", [("Content-Type", "text/plain; charset=utf-8")])
        return [REFUSAL.format(environ.get("SERVER_NAME")).encode()]
