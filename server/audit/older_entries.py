"""Entries of releases that kept what is personal in the entry itself, and how it is taken out of them.

The entry keeps its digest, which the next one holds. Its content no longer fits it, and so the entry that notes the
erasure, itself in the chain, holds the digest of what was left: ``chain.chain_faults`` accepts that and nothing else.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import and_, or_, select, true, update
from sqlalchemy.orm import Session as Database

from server.audit.chain import digest_of
from server.audit.personal import ERASED
from server.models.audit import AuditEntry
from server.platform.append_only import lifted
from server.platform.older_tables import columns_there, table_of

TABLE = table_of(AuditEntry)

PERSONAL = ("name", "username", "was", "why", "device")
"""Details that are left out of entries about the person."""


def redact(session: Database, account: str) -> dict[str, str]:
    """Take names, addresses and devices out of all such entries by an account and about it; returns the number of each
    that was changed with the digest of what was left.

    The caller has locked the head, and adds the entry that holds them in the same transaction.
    """
    kept = {row["seq"]: (row, _without(row, account)) for row in _entries(session, account)}
    changes = {seq: (row, new) for seq, (row, new) in kept.items() if row | new != row}
    if changes:
        with lifted(session.connection(), TABLE.name):
            for seq, (_, new) in changes.items():
                session.execute(update(TABLE).where(TABLE.c.seq == seq).values(new))
    return {
        str(seq): digest_of(row | new, row["at"].isoformat(), row["previous"]) for seq, (row, new) in changes.items()
    }


def _entries(session: Database, account: str) -> list[dict[str, Any]]:
    columns = columns_there(session, TABLE)
    about = and_(TABLE.c.kind == "person", TABLE.c.target == account)
    older = TABLE.c.personal_digests.is_(None) if TABLE.c.personal_digests in columns else true()
    query = select(*columns).where(or_(TABLE.c.actor == account, about), older).order_by(TABLE.c.seq)
    rows = [dict(row) for row in session.execute(query).mappings()]
    return [row for row in rows if ERASED not in row["details"]]


def _without(row: Mapping[str, object], account: str) -> dict[str, object]:
    """The columns of an entry that are to be changed, as they are to be."""
    kept: dict[str, object] = {"words": ""}
    if row["actor"] in (account, None):
        kept |= {"address": None, "device": None}
    details = row["details"]
    if row["target"] == account and isinstance(details, dict):
        kept["details"] = {name: value for name, value in details.items() if name not in PERSONAL}
    return kept
