"""The page of an example before it is published, for who prepares it: opened in a frame of the desk, which names no
account, so that it goes by whoever is signed in in the browser."""

from flask import Response, current_app
from flask_smorest import Blueprint

from server.access.examples import keeps_examples
from server.api.in_this_browser import in_this_browser
from server.api.public_answers import FRAMED, reader, site
from server.api.query import parameters, query_parameter
from server.models.examples import Example, ExamplePhoto
from server.photos.files import TYPE, PhotoFiles
from server.platform.database import read
from server.platform.query_params import ParamReader
from server.publishing.examples.photo_files import read_file
from server.publishing.pages.example_pages import example_preview
from server.publishing.pages.texts import LANGUAGES
from server.registers.published import renew
from sync.protocol.ids import is_sha256, is_uuid
from sync.protocol.problems import Problem

blueprint = Blueprint(
    "example_previews", __name__, url_prefix="/api/examples/<example>/preview", description="Examples as they will look"
)


@blueprint.get("")
@blueprint.doc(parameters=[query_parameter("language", "Vietnamese by default.", enum=list(LANGUAGES))])
@blueprint.alt_response(200, description="The page, text/html, as everybody will read it.")
def page(example: str) -> Response:
    """An example's public page as it was saved last. Problem ``unauthenticated``, ``forbidden``, ``not_found``."""
    in_this_browser(keeps_examples)
    params = ParamReader(parameters(), ("language",))
    language = params.among("language", LANGUAGES) or "vi"
    params.refuse()
    models = site().models.get(lambda: renew(current_app))
    with read() as session:
        found = session.get(Example, example) if is_uuid(example) else None
        if found is None:
            raise Problem("not_found")
        drawn = example_preview(reader(language), models, session, renew(current_app), found)
    response = Response(drawn.body, content_type=drawn.type)
    response.headers["Content-Security-Policy"] = FRAMED
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.get("/<key>/<size>.webp")
@blueprint.alt_response(200, description="A photo of that page, image/webp.")
def photo(example: str, key: str, size: str) -> Response:
    """A photo of an example in a size, ``large`` or ``small``. Problem ``unauthenticated``, ``forbidden``,
    ``not_found``."""
    in_this_browser(keeps_examples)
    with read() as session:
        found = session.get(ExamplePhoto, key) if is_sha256(key) else None
    if found is None or found.example != example or size not in ("large", "small"):
        raise Problem("not_found")
    try:
        content = read_file(PhotoFiles(current_app.config["PHOTOS"], soon=True), key, size == "small")
    except FileNotFoundError:
        raise Problem("not_found") from None
    return Response(content, mimetype=TYPE)
