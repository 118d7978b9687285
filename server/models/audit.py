"""The audit's entries: what people did besides recording. Each holds the digest of the one before it, and what it
holds of people stands beside it."""

from datetime import datetime

from sqlalchemy import (
    JSON,
    BigInteger,
    ForeignKey,
    Index,
    LargeBinary,
)
from sqlalchemy.orm import Mapped, mapped_column

from server.models.moment import Moment
from server.platform.database import Model


class AuditHead(Model):
    """The single row that holds number and digest of the audit's last entry; whoever adds an entry locks it first."""

    id: Mapped[int] = mapped_column(primary_key=True)
    seq: Mapped[int] = mapped_column(BigInteger, default=0)  # number of the last entry; 0 before the first
    digest: Mapped[str]  # of the last entry, hex; zeros before the first


class AuditEntry(Model):
    """One action of somebody: who did what to what, when, and from where. Added by ``server.audit.append`` alone; never
    changed and never deleted.

    Entries of releases that had no ``AuditPersonal`` hold address, device, names and reasons themselves.
    """

    __table_args__ = (Index("ix_audit_entry_target", "kind", "target"), Index("ix_audit_entry_action", "action", "at"))
    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)  # from 1, without gaps
    at: Mapped[datetime] = mapped_column(Moment)
    actor: Mapped[str | None] = mapped_column(index=True)  # an account; None: nobody known, or the system
    action: Mapped[str]  # one of server.audit.append.ACTIONS
    kind: Mapped[str | None]  # of the target: person | unit | cluster | session | period | ...
    target: Mapped[str | None]  # its id
    unit: Mapped[str | None] = mapped_column(index=True)  # whose leaders may read it; None: the province's alone
    address: Mapped[str | None]  # IP address, of entries of earlier releases
    session: Mapped[str | None] = mapped_column(index=True)  # digest of its token
    device: Mapped[str | None]  # its name, of entries of earlier releases
    details: Mapped[dict] = mapped_column(JSON)
    search_text: Mapped[str] = mapped_column("words")  # folded, for search: what names nobody
    # person → digest of the row of AuditPersonal; null: there is none
    personal_digests: Mapped[dict[str, str] | None] = mapped_column(JSON(none_as_null=True))
    previous: Mapped[str]  # digest of the entry before
    digest: Mapped[str]


class AuditPersonal(Model):
    """What an entry of the audit holds of one person. Added together with it and never changed; deleted, its salt with
    it, if that person is erased."""

    seq: Mapped[int] = mapped_column(BigInteger, ForeignKey("audit_entry.seq"), primary_key=True, autoincrement=False)
    person: Mapped[str] = mapped_column(primary_key=True, index=True)  # an account; "": of nobody who is known
    salt: Mapped[bytes] = mapped_column(LargeBinary)  # random, of the digest in the entry
    address: Mapped[str | None] = mapped_column(index=True)  # IP address
    device: Mapped[str | None]  # its name
    details: Mapped[dict] = mapped_column(JSON)  # names, and what somebody wrote
    search_text: Mapped[str] = mapped_column("words")  # folded, for search
