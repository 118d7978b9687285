"""The log of each scope and what it made: written by ``server.log.append`` alone."""

from datetime import date, datetime

from sqlalchemy import (
    JSON,
    BigInteger,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from server.models.moment import Moment
from server.platform.clock import now
from server.platform.database import Model


class Scope(Model):
    """The head of a unit's log; its row is the lock of every writer of that log."""

    unit: Mapped[str] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    rev: Mapped[int] = mapped_column(BigInteger, default=0)
    digest: Mapped[bytes] = mapped_column(LargeBinary, default=bytes(32))  # over the log's ids up to rev


class Restore(Model):
    """A recorded restore: the head that a scope's log went on from."""

    id: Mapped[int] = mapped_column(primary_key=True)
    scope: Mapped[str] = mapped_column(ForeignKey("scope.unit"), index=True)
    head: Mapped[int] = mapped_column(BigInteger)
    at: Mapped[datetime] = mapped_column(Moment, default=now)


class LogEntry(Model):
    """One mutation as it came, and its outcome. Refused ones have no rev."""

    __table_args__ = (
        UniqueConstraint("mutation", "person"),
        UniqueConstraint("scope", "rev"),
        Index("ix_log_entry_record", "record", "rev"),
    )
    seq: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    person: Mapped[str] = mapped_column(ForeignKey("person.id"))
    mutation: Mapped[str]
    scope: Mapped[str | None]
    rev: Mapped[int | None] = mapped_column(BigInteger)
    chain: Mapped[str | None]
    record: Mapped[str | None]
    after: Mapped[str | None]
    do: Mapped[str | None]
    at: Mapped[str | None]
    received: Mapped[datetime] = mapped_column(Moment, default=now)
    session: Mapped[str | None]
    body: Mapped[bytes] = mapped_column(LargeBinary)  # canonical JSON, RFC 8785
    outcome: Mapped[dict] = mapped_column(JSON)
    plain: Mapped[bool] = mapped_column(default=False)  # its phone can lay it into its own copy unaided
    period: Mapped[str | None]  # where the mutation gave or changed it
    copied: Mapped[list | dict | None] = mapped_column(JSON)  # what became of copied fields: log/copies.py
    stands_for: Mapped[str | None]  # the refused mutation that a leader took in as this one


class Quarantine(Model):
    """A refused mutation, in the log, that somebody of its unit may still take in or refuse."""

    __table_args__ = (UniqueConstraint("person", "mutation"), Index("ix_quarantine_unit", "unit", "state"))
    id: Mapped[str] = mapped_column(primary_key=True)
    person: Mapped[str] = mapped_column(ForeignKey("person.id"))
    mutation: Mapped[str]
    unit: Mapped[str] = mapped_column(ForeignKey("unit.id"))
    record: Mapped[str]
    code: Mapped[str]  # of the refusal
    made: Mapped[datetime] = mapped_column(Moment)  # by the phone's clock, put right
    received: Mapped[datetime] = mapped_column(Moment, default=now)
    state: Mapped[str] = mapped_column(default="waiting")  # waiting | taken_in | refused
    by: Mapped[str | None] = mapped_column(ForeignKey("person.id"))  # who decided
    at: Mapped[datetime | None] = mapped_column(Moment)
    text: Mapped[str | None]
    taken_as: Mapped[str | None] = mapped_column(index=True)  # the mutation that it went into the log as


class Record(Model):
    """A record as the log has made it: its content, status and place in the log."""

    __table_args__ = (
        Index("ix_record_scope_rev", "scope", "rev"),
        Index("ix_record_list", "register", "scope", "changed"),
        Index("ix_record_turn", "turn", "since", "id", "register", "status", "scope"),
        Index("ix_record_turn_title", "turn", "title", "id"),
        Index("ix_record_counts", "status", "register", "scope"),
        Index("ix_record_changed", "changed", "id"),
    )
    id: Mapped[str] = mapped_column(primary_key=True)
    scope: Mapped[str] = mapped_column(ForeignKey("scope.unit"))
    register: Mapped[str]
    version: Mapped[int]  # of the register
    author: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    rev: Mapped[int] = mapped_column(BigInteger)
    chain: Mapped[str]
    status: Mapped[str]
    since: Mapped[datetime] = mapped_column(Moment, default=now)  # when it came to its status
    turn: Mapped[str] = mapped_column(default="", server_default=text("''"))  # who decides next: leader, commune, ...
    period: Mapped[str | None] = mapped_column(index=True)
    day: Mapped[date | None]  # the value of period_from
    data: Mapped[dict] = mapped_column(JSON)
    computed: Mapped[dict] = mapped_column(JSON)  # what follows from data, by the register that it was written by
    writers: Mapped[dict] = mapped_column(JSON)  # field -> [[rev, mutation], ...] that its value came from
    conflicts: Mapped[dict] = mapped_column(JSON)
    thread: Mapped[list] = mapped_column(JSON)
    flags: Mapped[list] = mapped_column(JSON)
    persons: Mapped[list[str]] = mapped_column(JSON)  # co-authors now
    submitted_rev: Mapped[int | None] = mapped_column(BigInteger)  # first seen by the unit
    submitted_by: Mapped[str | None]  # who submitted it last, if not its author
    once: Mapped[list[str]] = mapped_column(JSON)  # everybody who was ever named as co-author
    deleted_by: Mapped[str | None]
    deleted: Mapped[list | None] = mapped_column(JSON)  # [rev, mutation] of the delete, while it is deleted
    created: Mapped[datetime] = mapped_column(Moment, default=now)
    changed: Mapped[datetime] = mapped_column(Moment, default=now)
    search_text: Mapped[str] = mapped_column("words", default="", server_default=text("''"))  # folded, for search
    title: Mapped[str] = mapped_column(default="", server_default=text("''"))  # folded, for sorting


class Seen(Model):
    """A record as somebody last saw it, so that what has changed since can be shown to them."""

    person: Mapped[str] = mapped_column(ForeignKey("person.id"), primary_key=True)
    record: Mapped[str] = mapped_column(ForeignKey("record.id"), primary_key=True)
    version: Mapped[str]
    status: Mapped[str]
    data: Mapped[dict] = mapped_column(JSON)
    at: Mapped[datetime] = mapped_column(Moment, default=now)
