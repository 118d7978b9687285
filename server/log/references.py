"""References: to which other records the answers of a record may refer."""

from sqlalchemy import select

from server.access.viewer import Grant, reaches
from server.log.batch import Batch
from server.log.step import register_of
from server.models.log import LogEntry, Record
from server.models.org import Role, Unit
from server.org.endings import successors_of
from sync.protocol.transitions import APPROVED
from sync.registers.field import Field


def referred(batch: Batch, record: Record, field: Field, id_: object) -> Record | None:
    """The record with the id ``id_``, which an answer of ``record`` in ``field`` refers to; None if it may not.

    It must be of the register that the field refers to, and the unit or the author of ``record`` must see it or have
    seen it before; a later deletion or transfer changes nothing. A field with ``across`` may refer to every record that
    is or was approved.
    """
    target = batch.record(id_) if isinstance(id_, str) else None
    if target is None or target.register != field.to:
        return None
    if field.across and _once_approved(batch, target):
        return target
    return target if _unit_has_seen(batch, record.scope, target) or _author_has_seen(batch, record, target) else None


def _unit_has_seen(batch: Batch, unit: str, target: Record) -> bool:
    """Whether people of the unit see the record ``target`` or have seen it.

    That is so if it was submitted (or its register shares drafts) and lies in the unit, below it, or in a school that
    the unit succeeded.
    """
    if target.submitted_rev is None and not _is_shared(batch, target):
        return False
    here, there = batch.units.path(unit), batch.units.path(target.scope)
    return there.startswith(here) or unit in successors_of(batch.session, [target.scope])


def _author_has_seen(batch: Batch, record: Record, target: Record) -> bool:
    """Whether the author of ``record`` wrote ``target``, was named in it, or has or had a role that shows it."""
    if record.author == target.author or record.author in target.once:
        return True
    if target.submitted_rev is None:
        return False
    query = select(Role.unit, Role.role, Unit.path).join(Unit, Unit.id == Role.unit)
    query = query.where(Role.person == record.author, Role.since <= batch.received)
    path = batch.units.path(target.scope)
    return any(reaches(Grant(*row), target.scope, path) for row in batch.session.execute(query))


def _is_shared(batch: Batch, target: Record) -> bool:
    """Whether a draft of the record's register is visible to its whole unit."""
    return register_of(batch.registers, f"{target.register}@{target.version}").natural_key


def _once_approved(batch: Batch, target: Record) -> bool:
    if target.status == APPROVED:
        return True
    query = select(LogEntry.seq).where(
        LogEntry.record == target.id, LogEntry.do == "approve", LogEntry.rev.is_not(None)
    )
    return batch.session.scalar(query.limit(1)) is not None
