"""Closed periods over HTTP."""

import marshmallow as ma
from flask import Response
from flask_smorest import Blueprint
from sqlalchemy import select

from server.access.units import freezes, reads_figures
from server.api.answer_schema import answer_schema
from server.api.answers import Closings
from server.api.known_registers import known_registers
from server.api.query import parameters, query_parameter
from server.api.request_body import read_as, request_body
from server.api.responses import no_store
from server.api.signed_in import origin, person, signed_in
from server.audit import append as audit
from server.figures import closing_preview
from server.figures.closing_preview import ClosingPreview
from server.figures.reach import readable
from server.figures.snapshot_content import registers_with_figures
from server.models.catalog import change_catalog
from server.models.org import Person, Unit
from server.models.periods import Closing, Period
from server.periods import closings
from server.platform.clock import today, utc_text
from server.platform.database import read, write
from server.platform.errors import language
from server.platform.query_params import ParamReader
from server.records.filters import read_period
from sync.protocol.problems import Problem

blueprint = Blueprint("closings", __name__, url_prefix="/api/closings", description="Which periods are closed")


PREVIEW = [
    query_parameter("unit", "A unit's id; the largest of one's own by default.", format="uuid"),
    query_parameter("period", "A period's key."),
    query_parameter("register", "Keys, by commas; all that have figures in the period by default."),
]


class Reopen(ma.Schema):
    class Meta:
        unknown = ma.EXCLUDE

    register = ma.fields.String(required=True, validate=ma.validate.Length(max=100))
    period = ma.fields.String(required=True, validate=ma.validate.Length(max=40))
    unit = ma.fields.UUID(required=True)
    reason = ma.fields.String(required=True, validate=ma.validate.Length(min=3, max=2_000))


@blueprint.get("")
@blueprint.alt_response(
    200, schema=answer_schema(Closings), description="Register × period × unit, closed when and by whom."
)
@signed_in
def all_() -> Response:
    """List the closed periods, for units whose figures the caller may read, the last closed first.

    An entry is of one register, period and unit: in that period, the unit's records of that register are not changed.
    """
    query = (
        select(Closing, Unit.name, Unit.path, Person.name)
        .join(Unit, Unit.id == Closing.unit)
        .join(Person, Person.id == Closing.by)
        .order_by(Closing.at.desc())
    )
    with read() as session:
        rows = session.execute(query).all()
    found = [_entry(one, unit, by) for one, unit, path, by in rows if reads_figures(person(), one.unit, path)]
    return no_store({"closings": found})


@blueprint.get("/preview")
@blueprint.doc(parameters=PREVIEW)
@blueprint.alt_response(
    200,
    schema=answer_schema(ClosingPreview),
    description="The periods that would be closed, and the records nobody could finish then.",
)
@signed_in
def preview() -> Response:
    """What closing registers in a period would close, for a unit and all that report to it; nothing is closed.

    Problem ``malformed``; ``forbidden`` unless the caller may close each of the registers.
    """
    params, registers = ParamReader(parameters(), ("unit", "period", "register")), known_registers()
    keys = params.several("register", {one.key for one in registers.all_latest()})
    unit_id = params.id("unit")
    with read() as session:
        period = read_period(session, params)
        if period is None:
            params.fault("period", "required")
        params.refuse()
        assert period is not None
        unit = readable(session, person(), unit_id)
        wanted = list(keys) or registers_with_figures(session, registers, period)
        known = [register for key in wanted if (register := registers.latest(key))]
        if not all(freezes(person(), register, unit.id) for register in known):
            raise Problem("forbidden")
        return no_store(
            closing_preview.preview(session, person(), registers, unit, period, wanted, language(), today())
        )


@blueprint.post("/open")
@blueprint.doc(requestBody=request_body(Reopen))
@blueprint.alt_response(204, description="It is open again; who did so and why is in the audit.")
@signed_in
def open_again() -> Response:
    """Open a closed period of one register and unit again, with a reason, which the audit keeps.

    Problem ``forbidden`` unless the caller may also close it, ``not_found`` if it is not closed, ``malformed``.
    """
    body = read_as(Reopen())
    key, unit, period = body["register"], str(body["unit"]), body["period"]
    register = known_registers().latest(key)
    if register is None or not freezes(person(), register, unit):
        raise Problem("forbidden")
    reason = body["reason"].strip()
    if not reason:
        raise Problem("malformed", {"reason": {"rule": "required"}})
    with write() as session:
        if session.get(Period, period) is None or not closings.open_again(session, key, period, unit):
            raise Problem("not_found")
        change_catalog(session)
        audit.record(session, origin(), "period.open", ("period", period), unit, registers=[key], reason=reason)
    return Response(status=204)


def _entry(closing: Closing, unit: str, by: str) -> dict[str, str | None]:
    """A closed period as an entry of the list; ``unit`` is the unit's name, ``by`` that of the person who closed it."""
    return {
        "register": closing.register,
        "period": closing.period,
        "unit": closing.unit,
        "unit_name": unit,
        "at": utc_text(closing.at),
        "by": by,
        "snapshot": closing.snapshot,
    }
