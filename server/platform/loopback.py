"""The demo's passwords are known to all: with it, nothing beyond this machine may reach the server."""

import ipaddress
import socket
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


REFUSAL = "LANTOA_DEMO=1 listens on loopback alone (127.0.0.1, ::1 or localhost), not on {}"


def is_loopback(address: object) -> bool:
    """Whether a listener stays on this machine: (host, port, …), the number of an open socket, or a host."""
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
    """Raise SystemExit that names the first address that others could reach."""
    for address in addresses:
        if not is_loopback(address):
            raise SystemExit(REFUSAL.format(address))


class Guard:
    """A WSGI wrapper that refuses requests on any other address: for servers that do not read gunicorn.conf.py."""

    def __init__(self, app: "WSGIApplication"):
        self.app = app

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        if is_loopback(environ.get("SERVER_NAME", "")):
            return self.app(environ, start_response)
        start_response("503 Service Unavailable", [("Content-Type", "text/plain; charset=utf-8")])
        return [REFUSAL.format(environ.get("SERVER_NAME")).encode()]
