"""What stands around the figures of Word reports over HTTP: read before a report is ordered with it."""

import marshmallow as ma
from flask import Response
from flask_smorest import Blueprint
from sqlalchemy.orm import Session

from server.api.known_registers import known_registers
from server.api.query import parameters, query_parameter
from server.api.responses import no_store
from server.api.signed_in import person, signed_in
from server.exports import assessments, letters
from server.exports.order import Order, read_order
from server.exports.word.letter import LONGEST, LONGEST_RECIPIENT, MOST_RECIPIENTS
from server.figures.reach import readable
from server.models.org import Unit
from server.periods.months import find_period
from server.platform.database import read
from server.platform.query_params import ParamReader

blueprint = Blueprint("letters", __name__, url_prefix="/api/letters", description="What stands around a report")

PARAMETERS = [
    query_parameter("unit", "the largest of one's own by default", format="uuid"),
    query_parameter("period", "a key; needed without a snapshot"),
    query_parameter("register", "keys, by commas; all by default"),
    query_parameter("status", "one or several, by commas"),
    query_parameter("snapshot", "of frozen figures, in place of those of now", format="uuid"),
]


def _text(name: str) -> ma.fields.String:
    return ma.fields.String(required=True, validate=ma.validate.Length(max=LONGEST[name]))


class LetterSchema(ma.Schema):
    agency_above = _text("agency_above")
    agency = _text("agency")
    number = _text("number")
    symbol = _text("symbol")
    place = _text("place")
    day = _text("day")
    signer_title = _text("signer_title")
    signer = _text("signer")
    recipients = ma.fields.List(
        ma.fields.String(validate=ma.validate.Length(max=LONGEST_RECIPIENT)),
        required=True,
        validate=ma.validate.Length(max=MOST_RECIPIENTS),
    )
    assessment = _text("assessment")


class OfferedLetterSchema(ma.Schema):
    letter = ma.fields.Nested(LetterSchema)
    last = ma.fields.String(metadata={"description": "the number of the unit's last report"})
    typed = ma.fields.Boolean(metadata={"description": "whether this very report had an assessment before"})


class DraftSchema(ma.Schema):
    draft = ma.fields.String(metadata={"description": "a paragraph each line"})


@blueprint.get("")
@blueprint.doc(parameters=PARAMETERS)
@blueprint.alt_response(200, schema=OfferedLetterSchema)
@signed_in
def offered() -> Response:
    """What the form of a report begins with: as it was typed last, for this report and for its unit.

    It is kept when a report is ordered with it. Problem ``malformed``; ``forbidden`` but to the unit's leader, its
    commune's officers and the department.
    """
    with read() as session:
        unit, order = _ordered(session)
        return no_store(letters.offered_letter(session, unit, order))


@blueprint.get("/draft")
@blueprint.doc(parameters=PARAMETERS)
@blueprint.alt_response(200, schema=DraftSchema)
@signed_in
def draft() -> Response:
    """A draft of a report's assessment, made by rules from its figures; it takes some seconds for a province.

    Problem ``malformed``; ``not_found`` without such a snapshot; ``forbidden`` as for the letter.
    """
    with read() as session:
        unit, order = _ordered(session)
        return no_store({"draft": assessments.draft(session, person(), known_registers(), unit, order)})


def _ordered(session: Session) -> tuple[Unit, Order]:
    """The unit and the report that the request is about. Raises its Problems."""
    registers = known_registers()
    params = ParamReader(parameters(), ("unit", "period", "register", "status", "snapshot"))
    order = read_order(params, registers)
    if not order["snapshot"] and find_period(session, order["period"]) is None:
        params.fault("period", "required" if order["period"] is None else "choices")
    params.refuse()
    unit = readable(session, person(), order["unit"] or None)
    letters.refuse_others(person(), unit)
    order["unit"] = unit.id
    return unit, order
