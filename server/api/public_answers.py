"""How public pages are sent: without a cookie, kept by proxies for a minute, and not at all if the reader has them."""

from urllib.parse import urlsplit

from flask import Response, current_app, request

from server.platform.security_headers import SHUT, TRUSTED
from server.publishing.pages.memory import PageMemory
from server.publishing.pages.page import Page
from server.publishing.pages.render import Reader
from server.publishing.ripples.kept import KeptModels

KEPT = "public, max-age=0, s-maxage=55"
"""Browsers ask each time, and get a 304. Proxies, which count whole seconds, have nothing left after a minute."""
PICTURES = 50
"""How many pictures of links a process keeps, some 80 KB each."""
FOREVER = "public, max-age=31536000, immutable"
POLICY = (
    SHUT.replace("form-action 'none'", "form-action 'self'") + f"; {TRUSTED}; trusted-types dien-hinh; "
    "script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; worker-src 'self'"
)
"""The policy of a public page: its one policy of Trusted Types lets the address of its worker be run, and no text."""
FRAMED = f"{SHUT}; style-src 'self'; img-src 'self'".replace("frame-ancestors 'none'", "frame-ancestors 'self'")
"""The policy of a page that the desk shows in a frame, before it is public: nothing in it is run."""
HERE = {"Permissions-Policy": "camera=(), geolocation=(), microphone=(), display-capture=(), payment=(), usb=()"}


class PublicSite:
    """What this process keeps of the public pages of one application."""

    def __init__(self) -> None:
        self.pages, self.pictures, self.models = PageMemory(), PageMemory(PICTURES), KeptModels()


def site() -> PublicSite:
    """The application's ``PublicSite``."""
    found: PublicSite = current_app.extensions.setdefault("public_site", PublicSite())
    return found


def reader(language: str) -> Reader:
    """For whom the present request is answered in ``language``."""
    parts = urlsplit(request.url_root)
    return Reader(language, f"{parts.scheme}://{parts.netloc}")


def send(page: Page, kept: str = KEPT) -> Response:
    """The response with a page, packed as the reader takes it; ``kept``: its ``Cache-Control``."""
    if page.to:
        return Response(status=page.status, headers={"Location": page.to, "Cache-Control": kept})
    headers = {"Cache-Control": kept, "Vary": "Accept-Encoding"}
    if page.type.startswith("text/html"):
        headers |= {"Content-Security-Policy": POLICY} | HERE
    accepted = request.accept_encodings
    body, packing = page.body, None
    if page.type.startswith("image/"):
        packing = None
    elif accepted.quality("br"):
        body, packing = page.brotli, "br"
    elif accepted.quality("gzip"):
        body, packing = page.gzip, "gzip"
    response = Response(body, page.status, headers, content_type=page.type)
    if packing:
        response.headers["Content-Encoding"] = packing
    response.set_etag(page.etag)
    if page.status == 200:
        response.make_conditional(request)
    return response
