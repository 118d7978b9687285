"""Taking what is personal out of the audit's entries for somebody who is erased, so that the chain still checks.

The entry keeps its digest, which the next one holds. Its content no longer fits it, and so the entry that notes the
erasure, itself in the chain, holds the digest of what was left: ``chain.chain_faults`` accepts that and nothing else.
"""

from collections.abc import Mapping

from sqlalchemy import and_, or_, select, update
from sqlalchemy.orm import Session as Database

from server.audit.chain import ERASED, digest_of
from server.models.audit import AuditEntry, AuditHead
from server.platform.append_only import lifted

PERSONAL = ("name", "username", "was", "why", "device")
"""Details that are left out of entries about the person."""


def redact(session: Database, account: str) -> dict[str, str]:
    """Take names, addresses and devices out of all entries by an account and about it; returns the number of each that
    was changed with the digest of what was left. The caller has to add the entry that holds them in the same
    transaction."""
    about = and_(AuditEntry.kind == "person", AuditEntry.target == account)
    table = AuditEntry.__table__
    query = select(*table.columns).where(or_(AuditEntry.actor == account, about))
    left: dict[str, str] = {}
    # As whoever adds an entry: the head is locked before the table.
    session.execute(select(AuditHead.id).with_for_update())
    with lifted(session.connection(), "audit_entry"):
        for row in [dict(one) for one in session.execute(query.order_by(AuditEntry.seq)).mappings()]:
            kept = _without(row, account)
            if ERASED not in row["details"] and any(row[name] != value for name, value in kept.items()):
                session.execute(update(AuditEntry).where(AuditEntry.seq == row["seq"]).values(_by_member(kept)))
                left[str(row["seq"])] = digest_of({**row, **kept}, row["at"].isoformat(), row["previous"])
    return left


def _without(row: Mapping[str, object], account: str) -> dict[str, object]:
    """The columns of an entry that are to be changed, as they are to be."""
    kept: dict[str, object] = {"words": ""}
    if row["actor"] in (account, None):
        kept |= {"address": None, "device": None}
    details = row["details"]
    if row["target"] == account and isinstance(details, dict):
        kept["details"] = {name: value for name, value in details.items() if name not in PERSONAL}
    return kept


def _by_member(kept: Mapping[str, object]) -> dict[str, object]:
    return {"search_text" if name == "words" else name: value for name, value in kept.items()}
