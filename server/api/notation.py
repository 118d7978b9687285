"""How files write numbers, days and names, over HTTP."""

from typing import Any

import marshmallow as ma
from flask import Response
from flask_smorest import Blueprint

from server.api.query import parameters, query_parameter
from server.api.request_body import read_as, request_body
from server.api.responses import no_store
from server.api.signed_in import act, person, signed_in
from server.exports import notation_choice
from server.exports.notation import CHOICES, Notation
from server.exports.notation_example import notation_example
from server.platform.database import read
from server.platform.query_params import ParamReader

blueprint = Blueprint("notation", __name__, url_prefix="/api/notation", description="How files are written")

TEXTS = {name: tuple(map(str, values)) for name, values in CHOICES.items() if name != "decimals"}


def _choice(name: str, description: str) -> ma.fields.String:
    chosen = ma.validate.OneOf(CHOICES[name])
    return ma.fields.String(required=True, validate=chosen, metadata={"description": description})


class NotationSchema(ma.Schema):
    marks = _choice("marks", "comma: 1.234,5; point: 1,234.5; space: 1 234,5")
    decimals = ma.fields.Integer(
        required=True,
        strict=True,
        validate=ma.validate.OneOf(CHOICES["decimals"]),
        metadata={"description": "digits of rates in per cent"},
    )
    zero = _choice("zero", "what a cell shows for 0")
    missing = _choice("missing", "what a cell shows for a figure that is not there; not the same as for 0")
    schools = _choice("schools", "short: with the usual abbreviation of their kind")
    places = _choice("places", "bare: without the word for what they are")
    days = _choice("days", "short: 05/09/2026; long: with words; within sentences")
    signer = _choice("signer", "capitals: LÒ THỊ BAN")


class ExampleSchema(ma.Schema):
    number = ma.fields.String()
    rate = ma.fields.String()
    zero = ma.fields.String()
    missing = ma.fields.String()
    school = ma.fields.String(allow_none=True)
    place = ma.fields.String(allow_none=True)
    day = ma.fields.String()
    signer = ma.fields.String()


PARAMETERS = [query_parameter(name, "as in the choice", enum=[str(one) for one in CHOICES[name]]) for name in CHOICES]


@blueprint.get("")
@blueprint.alt_response(200, schema=NotationSchema)
@signed_in
def chosen() -> Response:
    """How files write numbers, days and names now. Problem ``forbidden`` but to the department and administrators."""
    with read() as session:
        return no_store(notation_choice.entry(notation_choice.chosen(session, person())))


@blueprint.put("")
@blueprint.doc(requestBody=request_body(NotationSchema))
@blueprint.alt_response(204, description="It is chosen: files that are made from now on are written so.")
@signed_in
def choose() -> Response:
    """Choose how files are written. Problem ``forbidden`` but to the department and administrators; ``malformed``, with
    ``missing`` and the rule ``same`` if nobody could tell 0 from a figure that is missing."""
    body = read_as(NotationSchema())
    act(lambda by: notation_choice.set_notation(by, body))
    return Response(status=204)


@blueprint.get("/example")
@blueprint.doc(parameters=PARAMETERS)
@blueprint.alt_response(200, schema=ExampleSchema)
@signed_in
def example() -> Response:
    """What a choice looks like before it is made. Problem ``forbidden`` but to the department and administrators,
    ``malformed``."""
    params = ParamReader(parameters(), tuple(CHOICES))
    given: dict[str, Any] = {name: params.among(name, TEXTS[name]) or TEXTS[name][0] for name in TEXTS}
    given["decimals"] = params.number("decimals", 0, 2, 2)
    params.refuse()
    with read() as session:
        notation_choice.refuse_others(person())
        return no_store(dict(notation_example(session, Notation(**given))))
