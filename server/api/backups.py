"""Backups over HTTP: whether the province would survive, which backups there are, and an order for one now."""

from flask import Response, current_app
from flask_smorest import Blueprint

from server.api.answer_schema import answer_schema
from server.api.responses import no_store
from server.api.signed_in import act_once, person, signed_in
from server.backups import orders
from server.backups.listing import Backups, OrderEntry, backups, order_entry
from server.models.backups import BackupOrder
from server.platform.database import read
from server.platform.errors import language

blueprint = Blueprint("backups", __name__, url_prefix="/api/backups", description="Backups of everything")


@blueprint.get("")
@blueprint.alt_response(
    200,
    schema=answer_schema(Backups),
    description="Whether the province would survive; the backups, newest first; the order.",
)
@signed_in
def all_() -> Response:
    """Say whether the province would survive the loss of this machine tonight, and list the newest 100 backups.

    Each with when it was made and checked, its size in bytes, its age in seconds, and faults. Problem ``forbidden`` for
    all but administrators.
    """
    with read() as session:
        return no_store(backups(session, person(), current_app.config, language()))


@blueprint.post("")
@blueprint.alt_response(
    202, schema=answer_schema(OrderEntry), description="It is on order; /api/backups says how far it is."
)
@signed_in
def order() -> Response:
    """Order a backup, which ``flask jobs`` makes; while one is unfinished, that one is answered.

    Problem ``forbidden`` for all but administrators.
    """
    id_ = act_once(orders.order)
    with read() as session:
        return no_store(order_entry(session.get_one(BackupOrder, id_), language()), 202)
