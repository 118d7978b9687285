"""Units, over HTTP: who may do what is in server/access/units.py."""

from collections.abc import Callable

import marshmallow as ma
from flask import Response
from flask_smorest import Blueprint

from server.api.answer_schema import answer_schema
from server.api.list_files import audited_file
from server.api.query import parameters, query_parameter
from server.api.request_body import read_as, request_body
from server.api.responses import no_store
from server.api.schemas import NAME, Id
from server.api.signed_in import act_once, person, signed_in
from server.api.versions import IF_MATCH, version
from server.audit.actor import Act
from server.exports import units_file
from server.exports.file_names import file_name
from server.exports.workbook_bytes import workbook_bytes
from server.figures import handover_preview
from server.figures.handover_preview import HandoverPreview
from server.figures.reach import topmost
from server.models.org import KINDS, LEVELS
from server.org import endings, planned_changes, unit_list, units
from server.org.unit_list import UnitEntry, UnitList
from server.platform.database import read
from server.platform.query_params import ParamReader

blueprint = Blueprint("units", __name__, url_prefix="/api/units", description="Places of work")

TEXT = ma.validate.Length(max=200)


class UnitChange(ma.Schema):
    name = ma.fields.String(validate=NAME)
    aliases = ma.fields.List(ma.fields.String(validate=NAME), validate=ma.validate.Length(max=50))
    code = ma.fields.String(allow_none=True, validate=TEXT)
    sector_code = ma.fields.String(
        allow_none=True, validate=TEXT, metadata={"description": "in the sector's database; no two units have the same"}
    )
    level = ma.fields.String(allow_none=True, validate=ma.validate.OneOf(LEVELS))
    begins = ma.fields.Date(metadata={"description": "the first day with it; of a new unit today by default"})
    parent = Id(metadata={"description": "its place"})
    reports_to = Id(metadata={"description": "its reporting line"})


class DatedChange(UnitChange):
    on = ma.fields.Date(
        allow_none=True,
        metadata={"description": "the first day with this name, level, place and line; today by default"},
    )


class NewUnit(UnitChange):
    kind = ma.fields.String(required=True, validate=ma.validate.OneOf(KINDS))
    name = ma.fields.String(required=True, validate=NAME)
    parent = Id(required=True)


class UnitEnd(ma.Schema):
    into = ma.fields.List(Id(), required=True, validate=ma.validate.Length(min=1, max=20))
    on = ma.fields.Date(allow_none=True, metadata={"description": "the first day without it; today by default"})
    people = ma.fields.Dict(keys=Id(), values=Id(), metadata={"description": "who goes on where; else in the first"})
    sites = ma.fields.Dict(keys=Id(), values=Id(), metadata={"description": "which site goes on where"})


PARAMETERS = [
    query_parameter("unit", "A unit's id: it and all below it by place.", format="uuid"),
    query_parameter("kind", "A kind.", enum=list(KINDS)),
    query_parameter("q", "Words of a name, an old name or a code, with or without diacritics."),
]


@blueprint.get("")
@blueprint.doc(parameters=PARAMETERS)
@blueprint.alt_response(
    200, schema=answer_schema(UnitList), description="The units that one looks after, each after the one it lies in."
)
@signed_in
def all_() -> Response:
    """List the units that the caller looks after, ended ones too, each after the unit in which it lies.

    Problem ``forbidden``, ``malformed``.
    """
    with read() as session:
        return no_store(unit_list.list_units(session, person(), parameters()))


@blueprint.get("/file")
@blueprint.doc(parameters=[*PARAMETERS, query_parameter("format", "xlsx by default.", enum=["xlsx", "csv"])])
@blueprint.alt_response(200, description="The list as a file, in the columns by which units are brought in.")
@signed_in
def file() -> Response:
    """The units that the caller looks after, with both their codes, as a workbook or CSV that can be brought back.

    Problem ``forbidden``, ``malformed``.
    """
    given = dict(parameters())
    form = ParamReader({"format": given.pop("format", ["xlsx"])}, ("format",))
    type_ = form.among("format", ("xlsx", "csv")) or "xlsx"
    form.refuse()
    with read() as session:
        rows = units_file.unit_rows(session, unit_list.found_units(session, person(), given))
        whose = topmost(session, person())
        name = file_name(["don vi", whose.name if whose else ""], type_)
    if type_ == "csv":
        body = units_file.csv_text(rows).encode()
    else:
        body, _ = workbook_bytes(lambda path: units_file.write_workbook(path, rows))
    return audited_file(body, name, "units", whose.id if whose else None, len(rows))


@blueprint.post("")
@blueprint.doc(requestBody=request_body(NewUnit))
@blueprint.alt_response(201, schema=answer_schema(UnitEntry), description="The unit.")
@signed_in
def create() -> Response:
    """Make a new commune, school or site; the response is the new unit. Problem ``forbidden``, ``invalid``."""
    body = read_as(NewUnit())
    return _changed(lambda by: units.create(by, body).id, 201)


@blueprint.get("/<unit>")
@blueprint.alt_response(200, schema=answer_schema(UnitEntry), description="The unit.")
@signed_in
def one(unit: str) -> Response:
    """One unit. Problem ``not_found`` if there is none, or the caller does not look after it."""
    with read() as session:
        return no_store(unit_list.read_unit(session, person(), unit))


@blueprint.patch("/<unit>")
@blueprint.doc(requestBody=request_body(DatedChange), parameters=[IF_MATCH])
@blueprint.alt_response(200, schema=answer_schema(UnitEntry), description="The unit as it is now.")
@signed_in
def change(unit: str) -> Response:
    """Change a unit's name, other names, code, level, place or reporting line; what the body leaves out stays.

    A search still finds the unit by its former name. On a day to come the change is planned, and can be cancelled.
    """
    body, seen = read_as(DatedChange()), version()
    return _changed(lambda by: units.change(by, unit, seen, body).id)


@blueprint.delete("/<unit>/change")
@blueprint.doc(parameters=[IF_MATCH])
@blueprint.alt_response(200, schema=answer_schema(UnitEntry), description="The unit as it is now.")
@signed_in
def cancel_change(unit: str) -> Response:
    """Cancel the planned change of a unit; possible until its day.

    Problem ``not_found``, ``forbidden``, ``changed_meanwhile``; ``invalid`` if none is planned or its day has come.
    """
    seen = version()
    return _changed(lambda by: planned_changes.cancel(by, unit, seen).id)


@blueprint.post("/<unit>/end")
@blueprint.doc(requestBody=request_body(UnitEnd), parameters=[IF_MATCH])
@blueprint.alt_response(
    200, schema=answer_schema(UnitEntry), description="The unit as it is now; its records stay with it, to be read."
)
@signed_in
def end(unit: str) -> Response:
    """End a school on a day, by merging it into another or splitting it into several; its records stay readable.

    The body says where its people and sites go.
    """
    body, seen = read_as(UnitEnd()), version()
    return _changed(lambda by: endings.end(by, unit, seen, body).id)


@blueprint.get("/<unit>/end")
@blueprint.alt_response(
    200, schema=answer_schema(HandoverPreview), description="What would move and what stays behind, in numbers."
)
@signed_in
def end_preview(unit: str) -> Response:
    """What the end of a school would move and leave: people, sites, records, unfinished ones, and unsent data.

    Problem ``not_found``, ``forbidden`` for whoever may not end it.
    """
    with read() as session:
        return no_store(handover_preview.of_unit(session, person(), unit))


@blueprint.delete("/<unit>/end")
@blueprint.doc(parameters=[IF_MATCH])
@blueprint.alt_response(200, schema=answer_schema(UnitEntry), description="The unit as it is now.")
@signed_in
def cancel_end(unit: str) -> Response:
    """Cancel the planned ending of a school; possible until its day.

    Problem ``not_found``, ``forbidden``, ``changed_meanwhile``; ``invalid`` if none is planned or its day has come.
    """
    seen = version()
    return _changed(lambda by: endings.cancel(by, unit, seen).id)


def _changed(work: Callable[[Act], str], status: int = 200) -> Response:
    """Do ``work``, which returns a unit's id, in a transaction, and respond with that unit as it is afterwards."""
    id_ = act_once(work)
    with read() as session:
        return no_store(unit_list.read_unit(session, person(), id_), status)
