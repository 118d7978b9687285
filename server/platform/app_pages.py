"""Addresses of the app's own screens: each is the app's one page, which then draws the screen itself."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

# As client/src/routes/addresses.ts has them; a test holds the two to each other.
PLACES = frozenset(
    (
        "ghi",
        "so-tay",
        "ban-ghi",
        "duyet",
        "chua-gui",
        "cai-dat",
        "tro-giup",
        "luyen-tap",
        "nam-cua-toi",
        "mat-khau",
        "vao",
        "so",
    )
)


class Screens:
    """A WSGI wrapper that answers a link to a screen with the app's one page, as a service worker does."""

    def __init__(self, app: "WSGIApplication"):
        self.app = app

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        first = environ.get("PATH_INFO", "/").split("/")[1:2]
        if environ["REQUEST_METHOD"] in ("GET", "HEAD") and first and first[0] in PLACES:
            environ = {**environ, "PATH_INFO": "/"}
        return self.app(environ, start_response)
