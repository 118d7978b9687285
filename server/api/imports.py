"""Units and people from a workbook, over HTTP."""

from urllib.parse import unquote

from flask import Response, request
from flask_smorest import Blueprint

from server.api.answer_schema import answer_schema
from server.api.request_body import read_bytes
from server.api.responses import attachment, no_store
from server.api.signed_in import act, person, signed_in
from server.imports.preview import ImportPreview, LastImport, apply_import, last_import, make_preview, open_workbook
from server.imports.template import template
from server.platform.database import read
from server.platform.workbook_limits import MOST_PACKED, TYPE
from sync.protocol.problems import Problem

blueprint = Blueprint("imports", __name__, url_prefix="/api/import", description="Units and people from a workbook")
FILE_NAME = {
    "in": "header",
    "name": "X-File-Name",
    "description": "What the file is called, percent-encoded.",
    "schema": {"type": "string"},
}


@blueprint.get("")
@blueprint.alt_response(
    200,
    schema=answer_schema(LastImport),
    description="One's last import: its preview, or what it did; null if there is none.",
)
@signed_in
def latest() -> Response:
    """The caller's last import: ``{"import": its preview or what it did, or null}``."""
    with read() as session:
        return no_store(last_import(session, person()))


@blueprint.get("/template")
@blueprint.alt_response(200, description="An .xlsx file with the columns and how to fill them in.")
@signed_in
def empty() -> Response:
    """The empty workbook in which units and people are entered, with its columns and how to fill them in."""
    return attachment(template(), TYPE, "lan-toa-don-vi-va-nguoi.xlsx")


@blueprint.post("")
@blueprint.doc(
    parameters=[FILE_NAME],
    requestBody={"content": {TYPE: {"schema": {"type": "string", "format": "binary"}}}, "required": True},
)
@blueprint.alt_response(
    201, schema=answer_schema(ImportPreview), description="Every change and fault by row; nothing is done yet."
)
@blueprint.alt_response(422, description="unreadable: no file that can be opened, and why.")
@signed_in
def preview() -> Response:
    """Upload a filled-in workbook, .xlsx or .csv, and preview what it would change; nothing is changed yet.

    Problem ``forbidden``; ``unreadable`` with the faults of a file that is none such; ``malformed`` for another
    content type.
    """
    if request.mimetype != TYPE:
        raise Problem("malformed", {"Content-Type": {"rule": "choices"}})
    data = read_bytes(MOST_PACKED)
    name = "".join(letter for letter in unquote(request.headers.get("X-File-Name", "")) if letter.isprintable())
    found = open_workbook(person(), data)
    return no_store(act(lambda by: make_preview(by, name[:200], found)), 201)


@blueprint.post("/<id_>/apply")
@blueprint.alt_response(
    200,
    schema=answer_schema(ImportPreview),
    description="All of it is done; or again, and nothing: what it builds on has changed.",
)
@signed_in
def apply(id_: str) -> Response:
    """Apply all changes of a preview of the caller's, or none.

    If what it builds on has changed meanwhile, nothing is applied, and the response is a new preview with ``again``.
    Problem ``not_found``; ``invalid`` while the preview has faults.
    """
    return no_store(act(lambda by: apply_import(by, id_)))
