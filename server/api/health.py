"""Whether this process can do its work: for proxies, for supervisors, for whoever waits for the start."""

from collections.abc import Callable

import marshmallow as ma
import structlog
from flask import current_app
from flask.typing import ResponseReturnValue
from flask_smorest import Blueprint
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from server.doctor import migrations
from server.platform.database import read
from server.platform.write_probe import WriteProbe

blueprint = Blueprint("health", __name__, url_prefix="/api", description="Is the server well?")
log = structlog.get_logger()


class HealthSchema(ma.Schema):
    ok = ma.fields.Boolean(required=True)


@blueprint.get("/health")
@blueprint.response(200, HealthSchema)
@blueprint.alt_response(503, schema=HealthSchema, description="The database does not answer, or takes no writes.")
def health() -> ResponseReturnValue:
    """Whether the server can do its work: 200 if the database answers and takes writes, else 503."""
    return _answer(_works(lambda session: bool(session.scalar(text("SELECT 1")))))


@blueprint.get("/health/live")
@blueprint.response(200, HealthSchema)
def live() -> ResponseReturnValue:
    """Whether this process answers at all: 200 as long as it does. A supervisor restarts one that does not."""
    return {"ok": True}, 200


@blueprint.get("/health/ready")
@blueprint.response(200, HealthSchema)
@blueprint.alt_response(503, schema=HealthSchema, description="No requests should be sent here now.")
def ready() -> ResponseReturnValue:
    """Whether requests may be sent here: 200 if the server can do its work on the tables of its release, else 503."""
    return _answer(_works(lambda session: migrations.current(session) == migrations.head()))


def _works(looks_well: Callable[[Session], bool]) -> bool:
    """What a look at the database says; False if the database does not answer, or takes no writes though it should."""
    try:
        with read() as session:
            well = looks_well(session)
    except SQLAlchemyError:
        log.exception("database does not answer")
        return False
    return well and (current_app.config["READ_ONLY"] or probe().succeeds())


def probe() -> WriteProbe:
    """This process's look at whether the database takes writes."""
    found: WriteProbe = current_app.extensions.setdefault("write_probe", WriteProbe())
    return found


def _answer(ok: bool) -> ResponseReturnValue:
    return {"ok": ok}, 200 if ok else 503
