"""The registers as they are now: those that came with the release, and those published on this server since."""

from threading import Lock

from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from server.models.registers import RegisterFile
from server.platform.database import read, read_value
from sync.registers import Registers

DRAFT, PUBLISHED = "draft", "published"

_lock = Lock()
TURN = select(func.max(RegisterFile.turn))
"""How often anything was published; nothing finds no register file."""


def renew(app: Flask, turn: int | None = None) -> Registers:
    """The registers in ``app.extensions["registers"]``, read anew if any process has published something since.

    ``turn``: what ``TURN`` finds now, from a caller that has asked already. A caller keeps the object that it got: one
    exchange uses the same registers throughout. Needs an app context.
    """
    if turn is None:
        turn = read_value(TURN) or 0
    if turn == app.extensions.get("registers_turn", 0):
        return app.extensions["registers"]
    with read() as session:
        turn, published = session.scalar(TURN) or 0, published_texts(session)
    with _lock:
        if turn > app.extensions.get("registers_turn", 0):
            app.extensions["registers"] = Registers(app.config["REGISTERS"], published)
            app.extensions["registers_turn"] = turn
        return app.extensions["registers"]


def published_texts(session: Session) -> dict[str, str]:
    """Form (``key@version``) → text of the definition, for every version ever published on this server."""
    rows = session.scalars(select(RegisterFile).where(RegisterFile.state == PUBLISHED))
    return {f"{row.key}@{row.version}": row.text for row in rows}
