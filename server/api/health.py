"""Whether this process can do its work: for proxies, for supervisors, for whoever waits for the start."""

import marshmallow as ma
import structlog
from flask.typing import ResponseReturnValue
from flask_smorest import Blueprint
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from server.platform.database import read

blueprint = Blueprint("health", __name__, url_prefix="/api", description="Is the server well?")
log = structlog.get_logger()


class HealthSchema(ma.Schema):
    ok = ma.fields.Boolean(required=True)


@blueprint.get("/health")
@blueprint.response(200, HealthSchema)
@blueprint.alt_response(503, schema=HealthSchema, description="The database does not answer.")
def health() -> ResponseReturnValue:
    """Whether the server can do its work: 200 if the database answers a query, else 503."""
    try:
        with read() as session:
            session.execute(text("SELECT 1"))
    except SQLAlchemyError:
        log.exception("database does not answer")
        return {"ok": False}, 503
    return {"ok": True}, 200
