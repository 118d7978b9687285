"""Templates of the Word report over HTTP."""

import base64
import binascii

import marshmallow as ma
from flask import Response
from flask_smorest import Blueprint

from server.api.answer_schema import answer_schema
from server.api.answers import Templates
from server.api.exports import TYPES
from server.api.request_body import read_as, request_body
from server.api.responses import attachment, no_store
from server.api.signed_in import act_once, person, signed_in
from server.audit.actor import Act
from server.exports.word import templates
from server.exports.word.template_tags import VARIABLES
from server.exports.word.templates import TemplateEntry
from server.platform.database import read
from sync.protocol.problems import Problem

blueprint = Blueprint("templates", __name__, url_prefix="/api/templates", description="Word templates of the report")


class Upload(ma.Schema):
    class Meta:
        unknown = ma.EXCLUDE

    name = ma.fields.String(required=True, validate=ma.validate.Length(min=1, max=200))
    file = ma.fields.String(required=True, metadata={"description": "the .docx in base64, at most 2 MiB"})


@blueprint.get("")
@blueprint.alt_response(
    200, schema=answer_schema(Templates), description="All there ever were, the one in use first, our own last."
)
@signed_in
def all_() -> Response:
    """List the templates of the Word report: the one in use first, that of Lan Tỏa last; and the names of variables.

    Problem ``forbidden`` to all but the department.
    """
    with read() as session:
        return no_store({"templates": templates.entries(session, person()), "variables": sorted(VARIABLES)})


@blueprint.post("")
@blueprint.doc(requestBody=request_body(Upload))
@blueprint.alt_response(201, schema=answer_schema(TemplateEntry), description="It is in use from now on.")
@signed_in
def replace() -> Response:
    """Upload a template of the Word report, which is used from now on; earlier ones are kept.

    Problem ``forbidden`` to all but the department; ``malformed`` with what is wrong in the file.
    """
    upload = read_as(Upload())
    try:
        file = base64.b64decode(upload["file"], validate=True)
    except (binascii.Error, ValueError):
        raise Problem("malformed", {"file": {"rule": "type"}}) from None
    return _use(upload["name"], file)


@blueprint.post("/<template>/use")
@blueprint.alt_response(201, schema=answer_schema(TemplateEntry), description="It is in use again.")
@signed_in
def use(template: str) -> Response:
    """Use an earlier template again, or the one that comes with Lan Tỏa (``default``), by storing a copy as the newest.

    Problem ``not_found``, ``forbidden`` to all but the department.
    """
    with read() as session:
        file = templates.body(session, person(), template)
        name = next((one["name"] for one in templates.entries(session, person()) if one["id"] == template), "")
    return _use(name or "Lan Tỏa", file)


@blueprint.get("/<template>/file")
@blueprint.alt_response(200, description="The .docx, to change and upload again.")
@signed_in
def file(template: str) -> Response:
    """The .docx of a template, by its id; ``default`` is the one that comes with Lan Tỏa.

    Problem ``not_found``, ``forbidden`` to all but the department.
    """
    with read() as session:
        body = templates.body(session, person(), template)
    return attachment(body, TYPES["docx"], "template.docx")


def _use(name: str, file: bytes) -> Response:
    """Store a file as the newest template, called ``name``, and respond with its entry."""

    templates.check(person(), file)

    def work(by: Act) -> str:
        one = templates.replace(by.session, by.viewer, name, file)
        by.record("template.change", ("template", one.id), None, name=name, sha256=one.sha256)
        return one.id

    id_ = act_once(work)
    with read() as session:
        return no_store(next(one for one in templates.entries(session, person()) if one["id"] == id_), 201)
