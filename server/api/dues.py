"""What is to be reported by which day, and who has not reported, over HTTP."""

from pathlib import Path

import marshmallow as ma
from flask import Response
from flask_smorest import Blueprint

from server.api.answer_schema import answer_schema
from server.api.answers import Dues, DueUnitsWithFile, Reminded
from server.api.exports import TYPES
from server.api.known_registers import known_registers
from server.api.query import parameters, query_parameter
from server.api.request_body import read_as, request_body
from server.api.responses import attachment, no_store
from server.api.signed_in import origin, person, signed_in
from server.audit import append as audit
from server.exports import nonreporters_workbook
from server.exports.notation_choice import notation
from server.exports.workbook_bytes import workbook_bytes
from server.figures import reminders
from server.platform.clock import now
from server.platform.database import read, write
from server.platform.errors import language
from server.platform.query_params import ParamReader
from sync.protocol.problems import Problem
from sync.registers import Register

blueprint = Blueprint("dues", __name__, url_prefix="/api/dues", description="Who has not reported")

MESSAGE = ma.validate.And(ma.validate.Length(min=1, max=200), ma.validate.Regexp(r"\s*\S"))
UNIT = query_parameter("unit", "A unit's id: it and all below it. The largest of one's own by default.")
PERIOD = query_parameter("period", "What is due about now by default.")


class Day(ma.Schema):
    class Meta:
        unknown = ma.EXCLUDE

    day = ma.fields.Date(required=True, allow_none=True, metadata={"description": "null: what the register says"})


class Remind(ma.Schema):
    class Meta:
        unknown = ma.EXCLUDE

    units = ma.fields.List(ma.fields.UUID(), required=True, validate=ma.validate.Length(min=1, max=1_000))
    text = ma.fields.String(
        load_default=None,
        allow_none=True,
        validate=MESSAGE,
        metadata={"description": "one's own words; phones show it"},
    )


@blueprint.get("")
@blueprint.doc(parameters=[UNIT, PERIOD])
@blueprint.alt_response(
    200,
    schema=answer_schema(Dues),
    description="Register by register: until when, how many units have answered, and how.",
)
@signed_in
def all_() -> Response:
    """List what a unit and all units below it have to report, the earliest deadline first, and how many have.

    One entry for each register and period. Problem ``forbidden`` unless the caller may follow the unit's reporting,
    ``malformed``.
    """
    params = ParamReader(parameters(), ("unit", "period"))
    unit_id, period = params.id("unit"), params.one("period")
    params.refuse()
    registers = known_registers()
    with read() as session:
        unit = reminders.overseen(session, person(), unit_id)
        return no_store({"dues": reminders.due_counts(session, person(), registers, unit, period, now())})


@blueprint.get("/<register>/<period>")
@blueprint.doc(parameters=[UNIT])
@blueprint.alt_response(
    200,
    schema=answer_schema(DueUnitsWithFile),
    description="The units that have not answered, and those that have, by name.",
)
@signed_in
def one(register: str, period: str) -> Response:
    """The units that have not reported a register in a period, and those that have, by name.

    ``file``: the name under which the list is saved as a workbook. Problem ``forbidden`` unless the caller may follow
    the unit's reporting, ``not_found`` without such a register or period, ``malformed``.
    """
    params = ParamReader(parameters(), ("unit",))
    unit_id = params.id("unit")
    params.refuse()
    registers = known_registers()
    with read() as session:
        unit, of = reminders.overseen(session, person(), unit_id), _register(register)
        found = reminders.due_units(session, person(), registers, unit, of, period, now())
        return no_store({**found, "file": nonreporters_workbook.name(of, period, unit.name)})


@blueprint.get("/<register>/<period>/file")
@blueprint.doc(parameters=[UNIT])
@blueprint.alt_response(200, description="The units that have not answered, as an xlsx.")
@signed_in
def file(register: str, period: str) -> Response:
    """The units that have not reported a register in a period, as a workbook: the same list, with who answers for each.

    Problem ``forbidden`` unless the caller may follow the unit's reporting, ``not_found`` without such a register or
    period, ``malformed``.
    """
    params = ParamReader(parameters(), ("unit",))
    unit_id = params.id("unit")
    params.refuse()
    registers, of = known_registers(), _register(register)

    def make(path: Path) -> tuple[str, str]:
        with read() as session:
            unit = reminders.overseen(session, person(), unit_id)
            found = reminders.due_units(session, person(), registers, unit, of, period, now())
            nonreporters_workbook.workbook(path, of, found, unit.name, notation(session), language())
            return nonreporters_workbook.name(of, period, unit.name), unit.id

    body, (title, whose) = workbook_bytes(make)
    with write() as session:
        made = {"what": "nonreporters", "register": of.key, "period": period}
        audit.record(session, origin(), "export.make", ("unit", whose), whose, **made)
    return attachment(body, TYPES["xlsx"], title)


@blueprint.post("/<register>/<period>")
@blueprint.doc(requestBody=request_body(Day))
@blueprint.alt_response(204, description="Phones are told at their next synchronisation.")
@signed_in
def set_day(register: str, period: str) -> Response:
    """Set the deadline of a register in a period; null restores the one that the register itself defines.

    Problem ``forbidden`` to all but the department, ``not_found`` without such a register or period, ``malformed``.
    """
    body = read_as(Day())
    with write() as session:
        of = _register(register)
        reminders.set_day(session, person(), of, period, body["day"])
        set_to = {"registers": [of.key], "day": body["day"].isoformat() if body["day"] else None}
        audit.record(session, origin(), "due.set", ("period", period), None, **set_to)
    return Response(status=204)


@blueprint.post("/<register>/<period>/reminders")
@blueprint.doc(requestBody=request_body(Remind))
@blueprint.alt_response(
    200, schema=answer_schema(Reminded), description="The units that were reminded: those that have not answered."
)
@signed_in
def remind(register: str, period: str) -> Response:
    """Remind those of the given units that have not reported; their people see it at their next synchronisation.

    The response has the ids of the units that were reminded. Problem ``forbidden`` if one of the given units is not the
    caller's to remind, ``not_found`` without such a register or period, ``malformed``.
    """
    body = read_as(Remind())
    units, text = [str(unit) for unit in body["units"]], body["text"]
    registers = known_registers()
    with write() as session:
        of = _register(register)
        return no_store({"units": reminders.remind(session, person(), registers, of, period, units, now(), text)})


def _register(key: str) -> Register:
    """The newest version of the register with this key. Problem ``not_found``."""
    found = known_registers().latest(key)
    if found is None:
        raise Problem("not_found")
    return found
