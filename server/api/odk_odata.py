"""A form's records as an OData service, as ODK Central has it."""

import re
from collections.abc import Mapping
from functools import partial

import marshmallow as ma
from flask import Response, request

from server.api.odk_answers import JSON, answered, central, named_form, query, streamed, submissions_of
from server.api.query import query_parameter
from server.api.signed_in import open_to_tokens
from server.odk import paging, submissions
from server.odk.edmx import metadata, service_document
from server.odk.entities import Shape, read_select, table_of
from server.odk.names import SUBMISSIONS
from server.odk.problems import CentralProblem, not_found, not_implemented
from server.platform.database import read
from sync.registers import Register

blueprint = central("odk_odata")
SERVICE = "/projects/<int:project>/forms/<form>.svc"
KNOWN = ("$format", "$count", "$skip", "$top", "$filter", "$wkt", "$expand", "$select", "$skiptoken", "$orderby")
_SINGLE = re.compile(rf"{SUBMISSIONS}\('([^']+)'\)\Z")
PARAMETERS = [
    query_parameter("$top", "How many at most.", type="integer", minimum=0),
    query_parameter("$skip", "How many are passed over.", type="integer", minimum=0),
    query_parameter("$count", "true: the answer says how many there are in all."),
    query_parameter("$filter", "eq, ne, lt, le, gt, ge, and, or, not; year, month, day, hour, minute, second, now."),
    query_parameter("$select", "Names of fields, by commas; group/field for one within a group."),
    query_parameter("$expand", "*: rows of repeats within their submission.", enum=["*"]),
    query_parameter("$wkt", "true: places as Well-Known Text in place of GeoJSON."),
    query_parameter("$orderby", "What $filter knows, by commas; asc or desc after each."),
    query_parameter("$skiptoken", "From the link to the next page."),
]


class ServiceEntry(ma.Schema):
    name = ma.fields.String(required=True)
    kind = ma.fields.String(required=True)
    url = ma.fields.String(required=True)


class ServiceSchema(ma.Schema):
    context = ma.fields.String(required=True, data_key="@odata.context")
    value = ma.fields.List(ma.fields.Nested(ServiceEntry), required=True)


class TableSchema(ma.Schema):
    context = ma.fields.String(required=True, data_key="@odata.context")
    count = ma.fields.Integer(data_key="@odata.count")
    next = ma.fields.String(data_key="@odata.nextLink", metadata={"description": "the address of the next page"})
    value = ma.fields.List(
        ma.fields.Dict(), required=True, metadata={"description": "rows; $metadata says what each holds"}
    )


@blueprint.get(SERVICE)
@blueprint.alt_response(200, schema=ServiceSchema, description="The service document: the form's tables.")
@open_to_tokens
def service(project: int, form: str) -> Response:
    """The tables of a form: its submissions, and each of its repeats."""
    return _odata(answered(service_document(named_form(project, form), _root(project, form))))


@blueprint.get(f"{SERVICE}/$metadata")
@blueprint.alt_response(200, description="CSDL as XML.", content_type="application/xml")
@open_to_tokens
def described(project: int, form: str) -> Response:
    """What the tables of a form hold, as OData's clients read it."""
    return _odata(Response(metadata(named_form(project, form)), content_type="application/xml; charset=utf-8"))


@blueprint.get(f"{SERVICE}/<table>")
@blueprint.doc(parameters=PARAMETERS)
@blueprint.alt_response(
    200, schema=TableSchema, description="The window of the table, the newest first, with a link to what follows."
)
@open_to_tokens
def table(project: int, form: str, table: str) -> Response:
    """A table: ``Submissions``, ``Submissions.<rows>``, or one submission as ``Submissions('uuid:…')``."""
    register = named_form(project, form)
    if single := _SINGLE.match(table):
        return _table(register, _root(project, form), SUBMISSIONS, single[1])
    return _table(register, _root(project, form), table, None)


@blueprint.get(f"{SERVICE}/<table>/<rows>")
@blueprint.doc(parameters=PARAMETERS)
@blueprint.alt_response(200, schema=TableSchema, description="The rows of one submission.")
@open_to_tokens
def rows_of(project: int, form: str, table: str, rows: str) -> Response:
    """The rows of a repeat in one submission, as the link of a submission names them."""
    single = _SINGLE.match(table)
    if single is None:
        raise not_found()
    return _table(named_form(project, form), _root(project, form), f"{SUBMISSIONS}.{rows}", single[1])


def _table(register: Register, root: str, name: str, instance: str | None) -> Response:
    """A table's window; ``instance``: of the one submission that it is limited to. Raises CentralProblem."""
    options = query()
    _check(options)
    field = table_of(register, name)
    if field is None and name != SUBMISSIONS:
        raise not_found()
    select = read_select(register, name, options.get("$select"))
    shape = Shape(options.get("$expand") == "*", options.get("$wkt", "").lower() == "true", select)
    window = paging.read_window(options)
    wanted = submissions_of(register, options.get("$filter"), options.get("$orderby"))
    if instance is not None:
        wanted = submissions.one(wanted, instance)
    with read() as session:
        if instance is not None and submissions.count(session, wanted) == 0:
            raise not_found()
        paging.check(session, wanted, window)
    made = partial(paging.table, of=wanted, field=field, shape=shape, window=window, root=root, query=options)
    return _odata(streamed(made, JSON))


def _check(options: Mapping[str, str]) -> None:
    """Refuse what there is not, as Central does."""
    for name in options:
        if name not in KNOWN:
            raise not_implemented(name)
    if "json" not in options.get("$format", "json"):
        raise CentralProblem("406.1", "Requested format not acceptable; this resource allows: application/json, json.")
    if options.get("$expand", "*") != "*":
        message = f'The given OData expand expression is not supported by this server: "{options["$expand"]}".'
        raise CentralProblem("501.6", f'{message} Currently, only "$expand=*" is supported.')
    if "$expand" in options and "$select" in options:
        raise CentralProblem("501.11", "This server doesn't support $select query parameter with $expand.")


def _root(project: int, form: str) -> str:
    return f"{request.host_url.rstrip('/')}/v1/projects/{project}/forms/{form}.svc"


def _odata(response: Response) -> Response:
    response.headers["OData-Version"] = "4.0"
    return response
