"""What search engines read: which addresses there are, and that the rest of the server is not theirs."""

from xml.sax.saxutils import escape

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.models.examples import Example
from server.publishing.examples.standing import is_read
from server.publishing.pages.addresses import ROOT, address
from server.publishing.pages.page import Page
from server.publishing.pages.render import Reader
from server.publishing.pages.texts import LANGUAGES
from server.publishing.ripples.kept import Models

XML = "application/xml; charset=utf-8"
MOST = 20_000  # examples that one sitemap lists, which may hold 50,000 addresses
NAMES = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml"'


def robots(reader: Reader) -> Page:
    """``robots.txt``: the public pages, and nothing else."""
    lines = ("User-agent: *", f"Allow: {ROOT}", "Disallow: /", f"Sitemap: {reader.origin}/sitemap.xml", "")
    return Page("\n".join(lines).encode(), "text/plain; charset=utf-8")


def sitemap(reader: Reader, models: Models, session: Session) -> Page:
    """``sitemap.xml``: every page in both languages, each naming its other language."""
    pages: list[tuple[str, ...]] = [(), ("models",), ("figures",), *(("models", model.key) for model in models.models)]
    pages += (("", slug or "") for slug in session.scalars(select(Example.slug).where(is_read()).limit(MOST)))
    entries = "".join(_entries(reader.origin, page) for page in pages)
    return Page(f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset {NAMES}>{entries}</urlset>\n'.encode(), XML)


def _entries(origin: str, page: tuple[str, ...]) -> str:
    places = {language: escape(f"{origin}{address(language, *page)}") for language in LANGUAGES}
    others = "".join(
        f'<xhtml:link rel="alternate" hreflang="{language}" href="{place}"/>' for language, place in places.items()
    )
    return "".join(f"<url><loc>{place}</loc>{others}</url>" for place in places.values())
