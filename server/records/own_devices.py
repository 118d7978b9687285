"""The devices on which somebody wrote the values of theirs that are in conflict: shown to themselves alone."""

from typing import cast

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from server.models.auth import Session as Phone
from server.models.log import LogEntry, Record
from server.models.log_storage import is_session
from server.platform.device_names import short_device_name
from sync.protocol.change import Change

# Built once: to put a statement together costs as much as to run it.
_NAMES = (
    select(LogEntry.mutation, Phone.device_name)
    .join(Phone, is_session(Phone.digest, LogEntry.session))
    .where(
        LogEntry.scope == bindparam("scope"),
        LogEntry.person == bindparam("person"),
        LogEntry.mutation.in_(bindparam("mutations", expanding=True)),
    )
)


def with_own_devices(session: Session, account: str, record: Record, change: Change) -> Change:
    """The record's ``change`` with ``device``, a short name, beside each value in conflict that ``account`` wrote.

    What other people wrote with is not said, nor is the device of a session that has ended: its name went with it.
    """
    standing = {name: record.writers[name][-1][1] for name in record.conflicts if record.writers.get(name)}
    kept = {id_ for alternatives in record.conflicts.values() for id_ in alternatives}
    if not kept:
        return change
    given = {"scope": record.scope, "person": account, "mutations": [*kept, *standing.values()]}
    names = {id_: name for id_, agent in session.execute(_NAMES, given) if (name := short_device_name(agent))}
    if not names:
        return change
    conflicts = {
        field: {id_: {**one, **_device(names.get(id_))} for id_, one in alternatives.items()}
        for field, alternatives in record.conflicts.items()
    }
    wrote = {
        field: {**one, **_device(names.get(standing.get(field, "")))} for field, one in change.get("wrote", {}).items()
    }
    return cast(Change, {**change, "conflicts": conflicts, "wrote": wrote})


def _device(name: str | None) -> dict[str, str]:
    return {"device": name} if name else {}
