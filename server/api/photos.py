"""Photos over HTTP: announced and sent in parts by phones, and shown by the records that name them."""

import marshmallow as ma
import structlog
from flask import Response, current_app, request
from flask_smorest import Blueprint

from server.api.known_registers import known_registers
from server.api.query import parameters, query_parameter
from server.api.request_body import read_as, read_bytes, request_body
from server.api.responses import if_changed, no_store
from server.api.signed_in import PART, act, open_to_tokens, person, signed_in
from server.models.photos import Photo
from server.photos import receiving, showing
from server.photos.files import TYPE, PhotoFiles
from server.platform.database import read
from server.platform.query_params import ParamReader
from sync.protocol.ids import is_sha256, is_uuid
from sync.protocol.problems import Problem

blueprint = Blueprint("photos", __name__, url_prefix="/api", description="Photos of records")

log = structlog.get_logger()
HASH = ma.validate.Regexp(r"[0-9a-f]{64}\Z")
OFFSET = {
    "in": "header",
    "name": "Upload-Offset",
    "description": "Where the part begins: how many bytes the server holds.",
    "required": True,
    "schema": {"type": "integer", "minimum": 0},
}


class AnnouncedSchema(ma.Schema):
    sha256 = ma.fields.String(required=True, validate=HASH, metadata={"description": "of the file that is sent"})
    bytes = ma.fields.Integer(required=True, strict=True, validate=ma.validate.Range(min=1))
    type = ma.fields.String(required=True, metadata={"description": "image/jpeg, image/png or image/webp"})
    record = ma.fields.UUID(required=True, metadata={"description": "one that names the photo"})


class ReceivedSchema(ma.Schema):
    offset = ma.fields.Integer(metadata={"description": "bytes that the server holds; all: it is accepted"})


@blueprint.post("/photos")
@blueprint.doc(requestBody=request_body(AnnouncedSchema))
@blueprint.alt_response(200, schema=ReceivedSchema, description="From where to go on.")
@blueprint.alt_response(422, description="not_a_photo: it was looked at and is refused for good.")
@signed_in
def announce() -> Response:
    """Say which photo is to be sent, and learn how much of it is held, in the scope of a record that names it.

    Problem ``unknown_record`` unless the caller's mutations name it there; ``not_a_photo``; ``slow_down`` while too
    much of the caller's is unfinished.
    """
    given = read_as(AnnouncedSchema())
    photo = receiving.Announced(given["sha256"], given["bytes"], given["type"], str(given["record"]))
    return no_store({"offset": receiving.announce(person(), known_registers(), _files(), photo)})


@blueprint.patch("/photos/<sha256>")
@blueprint.doc(
    parameters=[OFFSET],
    requestBody={"content": {PART: {"schema": {"type": "string", "format": "binary"}}}, "required": True},
)
@blueprint.alt_response(200, schema=ReceivedSchema, description="How much is held now; all: it is accepted.")
@blueprint.alt_response(409, description="wrong_offset: with the offset to go on from.")
@blueprint.alt_response(422, description="damaged: to be sent again from 0; not_a_photo: refused for good.")
@signed_in
def append(sha256: str) -> Response:
    """Send a part of an announced photo, at most 256 KiB; the last one has it looked at.

    Problem ``unknown_record`` if it was not announced; ``wrong_offset``, ``damaged``, ``not_a_photo``, ``slow_down``,
    ``too_large``, ``malformed``.
    """
    offset = request.headers.get("Upload-Offset", "")
    if request.mimetype != PART or not (offset.isascii() and offset.isdigit() and len(offset) < 12):
        raise Problem("malformed", {"Upload-Offset": {"rule": "type"}})
    body = read_bytes(receiving.MOST_PART)
    if len(body) > receiving.MOST_PART:
        raise Problem("too_large")
    if not body or not is_sha256(sha256):
        raise Problem("malformed")
    return no_store({"offset": receiving.receive(person(), _files(), sha256, int(offset), body)})


@blueprint.get("/records/<record>/photos/<sha256>")
@blueprint.doc(parameters=[query_parameter("size", "The thumbnail, 320 pixels at most.", enum=["small"])])
@blueprint.alt_response(200, description="The server's own rendition, image/webp.")
@open_to_tokens
def shown(record: str, sha256: str) -> Response:
    """A photo of a record, or its preview, as the server made it of the photo's pixels.

    Problem ``not_found`` if the caller does not see the record, it does not name the photo, that has not arrived, or
    consent to it was taken back; ``malformed`` for another size.
    """
    params = ParamReader(parameters(), ("size",))
    small = params.among("size", ("small",)) is not None
    params.refuse()
    return photo_response(record, sha256, small)


def photo_response(record: str, sha256: str, small: bool) -> Response:
    """The response with a photo of a record, or its thumbnail, for whoever calls. Problem ``not_found``."""
    photo = _seen(record, sha256) if is_uuid(record) else None
    if photo is None:
        raise Problem("not_found")
    response = Response(mimetype=TYPE)
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["Vary"] = "X-Account, Cookie"
    response.set_etag(str(photo.small if small else photo.large))
    if if_changed(response).status_code == 304:
        return response
    try:
        response.set_data(_files().read(photo.scope, photo.sha256, small))
    except FileNotFoundError:
        log.error("a photo's file is missing", scope=photo.scope, sha256=photo.sha256)
        raise Problem("not_found") from None
    return response


def _seen(record: str, sha256: str) -> Photo:
    """A photo that the caller may see; if they look from outside the record's unit, the audit says so first."""
    with read() as session:
        found, photo = showing.find_photo(session, person(), known_registers(), record, sha256)
        scope = found.scope
        unknown = showing.is_outsider(person(), found) and not showing.was_noted(session, person(), found)
    if unknown:
        if current_app.config["READ_ONLY"]:
            raise Problem("read_only")
        act(lambda by: showing.note_view(by, record, scope))
    return photo


def _files() -> PhotoFiles:
    return PhotoFiles(current_app.config["PHOTOS"], soon=True)
