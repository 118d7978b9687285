"""What search engines read: ``robots.txt`` and ``sitemap.xml``."""

from flask import Blueprint, Response

from server.api.public_answers import reader, send
from server.api.public_pages import answer
from server.publishing.pages.sitemap import robots, sitemap

blueprint = Blueprint("public_sitemap", __name__)


@blueprint.get("/robots.txt")
def robots_txt() -> Response:
    """Which addresses search engines may read."""
    return send(robots(reader("vi")))


@blueprint.get("/sitemap.xml")
def sitemap_xml() -> Response:
    """Which public pages there are."""
    return answer("vi", sitemap)
