"""The addresses of the app's own screens: the server answers each of them with the app's one page, whose script then
draws the screen."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from werkzeug.wsgi import ClosingIterator

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
        "tep",
        "thong-bao",
        "nhan-rong",
        "chia-se",
        "so",
    )
)


SHARE = "chia-se"
"""Where a phone posts what other apps share with this one: the service worker keeps it there."""
API, PUBLIC = "api", "dien-hinh"
"""The first part of addresses that answer for themselves, found or not: readers of the public pages get no app."""
# Headers that could make the page's answer one without the page.
CONDITIONS = frozenset(("HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_RANGE"))


class Screens:
    """A WSGI wrapper that answers GET and HEAD for a screen's address with the app's page (``/``), as the service
    worker does on a phone that has the app already. A person who opens an address that does not exist gets that page
    too, with status 404: it says so and leads back. What is shared with an app that is not there yet leads to the
    screen that says so. Other requests pass unchanged, the API's whatever they accept."""

    def __init__(self, app: "WSGIApplication"):
        self.app = app

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        first = "".join(environ.get("PATH_INFO", "/").split("/")[1:2])
        if environ["REQUEST_METHOD"] == "POST" and first == SHARE:
            # A phone without the worker: nothing of it is read or kept here, and the screen says so.
            start_response("303 See Other", [("Location", f"/{SHARE}?away"), ("Content-Length", "0")])
            return []
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD") or first in (API, PUBLIC):
            return self.app(environ, start_response)
        if first in PLACES:
            return self.app({**environ, "PATH_INFO": "/"}, start_response)
        if "text/html" in environ.get("HTTP_ACCEPT", ""):
            return self._found_or_page(environ, start_response)
        return self.app(environ, start_response)

    def _found_or_page(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """What is at the address, or the app's page with status 404 if nothing is."""
        answered: list[tuple[Any, ...]] = []

        def hear(*given: Any) -> Callable[[bytes], object]:
            answered.append(given)
            return lambda _: None

        body = self.app(environ, hear)
        if not answered[0][0].startswith("404"):
            start_response(*answered[0])
            return body
        ClosingIterator(body).close()
        whole = {name: value for name, value in environ.items() if name not in CONDITIONS}
        return self.app(
            {**whole, "PATH_INFO": "/"}, lambda _, headers, *more: start_response("404 Not Found", headers, *more)
        )
