"""Registers over HTTP: as files, and published from files. Who may is in server/access/units.py."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import marshmallow as ma
import orjson
from flask import Response, current_app
from flask_smorest import Blueprint

from server.api.answer_schema import answer_schema
from server.api.answers import ListedRegisters, Published, StillMissing
from server.api.known_registers import known_registers
from server.api.request_body import read_as, request_body
from server.api.responses import attachment, no_store
from server.api.sent_form import BESIDE, FILE, given_beside, sent_form
from server.api.signed_in import act, person, signed_in
from server.platform import workbook_limits
from server.platform.database import read
from server.registers import publishing, register_list
from server.registers.definition_schema import definition_schema
from server.registers.definition_text import definition, toml
from server.registers.register_list import DraftPreview
from server.registers.uploads import Refused
from sync.protocol.problems import Problem
from sync.registers import Register

T = TypeVar("T")
SCHEMA = "application/schema+json"

blueprint = Blueprint(
    "registers", __name__, url_prefix="/api/registers", description="Registers, and new ones without a programmer"
)


class Publishing(ma.Schema):
    digest = ma.fields.String(required=True, metadata={"description": "of the draft that was looked at"})


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
    without that the answer names it, with a guess of each, and no draft is made. With ``ask=true`` so it does for who
    fills it in and who decides. Problem ``forbidden``;
    ``faulty_register`` with everything that is wrong.
    """
    form, files = sent_form()
    given = given_beside() | {"file": form.name.rpartition(".")[0][:200]}
    opened = _or_faults(lambda: publishing.open_file(person(), known_registers(), form.content, given, files))
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
