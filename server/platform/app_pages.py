"""The addresses of the app's own screens: the server answers each of them with the app's one page, whose script then
draws the screen."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

# The first part of each screen's address, as in client/src/routes/addresses.ts; a test compares the two.
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
    """A WSGI wrapper that answers GET and HEAD for a screen's address with the app's page (``/``), as the service
    worker does on a phone that has the app already. Other requests pass unchanged."""

    def __init__(self, app: "WSGIApplication"):
        self.app = app

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        first = environ.get("PATH_INFO", "/").split("/")[1:2]
        if environ["REQUEST_METHOD"] in ("GET", "HEAD") and first and first[0] in PLACES:
            environ = {**environ, "PATH_INFO": "/"}
        return self.app(environ, start_response)
