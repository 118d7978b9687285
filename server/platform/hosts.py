"""Which names the server answers to: a request that names another was sent here by mistake, or to deceive."""

import re
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from server.platform.loopback import is_loopback

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

HEALTH = "/api/health"
WRONG = "lantoa.wrong_host"  # in the environment of a request that names another host
HOST = re.compile(r"\[([0-9a-f:.]+)\](?::[0-9]*)?|([^:]*)(?::[0-9]*)?")


def is_ours(host: str, names: Collection[str]) -> bool:
    """Whether a request's ``Host``, whatever its port, is among the names of the setting HOSTS; if that has none,
    whether only this machine has that name."""
    match = HOST.fullmatch(host.lower())
    if match is None:
        return False
    name = match[1] or match[2]
    return name in names if names else is_loopback(name)


class Named:
    """A WSGI wrapper that marks requests which name another host: they get no file, and ``bare`` refuses them.

    Questions about health are answered under any name: balancers and watchers ask by address.
    """

    def __init__(self, app: "WSGIApplication", bare: "WSGIApplication", names: Collection[str]):
        self.app, self.bare, self.names = app, bare, names

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        if is_ours(environ.get("HTTP_HOST", ""), self.names):
            return self.app(environ, start_response)
        known = {**environ, "HTTP_HOST": "localhost"}  # no address is ever made from what was named
        if path != HEALTH and not path.startswith(f"{HEALTH}/"):
            known[WRONG] = True
        return self.bare(known, start_response)
