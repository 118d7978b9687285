"""Records from any workbook, over HTTP: uploaded, its columns matched, previewed row by row, brought in."""

from pathlib import Path
from typing import cast
from urllib.parse import unquote

from flask import Response, request
from flask_smorest import Blueprint

from server.api.imports import FILE_NAME
from server.api.known_registers import known_registers
from server.api.query import parameters, query_parameter
from server.api.record_import_schemas import (
    MOST_ROW,
    AgreementSchema,
    BriefImportsSchema,
    MappingSchema,
    PlannedRowsSchema,
    ProposalSchema,
    RecordImportSchema,
)
from server.api.request_body import read_as, read_bytes, request_body
from server.api.responses import attachment, no_store
from server.api.signed_in import act, person, signed_in
from server.exports.marked_workbook import write_marked
from server.exports.workbook_bytes import workbook_bytes
from server.imports.records.apply import apply_import
from server.imports.records.mapping import Mapping
from server.imports.records.planned import STATES
from server.imports.records.uploads import (
    entry,
    find_own,
    last_imports,
    map_columns,
    open_upload,
    page_of,
    planned,
    proposal,
    take_upload,
    unpacked,
)
from server.platform.database import read
from server.platform.errors import language
from server.platform.query_params import ParamReader
from server.platform.workbook_limits import MOST_PACKED, TYPE
from sync.protocol.problems import Problem

blueprint = Blueprint(
    "record_imports", __name__, url_prefix="/api/record-imports", description="Records from any workbook"
)


@blueprint.get("")
@blueprint.alt_response(200, schema=BriefImportsSchema, description="The newest first.")
@signed_in
def all_() -> Response:
    """The caller's last 20 workbooks of records. Problem ``forbidden``."""
    with read() as session:
        return no_store(last_imports(session, person()))


@blueprint.post("")
@blueprint.doc(
    parameters=[FILE_NAME],
    requestBody={"content": {TYPE: {"schema": {"type": "string", "format": "binary"}}}, "required": True},
)
@blueprint.alt_response(201, schema=RecordImportSchema, description="Its sheets and columns.")
@blueprint.alt_response(422, description="unreadable: no workbook that can be opened, and why.")
@signed_in
def upload() -> Response:
    """Upload a workbook, .xlsx, .xls or .csv, whatever its columns; nothing is changed.

    Problem ``forbidden``; ``unreadable`` with the faults of a file that is no workbook; ``malformed`` for another
    content type.
    """
    if request.mimetype != TYPE:
        raise Problem("malformed", {"Content-Type": {"rule": "choices"}})
    found = open_upload(person(), read_bytes(MOST_PACKED))
    name = "".join(letter for letter in unquote(request.headers.get("X-File-Name", "")) if letter.isprintable())
    return no_store(act(lambda by: take_upload(by, name[:200], found)), 201)


@blueprint.get("/<id_>")
@blueprint.alt_response(200, schema=RecordImportSchema, description="Its sheets, its mapping, and how many rows.")
@signed_in
def one(id_: str) -> Response:
    """One of the caller's imports. Problem ``forbidden``, ``not_found``."""
    with read() as session:
        return no_store(entry(find_own(session, person(), id_)))


@blueprint.get("/<id_>/proposal")
@blueprint.doc(
    parameters=[
        query_parameter("register", "A register's key."),
        query_parameter("sheet", "The sheet's place from 0.", type="integer"),
        query_parameter("header", "The number of the row with the headings.", type="integer"),
    ]
)
@blueprint.alt_response(200, schema=ProposalSchema, description="A mapping to look through, and the columns.")
@signed_in
def proposed(id_: str) -> Response:
    """A first mapping of a sheet's columns to a register: the one kept for these headings, or else a guess.

    Problem ``forbidden``, ``not_found``, ``malformed``.
    """
    registers = known_registers()
    params = ParamReader(parameters(), ("register", "sheet", "header"))
    register = registers.latest(params.among("register", {item.key for item in registers.all_latest()}) or "")
    sheet, header = params.number("sheet", 0, 100, 0), params.number("header", 0, MOST_ROW, 0)
    if register is None:
        params.fault("register", "required")
    params.refuse()
    assert register is not None
    with read() as session:
        stored = find_own(session, person(), id_)
        return no_store(proposal(session, person(), register, stored, sheet, header))


@blueprint.put("/<id_>/mapping")
@blueprint.doc(requestBody=request_body(MappingSchema))
@blueprint.alt_response(200, schema=RecordImportSchema, description="How many rows become what; nothing is done yet.")
@signed_in
def mapped(id_: str) -> Response:
    """Match the columns with a register's fields, and plan what each row becomes; the mapping is kept for next time.

    Problem ``forbidden``, ``not_found``, ``malformed``; ``invalid`` if it was applied.
    """
    given = cast(Mapping, read_as(MappingSchema()))
    registers = known_registers()
    return no_store(act(lambda by: map_columns(by, registers, find_own(by.session, by.viewer, id_, True), given)))


@blueprint.get("/<id_>/rows")
@blueprint.doc(
    parameters=[
        query_parameter("state", "Only rows of this state.", enum=[*STATES]),
        query_parameter("begin", "The place of the first row from 0.", type="integer"),
    ]
)
@blueprint.alt_response(200, schema=PlannedRowsSchema, description="A page of rows, and what each becomes.")
@signed_in
def rows(id_: str) -> Response:
    """What the rows become, with faults by cell, a page at a time. Problem ``forbidden``, ``not_found``."""
    params = ParamReader(parameters(), ("state", "begin"))
    state, begin = params.among("state", STATES), params.number("begin", 0, MOST_ROW, 0)
    params.refuse()
    with read() as session:
        return no_store(page_of(find_own(session, person(), id_), state, begin))


@blueprint.get("/<id_>/faults.xlsx")
@blueprint.alt_response(200, description="The sheet as a workbook, its faulty cells marked.")
@signed_in
def marked(id_: str) -> Response:
    """The sheet that was read, as a workbook in which faults are marked. Problem ``forbidden``, ``not_found``."""
    whose = person()

    def make(path: Path) -> tuple[str, str | None, int]:
        with read() as session:
            stored = find_own(session, whose, id_)
            sheets, mapping = unpacked(stored), entry(stored)["mapping"]
            if not sheets or mapping is None:
                raise Problem("not_found")
            write_marked(path, sheets[mapping["sheet"]], planned(stored), language())
            return f"{Path(stored.name).stem or 'tep'} - loi.xlsx", None, 0

    body, (title, _, _) = workbook_bytes(make)
    return attachment(body, TYPE, title)


@blueprint.post("/<id_>/apply")
@blueprint.doc(requestBody=request_body(AgreementSchema))
@blueprint.alt_response(200, schema=RecordImportSchema, description="All rows are records; or again, and nothing.")
@signed_in
def apply(id_: str) -> Response:
    """Bring all rows in as they were previewed, or none; a second time changes nothing.

    If what it builds on has changed meanwhile, nothing is written, and the response is a new preview with ``again``.
    Problem ``forbidden``, ``not_found``; ``invalid`` while rows are faulty.
    """
    digest = read_as(AgreementSchema())["digest"]
    registers = known_registers()
    return no_store(act(lambda by: apply_import(by, registers, id_, digest)))
