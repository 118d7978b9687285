"""Examples over HTTP, for who prepares and publishes them; what everybody reads has pages of its own."""

from flask import Response, current_app
from flask_smorest import Blueprint

from server.api.answer_schema import answer_schema
from server.api.answers import Made
from server.api.examples_bodies import Announcement, ContentSchema, Reason, Records
from server.api.known_registers import known_registers
from server.api.query import parameters, query_parameter
from server.api.request_body import read_as, request_body
from server.api.responses import no_store
from server.api.signed_in import act, act_once, person, signed_in
from server.api.versions import IF_MATCH, version
from server.models.examples import STATES, ExamplePhoto
from server.photos.files import TYPE, PhotoFiles
from server.platform.database import read
from server.platform.query_params import ParamReader
from server.publishing.examples import changing, deciding, falling, listing, photo_files
from server.publishing.examples.content import read_content
from server.publishing.examples.listing import Examples, Whole
from server.publishing.examples.photo_making import delete_made, make_photos
from sync.protocol.ids import is_sha256
from sync.protocol.problems import Problem

blueprint = Blueprint("examples", __name__, url_prefix="/api/examples", description="Examples, before all read them")
EXAMPLE = answer_schema(Whole)
NOW = blueprint.alt_response(200, schema=EXAMPLE, description="The example as it is now.")


@blueprint.get("")
@blueprint.doc(parameters=[query_parameter("state", "All by default.", enum=list(STATES))])
@blueprint.alt_response(
    200, schema=answer_schema(Examples), description="Those changed last first, and how many there are in each state."
)
@signed_in
def all_() -> Response:
    """List the examples, whatever their state. Problem ``forbidden`` to all but the department and administrators."""
    params = ParamReader(parameters(), ("state",))
    state = params.among("state", STATES)
    params.refuse()
    with read() as session:
        return no_store(listing.examples(session, person(), state))


@blueprint.post("")
@blueprint.doc(requestBody=request_body(Records))
@blueprint.alt_response(201, schema=answer_schema(Made), description="Its id.")
@signed_in
def prepare() -> Response:
    """Begin an example of approved records. Problem ``forbidden``, ``not_found``, ``invalid`` by ``records``."""
    ids, registers = read_as(Records())["records"], known_registers()
    return no_store({"id": act_once(lambda by: changing.prepare(by, registers, ids))}, 201)


@blueprint.get("/<example>")
@blueprint.alt_response(
    200, schema=EXAMPLE, description="What it tells, the records that it is made of, and what may be done."
)
@signed_in
def one(example: str) -> Response:
    """One example as it is prepared. Problem ``forbidden``, ``not_found``."""
    return _one(example)


@blueprint.put("/<example>")
@blueprint.doc(parameters=[IF_MATCH], requestBody=request_body(ContentSchema))
@NOW
@signed_in
def change(example: str) -> Response:
    """Give an example its texts and photos; photos are made anew, with what is cut off and blurred gone from them.

    Problem ``forbidden``, ``not_found``, ``changed_meanwhile``, ``bad_transition``, ``slow_down``, and ``invalid`` by
    member.
    """
    content, seen, files = read_content(read_as(ContentSchema())), version(), _files()
    with read() as session:
        wanted = changing.photos_to_make(session, person(), example, seen, content)
    made = make_photos(files, wanted)
    try:
        gone = act(lambda by: changing.change(by, example, seen, content, made))
    except Exception:
        delete_made(files, made)
        raise
    photo_files.delete_files(files, gone)
    return _one(example)


@blueprint.delete("/<example>")
@blueprint.doc(parameters=[IF_MATCH])
@blueprint.alt_response(204, description="It is gone, with its photos.")
@signed_in
def discard(example: str) -> Response:
    """Discard an example that was never published. Problem ``forbidden``, ``not_found``, ``changed_meanwhile``,
    ``bad_transition``."""
    seen = version()
    gone = act(lambda by: deciding.discard(by, example, seen))
    photo_files.delete_files(_files(), gone)
    return Response(status=204)


@blueprint.post("/<example>/propose")
@blueprint.doc(parameters=[IF_MATCH])
@NOW
@signed_in
def propose(example: str) -> Response:
    """Propose an example. Problem ``forbidden``, ``not_found``, ``changed_meanwhile``, ``bad_transition``,
    ``invalid``."""
    seen = version()
    act(lambda by: deciding.propose(by, example, seen))
    return _one(example)


@blueprint.post("/<example>/reopen")
@blueprint.doc(parameters=[IF_MATCH])
@NOW
@signed_in
def reopen(example: str) -> Response:
    """Take up a proposed or withdrawn example to change it. Problem ``forbidden``, ``not_found``,
    ``changed_meanwhile``, ``bad_transition``, ``invalid`` by ``records``."""
    seen, registers = version(), known_registers()
    act(lambda by: deciding.reopen(by, registers, example, seen))
    return _one(example)


@blueprint.post("/<example>/publish")
@blueprint.doc(parameters=[IF_MATCH])
@blueprint.alt_response(200, schema=EXAMPLE, description="The example as it is now: everybody reads it.")
@signed_in
def publish(example: str) -> Response:
    """Publish a proposed example. Problem ``forbidden``, to whoever changed it last as well; ``not_found``,
    ``changed_meanwhile``, ``bad_transition``, ``invalid``."""
    seen = version()
    act(lambda by: deciding.publish(by, example, seen))
    return _one(example)


@blueprint.post("/<example>/withdraw")
@blueprint.doc(parameters=[IF_MATCH], requestBody=request_body(Reason))
@blueprint.alt_response(200, schema=EXAMPLE, description="The example as it is now: nobody reads it any more.")
@signed_in
def withdraw(example: str) -> Response:
    """Withdraw a published example. Problem ``forbidden``, ``not_found``, ``changed_meanwhile``, ``bad_transition``,
    ``invalid``."""
    reason, seen = read_as(Reason())["reason"], version()
    act(lambda by: deciding.withdraw(by, example, seen, reason))
    return _one(example)


@blueprint.post("/<example>/settle")
@blueprint.doc(parameters=[IF_MATCH])
@blueprint.alt_response(
    200,
    schema=EXAMPLE,
    description="The example as it is now: it stays withdrawn, and needs nobody any more.",
)
@signed_in
def settle(example: str) -> Response:
    """Leave an example that the server withdrew by itself, as a record stands no more, withdrawn. Problem
    ``forbidden``, ``not_found``, ``changed_meanwhile``, ``bad_transition``."""
    seen = version()
    act(lambda by: falling.settle(by, example, seen))
    return _one(example)


@blueprint.post("/<example>/drop-photos")
@blueprint.doc(parameters=[IF_MATCH])
@blueprint.alt_response(
    200,
    schema=EXAMPLE,
    description="The example as it is now, without these photos; their files are gone.",
)
@signed_in
def drop_photos(example: str) -> Response:
    """Drop the photos of a published example to which consent was taken back. Problem ``forbidden``, ``not_found``,
    ``changed_meanwhile``, ``bad_transition``."""
    seen = version()
    gone = act(lambda by: falling.drop_hidden_photos(by, example, seen))
    photo_files.delete_files(_files(), gone)
    return _one(example)


@blueprint.put("/<example>/announcement")
@blueprint.doc(parameters=[IF_MATCH], requestBody=request_body(Announcement))
@NOW
@signed_in
def announce(example: str) -> Response:
    """Note where a published example was announced. Problem ``forbidden``, ``not_found``, ``changed_meanwhile``,
    ``bad_transition``, ``invalid`` by ``link`` and ``day``."""
    given, seen = read_as(Announcement()), version()
    act(lambda by: deciding.announce(by, example, seen, given["link"].strip(), given["day"]))
    return _one(example)


@blueprint.get("/<example>/photos/<key>")
@blueprint.doc(parameters=[query_parameter("size", "480 pixels at most.", enum=["small"])])
@blueprint.alt_response(200, description="The redacted photo, image/webp.")
@signed_in
def photo(example: str, key: str) -> Response:
    """A photo of an example as readers see or will see it. Problem ``forbidden``, ``not_found``."""
    params = ParamReader(parameters(), ("size",))
    small = params.among("size", ("small",)) is not None
    params.refuse()
    with read() as session:
        changing.refuse_strangers(person())
        found = session.get(ExamplePhoto, key) if is_sha256(key) else None
    if found is None or found.example != example:
        raise Problem("not_found")
    try:
        response = Response(photo_files.read_file(_files(), key, small), mimetype=TYPE)
    except FileNotFoundError:
        raise Problem("not_found") from None
    response.headers["Cache-Control"] = "private, max-age=86400, immutable"
    response.headers["Vary"] = "X-Account, Cookie"
    return response


def _one(example: str) -> Response:
    with read() as session:
        return no_store(listing.example(session, person(), known_registers(), example))


def _files() -> PhotoFiles:
    return PhotoFiles(current_app.config["PHOTOS"], soon=True)
