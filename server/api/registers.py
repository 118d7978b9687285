"""Registers over HTTP: as files, and published from files. Who may is in server/access/units.py."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar
from urllib.parse import unquote

import marshmallow as ma
import orjson
from flask import Response, current_app, request
from flask_smorest import Blueprint

from server.api import multipart
from server.api.answer_schema import answer_schema
from server.api.answers import ListedRegisters, Published, StillMissing
from server.api.known_registers import known_registers
from server.api.multipart import SentFile
from server.api.query import query_parameter
from server.api.request_body import read_as, read_bytes, request_body
from server.api.responses import attachment, no_store
from server.api.signed_in import act, person, signed_in
from server.platform import workbook_limits
from server.platform.database import read
from server.registers import publishing, register_list
from server.registers.definition_schema import definition_schema
from server.registers.definition_text import definition, toml
from server.registers.register_list import DraftPreview
from server.registers.uploads import MOST_BESIDE, Refused
from server.registers.xlsform.missing import Given
from sync.protocol.problems import Problem
from sync.registers import Register
from sync.registers.fits import NAME
from sync.registers.language import PERIODS, ROLES

T = TypeVar("T")
SCHEMA = "application/schema+json"

blueprint = Blueprint(
    "registers", __name__, url_prefix="/api/registers", description="Registers, and new ones without a programmer"
)


class Publishing(ma.Schema):
    digest = ma.fields.String(required=True, metadata={"description": "of the draft that was looked at"})


class Beside(ma.Schema):
    """What is said beside a workbook, of what it lacks."""

    key = ma.fields.String(validate=ma.validate.Regexp(NAME.pattern + r"\Z"))
    title = ma.fields.String(validate=ma.validate.Length(1, 200))
    period = ma.fields.String(validate=ma.validate.OneOf(PERIODS))
    by = ma.fields.List(ma.fields.String(validate=ma.validate.OneOf(ROLES)), validate=ma.validate.Length(1))
    without = ma.fields.List(ma.fields.String(validate=ma.validate.Length(1, 200)))
    review = ma.fields.List(ma.fields.String(validate=ma.validate.OneOf(ROLES)), validate=ma.validate.Length(1))


BESIDE = [
    query_parameter("key", "of a workbook that has no form_id: the register's key"),
    query_parameter("title", "of a workbook that has no form_title"),
    query_parameter("period", "of a workbook that has no lt_period", enum=list(PERIODS)),
    query_parameter("by", "who fills it in, roles with commas between, where lt_by is missing"),
    query_parameter("review", "who decides, in order, where lt_review is missing"),
    query_parameter("without", "names of files that the form wants and nobody has, with commas between"),
    {
        "in": "header",
        "name": "X-File-Name",
        "description": "What a file is called that is sent alone, percent-encoded: a title may be guessed of it.",
        "schema": {"type": "string"},
    },
]
BINARY = {"type": "string", "format": "binary"}
SEVERAL = {
    "type": "object",
    "properties": {
        "form": BINARY | {"description": "the workbook"},
        "files": {"type": "array", "items": BINARY, "description": "the CSV files that it names, called so"},
    },
    "required": ["form"],
}
FILE = {
    workbook_limits.TYPE: {"schema": BINARY},
    "application/toml": {"schema": {}},
    multipart.TYPE: {"schema": SEVERAL},
}


@blueprint.get("")
@blueprint.alt_response(
    200,
    schema=answer_schema(ListedRegisters),
    description="Every register, who published it when, and the draft that waits.",
)
@signed_in
def all_() -> Response:
    """List all registers, by title, with who published each and the draft that waits to be published.

    Problem ``forbidden`` to those who may not publish registers: all but the department and administrators.
    """
    with read() as session:
        return no_store({"registers": register_list.list_registers(session, person(), known_registers())})


@blueprint.post("")
@blueprint.doc(requestBody={"content": FILE, "required": True}, parameters=BESIDE)
@blueprint.alt_response(
    200,
    schema=answer_schema(StillMissing),
    description="No draft yet: what the workbook lacks and somebody is to say, with guesses.",
)
@blueprint.alt_response(
    201, schema=answer_schema(DraftPreview), description="The draft as a phone would get it, and what it changes."
)
@blueprint.alt_response(422, description="faulty_register: everything that is wrong, with sheet, row and reason.")
@signed_in
def upload() -> Response:
    """Upload a register as an XLSForm workbook or a definition file, which becomes a draft to be published.

    What a workbook lacks of key, title and period is given beside it, and so are the CSV files in which it has choices;
    without that the answer names it, with a guess of each, and no draft is made. Problem ``forbidden``;
    ``faulty_register`` with everything that is wrong.
    """
    form, files = _sent()
    given = _beside() | {"file": form.name.rpartition(".")[0][:200]}
    opened = _or_faults(lambda: publishing.open_file(person(), form.content, given, files))
    with read() as session:
        missing = _or_faults(lambda: publishing.still_missing(session, person(), _directories(), opened))
    if missing:
        return no_store({"missing": missing, "remarks": [register_list.fault_entry(one) for one in opened.remarks]})
    found = _or_faults(lambda: act(lambda by: publishing.upload(by, _directories(), opened)))
    return no_store(register_list.preview(found), 201)


@blueprint.get("/<key>/<int:version>")
@blueprint.alt_response(
    200, schema=answer_schema(DraftPreview), description="The draft that waits, as when it was uploaded."
)
@signed_in
def draft(key: str, version: int) -> Response:
    """The draft of a register's next version, which waits to be published. Problem ``forbidden``, ``not_found``."""
    with read() as session:
        found = _or_faults(lambda: publishing.waiting_draft(session, person(), _directories(), key, version))
    return no_store(register_list.preview(found))


@blueprint.post("/<key>/<int:version>/publish")
@blueprint.doc(requestBody=request_body(Publishing))
@blueprint.alt_response(
    200, schema=answer_schema(Published), description="It is published; phones have it at their next sync."
)
@signed_in
def publish(key: str, version: int) -> Response:
    """Publish a draft, whose ``digest`` the body names, so that only what the caller has seen is published.

    Phones get the register at their next synchronisation. Problem ``faulty_register`` if it no longer fits the others.
    """
    seen = read_as(Publishing())["digest"]
    register = _or_faults(lambda: act(lambda by: publishing.publish(by, _directories(), key, version, seen)))
    return no_store({"key": register.key, "version": register.version})


@blueprint.post("/<key>/<int:version>/discard")
@blueprint.doc(requestBody=request_body(Publishing))
@blueprint.alt_response(204, description="The draft is gone; what is published stays as it is.")
@signed_in
def discard(key: str, version: int) -> Response:
    """Delete a draft, whose ``digest`` the body names; what is published stays as it is."""
    seen = read_as(Publishing())["digest"]
    act(lambda by: publishing.discard(by, key, version, seen))
    return Response(status=204)


@blueprint.get("/definition.schema.json")
@blueprint.doc(security=[])
@blueprint.alt_response(200, description="JSON Schema, draft 7.", content_type=SCHEMA)
def schema() -> Response:
    """What a definition file may hold, for editors: ``#:schema`` and this address in its first line. Open to all."""
    response = Response(orjson.dumps(definition_schema()), mimetype=SCHEMA)
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.get("/<key>.xlsx")
@blueprint.alt_response(200, description="The register as an XLSForm workbook.")
@signed_in
def as_workbook(key: str) -> Response:
    """The newest version of a register as an XLSForm workbook, whose upload gives the same register again.

    Problem ``forbidden``, ``not_found``.
    """
    # Loads a library that nothing else of the API needs.
    from server.registers.xlsform.writing import write as write_workbook

    found = _one(key)
    return attachment(write_workbook(found), workbook_limits.TYPE, f"{found.key}.{found.version}.xlsx")


@blueprint.get("/<key>.toml")
@blueprint.alt_response(200, description="The register as a definition file.")
@signed_in
def as_definition(key: str) -> Response:
    """The newest version of a register as a definition file (TOML). Problem ``forbidden``, ``not_found``."""
    found = _one(key)
    return attachment(toml(definition(found)).encode(), "application/toml", f"{found.key}.{found.version}.toml")


def _sent() -> tuple[SentFile, dict[str, bytes]]:
    """The form that was sent, and the files beside it: name → content. Problem ``malformed``, ``too_large``."""
    if request.mimetype != multipart.TYPE:
        name = unquote(request.headers.get("X-File-Name", ""))
        return SentFile("form", name, read_bytes(workbook_limits.MOST_PACKED)), {}
    sent = multipart.read_files(workbook_limits.MOST_PACKED + MOST_BESIDE)
    files = {one.name: one.content for one in sent if one.part == "files"}
    forms = [one for one in sent if one.part == "form"]
    if len(forms) != 1 or len(files) + 1 != len(sent) or not all(files):
        raise Problem("malformed")
    return forms[0], files


def _beside() -> Given:
    """What the address says beside a workbook. Problem ``malformed`` for what is no such thing."""
    lists = ("by", "review", "without")
    given = {
        name: text.split(",") if name in lists else text
        for name in Beside().fields
        if (text := request.args.get(name, "").strip())
    }
    try:
        return Beside().load(given)
    except ma.ValidationError as fault:
        raise Problem("malformed", {str(name): {"rule": "choices"} for name in fault.messages}) from None


def _one(key: str) -> Register:
    """The newest version of the register with this key. Problem ``forbidden``, ``not_found``."""
    return register_list.latest_register(person(), known_registers(), key)


def _directories() -> list[Path]:
    return current_app.config["REGISTERS"]


def _or_faults(work: Callable[[], T]) -> T:
    """What ``work()`` returns. Problem ``faulty_register`` with all faults, if it raises Refused."""
    try:
        return work()
    except Refused as refused:
        faults = [register_list.fault_entry(fault) for fault in refused.faults]
        raise Problem("faulty_register", {"faults": faults}) from None
