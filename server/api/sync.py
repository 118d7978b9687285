"""The exchange over HTTP."""

from flask import Response, current_app
from flask_smorest import Blueprint

from server.api.answer_schema import answer_schema
from server.api.known_registers import known_registers
from server.api.measured import count_outcomes
from server.api.request_body import read_json, request_body
from server.api.responses import no_store
from server.api.schemas import ExchangeSchema
from server.api.signed_in import drafts_wait, lacks_second_factor, person, phone, signed_in
from server.backups import rewound
from server.exchange import run
from server.platform.errors import language
from sync.protocol.exchange import ExchangeAnswer, parse_exchange

blueprint = Blueprint("sync", __name__, url_prefix="/api/sync", description="The exchange of phone and server")


@blueprint.post("")
@blueprint.doc(requestBody=request_body(ExchangeSchema))
@blueprint.alt_response(
    200, schema=answer_schema(ExchangeAnswer), description="Outcomes, and what changed since the cursor."
)
@signed_in
def sync() -> Response:
    """One exchange: a phone sends its mutations, and gets their outcomes and all that changed since its cursor."""
    request = parse_exchange(read_json())
    registers = known_registers()
    _notice_once()
    sends_only = phone().must_choose or lacks_second_factor(person())
    answer = run.run(person(), phone(), registers, request, current_app.config["PAGES"], language(), sends_only)
    if drafts_wait() and not sends_only:
        answer["drafts"] = True
    outcomes = answer.get("outcomes", {})
    rewound.note(current_app.config, person().account, outcomes)
    count_outcomes(outcomes.values())
    return no_store(answer)


def _notice_once() -> None:
    """Before a process answers its first exchange: if the database was rewound, phones have to know."""
    if not current_app.extensions.get("rewound"):
        rewound.notice(current_app.config)
        current_app.extensions["rewound"] = True
