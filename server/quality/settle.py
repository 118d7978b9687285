"""Saying that what is asked about a record is right: the hint then rests until the answers that it is about change."""

from sqlalchemy.orm import Session

from server.access.hints import settles_hints
from server.audit.actor import Act
from server.models.log import Record
from server.models.quality import RecordCheck, RecordHint
from server.platform.clock import now
from server.quality.find import find_hints
from server.quality.keep import keep
from server.quality.shown import refuse_others
from sync.protocol.problems import Problem
from sync.registers import Registers


def settle(act: Act, registers: Registers, record: Record, kind: str, field: str, version: str, right: bool) -> None:
    """Let a hint about a record rest, or, unless it is ``right``, ask it again. Doing so twice changes nothing.

    ``version``: of the record as the viewer saw it. Raises Problem ``forbidden`` unless they decide on it;
    ``changed_meanwhile`` if it has another version by now; ``not_found`` without such a hint.
    """
    path = refuse_others(act.session, act.viewer, record)
    register = registers.get(f"{record.register}@{record.version}")
    if register is None or not settles_hints(act.viewer, register, record.scope, path):
        raise Problem("forbidden")
    if version != f"{record.rev}.{record.chain}":
        raise Problem("changed_meanwhile")
    _up_to_date(act.session, registers, record)
    row = act.session.get(RecordHint, (record.id, kind, field), with_for_update=True)
    if row is None:
        raise Problem("not_found")
    if right == (row.settled_at is not None):
        return
    row.settled_by, row.settled_at = (act.viewer.account, now()) if right else (None, None)
    values = {field: row.detail.get("value")} if "value" in row.detail else None
    what = {"kind": kind, "field": field, "values": values, "other": row.other}
    act.record("hint.settle" if right else "hint.open", ("record", record.id), record.scope, **what)


def _up_to_date(session: Session, registers: Registers, record: Record) -> None:
    check = session.get(RecordCheck, record.id)
    if record.turn and (check is None or check.rev != record.rev):
        keep(session, registers.latest(record.register), record, find_hints(session, registers, record))
