"""Free text that names a person, found for an officer to look at; nothing is changed by it."""

from collections.abc import Iterator, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session as Database

from server.audit.personal import readable, texts_in
from server.models.audit import AuditEntry, AuditPersonal
from server.models.examples import Example
from server.models.figures import Snapshot, SnapshotWithdrawal
from server.models.letters import Letterhead, ReportLetter
from server.models.log import Quarantine, Record
from server.models.org import Suspension
from server.models.periods import ReminderAct
from sync.folding import fold

Found = tuple[str, Mapping[str, object]]
"""Where texts stand, for a person to find it, and the texts by their fields."""


def texts_naming(session: Database, name: str) -> Iterator[tuple[str, str]]:
    """Every text of a record, the audit, a report or a decision that holds a name, whatever its diacritics and
    capitals, as (where, field).

    The field ``thread`` is that of comments and reasons.
    """
    wanted = fold(name).strip()
    for where, fields in _fields(session):
        for field, value in fields.items():
            if any(wanted in fold(text) for text in texts_in(value)):
                yield where, field


def _fields(session: Database) -> Iterator[Found]:
    records = select(Record.id, Record.data, Record.thread).order_by(Record.id)
    for id_, data, thread in session.execute(records).yield_per(200):
        yield f"record {id_}", {**data, "thread": thread}
    for seq, details in session.execute(select(AuditEntry.seq, AuditEntry.details)).yield_per(200):
        yield f"audit entry {seq}", readable(details)
    for seq, details in session.execute(select(AuditPersonal.seq, AuditPersonal.details)).yield_per(200):
        yield f"audit entry {seq}", details
    for id_, text in session.execute(select(Quarantine.record, Quarantine.text)):
        yield f"refused work on record {id_}", {"text": text}
    for id_, title in session.execute(select(Snapshot.id, Snapshot.title)):
        yield f"report {id_}", {"title": title}
    for id_, text in session.execute(select(SnapshotWithdrawal.snapshot, SnapshotWithdrawal.text)):
        yield f"report {id_}", {"withdrawn": text}
    for id_, text in session.execute(select(ReminderAct.id, ReminderAct.text).where(ReminderAct.text.is_not(None))):
        yield f"reminder {id_}", {"text": text}
    for example in session.scalars(select(Example)):
        read = {"title": example.title, "story": example.story, "credit": example.credit}
        yield f"example {example.id}, {example.state}", read
    for account, reason in session.execute(select(Suspension.person, Suspension.reason)):
        yield f"suspension of account {account}", {"reason": reason}
    for head in session.scalars(select(Letterhead)):
        texts = {"signer": head.signer, "signer_title": head.signer_title, "recipients": head.recipients}
        yield f"reports of unit {head.unit}", texts
    for unit, assessment in session.execute(select(ReportLetter.unit, ReportLetter.assessment)):
        yield f"report of unit {unit}", {"assessment": assessment}
