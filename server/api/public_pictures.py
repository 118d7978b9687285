"""The pictures of published examples: asked for each time whether they may still be shown, and sent only once."""

from flask import Blueprint, Response, current_app, request

from server.api.public_answers import KEPT, send, site
from server.photos.files import TYPE, PhotoFiles
from server.platform.database import read
from server.publishing.examples.photo_files import read_file
from server.publishing.examples.published import public_photo, published_example
from server.publishing.pages.addresses import ROOT
from server.publishing.pages.page import Page
from server.publishing.pages.pictures import photo_of
from server.publishing.pages.preview import preview
from sync.protocol.problems import Problem

blueprint = Blueprint("public_pictures", __name__, url_prefix=f"{ROOT}/anh")


@blueprint.get("/<name>.webp")
def photo(name: str) -> Response:
    """A photo in one of its two sizes. Problem ``not_found`` unless it may be shown now."""
    key, small = photo_of(name)
    with read() as session:
        if public_photo(session, key) is None:
            raise Problem("not_found")
    if name in request.if_none_match:
        return _named(Response(status=304), name)
    try:
        content = read_file(_files(), key, small)
    except FileNotFoundError as missing:
        raise Problem("not_found") from missing
    return _named(Response(content, mimetype=TYPE), name)


@blueprint.get("/<slug>.<int:edition>.jpg")
def link_preview(slug: str, edition: int) -> Response:
    """The picture that a link to an example shows; it is drawn once for each edition. Problem ``not_found``."""
    with read() as session:
        example = published_example(session, slug)
    if example is None or example.edition != edition:
        raise Problem("not_found")
    first = example.photos[0].key if example.photos else None

    def drawn() -> Page:
        places = [one for one in dict.fromkeys((example.unit_name, example.commune_name)) if one]
        return Page(preview(example.title, places, _photo(first)), "image/jpeg")

    return send(site().pictures.get(slug, (edition, first), drawn))


def _photo(key: str | None) -> bytes | None:
    """The large file of a photo; None if there is none, or its file is lost: the link still shows a title."""
    try:
        return read_file(_files(), key, small=False) if key else None
    except FileNotFoundError:
        return None


def _files() -> PhotoFiles:
    return PhotoFiles(current_app.config["PHOTOS"], soon=True)


def _named(response: Response, name: str) -> Response:
    response.set_etag(name)
    response.headers["Cache-Control"] = KEPT
    return response
