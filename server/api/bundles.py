"""Bundles over HTTP: files with unsent work that somebody brings, and drafts that they held."""

import marshmallow as ma
from flask import Response, current_app
from flask_smorest import Blueprint

from server.api.answer_schema import answer_schema
from server.api.answers import BundledDrafts, Bundles, Outcomes
from server.api.known_registers import known_registers
from server.api.request_body import read_as, read_bytes, request_body
from server.api.responses import attachment, no_store
from server.api.signed_in import act, origin, person, phone, signed_in
from server.audit.actor import Act
from server.bundles import draft_photos, drafts, inbox
from server.bundles.content import LONGEST_KEY, MOST
from server.bundles.early import take_kept
from server.bundles.keys import BundleKeys
from server.bundles.sealed import LARGEST, TYPE
from server.bundles.take import Taken, WaitingTaken, take
from server.exchange.run import with_detail
from server.photos.files import PhotoFiles
from server.platform.database import read
from server.platform.errors import language
from sync.protocol.mutation import TEXT_LIMIT
from sync.protocol.problems import Problem

blueprint = Blueprint("bundles", __name__, url_prefix="/api/bundles", description="Files with unsent work")
FILE = {"content": {TYPE: {"schema": {"type": "string", "format": "binary"}}}, "required": True}


SHA256 = r"[0-9a-f]{64}\Z"


class BundleDecision(ma.Schema):
    class Meta:
        unknown = ma.EXCLUDE

    do = ma.fields.String(required=True, validate=ma.validate.OneOf(sorted(inbox.STATES)))
    text = ma.fields.String(allow_none=True, validate=ma.validate.Length(max=TEXT_LIMIT))


class Held(ma.Schema):
    class Meta:
        unknown = ma.EXCLUDE

    keys = ma.fields.List(
        ma.fields.String(validate=ma.validate.Length(max=LONGEST_KEY)),
        required=True,
        validate=ma.validate.Length(max=MOST),
    )
    photos = ma.fields.List(
        ma.fields.String(validate=ma.validate.Regexp(SHA256)),
        validate=ma.validate.Length(max=MOST),
        metadata={"description": "of these drafts, by their hashes; all if left out"},
    )


@blueprint.post("")
@blueprint.doc(requestBody=FILE)
@blueprint.alt_response(200, schema=answer_schema(Taken), description="What became of it, and how much it held.")
@signed_in
def bring() -> Response:
    """Bring a file in which somebody's phone sealed unsent work; it counts as that person's, not as the caller's.

    ``state``: ``taken_in``; ``waiting`` for a leader, if the session that sealed it has ended; ``refused`` if one has
    refused it; ``early`` if it is kept until the rest of it can be taken in, as after a restore; ``full`` if it would
    be, and enough of its author's are kept: it has to be brought again. Problem ``unsealable`` with the reason,
    ``too_large``.
    """
    raw = read_bytes(LARGEST)
    keys = BundleKeys(current_app.config["BUNDLE_KEY"])
    return no_store(take(keys, known_registers(), _files(), raw, origin()))


@blueprint.get("")
@blueprint.alt_response(
    200, schema=answer_schema(Bundles), description="Files of ended sessions that the caller decides on."
)
@signed_in
def listing() -> Response:
    """List the files that wait for the caller's decision, as the sessions that sealed them have ended."""
    with read() as session:
        return no_store({"bundles": inbox.waiting(session, person(), known_registers())})


@blueprint.post("/<id_>")
@blueprint.doc(requestBody=request_body(BundleDecision))
@blueprint.alt_response(200, schema=answer_schema(Outcomes), description="What became of each mutation.")
@blueprint.alt_response(409, description="It was decided the other way.")
@signed_in
def decide(id_: str) -> Response:
    """Take in the file of an ended session, or refuse it with a reason. Problem ``not_found``, ``decided``."""
    body = read_as(BundleDecision())
    text = (body.get("text") or "").strip() or None
    if body["do"] == "refuse" and text is None:
        raise Problem("malformed", {"text": {"rule": "required"}})
    registers = known_registers()

    def once(by: Act) -> WaitingTaken | None:
        return inbox.decide(by.session, by.viewer, registers, id_, body["do"], text, by.origin)

    taken = act(once)
    if taken and taken.unfinished:
        take_kept(registers, _files(), taken.author)
    outcomes = taken.outcomes if taken else {}
    return no_store({"outcomes": {id_: with_detail(one, language()) for id_, one in outcomes.items()}})


@blueprint.get("/drafts")
@blueprint.alt_response(
    200, schema=answer_schema(BundledDrafts), description="One's own drafts that files have brought."
)
@signed_in
def own_drafts() -> Response:
    """List the caller's drafts that files have brought and that none of their phones has yet. ``photos`` of one: those
    that it names and no record yet, each to be fetched by its hash."""
    with read() as session:
        return no_store({"drafts": drafts.waiting(session, person().account, phone().digest)})


@blueprint.post("/drafts/held")
@blueprint.doc(requestBody=request_body(Held))
@blueprint.alt_response(204, description="They are forgotten here.")
@signed_in
def hold_drafts() -> Response:
    """Say which of these drafts, and which of their photos, the caller's phone has stored. A draft of which photos are
    left is listed until these are stored, too, as ``held``."""
    body = read_as(Held())
    act(lambda by: drafts.drop(by.session, by.viewer.account, body["keys"], body.get("photos")))
    return Response(status=204)


@blueprint.get("/drafts/photos/<sha256>")
@blueprint.alt_response(200, description="Its bytes, as the phone that took it sealed them.")
@signed_in
def own_draft_photo(sha256: str) -> Response:
    """A photo of one of the caller's own drafts that files have brought. Problem ``not_found``."""
    with read() as session:
        found = draft_photos.read_photo(session, person().account, sha256)
    if found is None:
        raise Problem("not_found")
    return attachment(found, "application/octet-stream", sha256)


def _files() -> PhotoFiles:
    return PhotoFiles(current_app.config["PHOTOS"], soon=True)
