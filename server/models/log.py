"""The log of each scope, the records that it makes, and the quarantine of refused mutations; ``server.log`` writes
them."""

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

from server.models.log_storage import body_of, outcome_of
from server.models.moment import Moment
from server.models.writers import Writers
from server.platform.clock import now
from server.platform.database import Model
from sync.protocol.outcome import Outcome

_OR_NULL = JSON(none_as_null=True)
_DELETED, _REOPEN, _WAITS = text("deleted_by IS NOT NULL"), text("reopen_since IS NOT NULL"), text("turn <> ''")


class Scope(Model):
    """The scope of a unit: the head of its log. Whoever writes to the log locks this row first."""

    unit: Mapped[str] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    rev: Mapped[int] = mapped_column(BigInteger, default=0)  # number of the log's last applied mutation
    digest: Mapped[bytes] = mapped_column(LargeBinary, default=bytes(32))  # over its mutations' ids, up to rev
    safe: Mapped[int] = mapped_column(BigInteger, default=0, server_default=text("0"))  # rev in a verified backup


class Restore(Model):
    """A restore of the database from a backup, noted for each scope: ``head`` is the rev that the scope's log went on
    from."""

    id: Mapped[int] = mapped_column(primary_key=True)
    scope: Mapped[str] = mapped_column(ForeignKey("scope.unit"), index=True)
    head: Mapped[int] = mapped_column(BigInteger)
    at: Mapped[datetime] = mapped_column(Moment, default=now)


class LogEntry(Model):
    """A mutation as it was sent, with the outcome that its phone was answered. ``rev`` and ``chain`` are None if it was
    refused, or accepted without changing anything; what could not be read from it is None too."""

    __table_args__ = (
        UniqueConstraint("mutation", "person"),
        UniqueConstraint("scope", "rev"),
        # Without the rev: a record has few entries, which PostgreSQL then stores under one key.
        Index("ix_log_entry_record", "record"),
    )
    seq: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    person: Mapped[str] = mapped_column(ForeignKey("person.id"))
    mutation: Mapped[str]  # its id
    scope: Mapped[str | None]
    rev: Mapped[int | None] = mapped_column(BigInteger)  # its number in the scope's log
    chain: Mapped[str | None]  # names the scope's log up to here
    record: Mapped[str | None]
    after: Mapped[str | None]  # the person's mutation of the record before it
    do: Mapped[str | None]  # verb
    at: Mapped[str | None]  # when it was made, by the phone's clock
    received: Mapped[datetime] = mapped_column(Moment, default=now)
    session: Mapped[str | None]  # the first digits of the digest of the phone's session: is_session
    stored_body: Mapped[bytes] = mapped_column("body", LargeBinary)  # log_storage.pack
    stored_outcome: Mapped[dict] = mapped_column("outcome", JSON)  # log_storage.stored_outcome
    plain: Mapped[bool] = mapped_column(default=False)  # its phone can apply it as the server did
    period: Mapped[str | None]  # of the record, if the mutation set or changed it
    copied: Mapped[list | dict | None] = mapped_column(_OR_NULL)  # what became of copied fields: log/copies.py
    stands_for: Mapped[str | None]  # the refused mutation that a leader took in as this one

    @property
    def body(self) -> bytes:
        """The mutation as it came, as canonical JSON (RFC 8785)."""
        return body_of(self)

    @property
    def outcome(self) -> Outcome:
        """The outcome that the mutation's phone was answered."""
        return outcome_of(self)


class Quarantine(Model):
    """A refused mutation, which is in the log too, that a leader of its unit may still take in or refuse for good."""

    __table_args__ = (UniqueConstraint("person", "mutation"), Index("ix_quarantine_unit", "unit", "state"))
    id: Mapped[str] = mapped_column(primary_key=True)
    person: Mapped[str] = mapped_column(ForeignKey("person.id"))
    mutation: Mapped[str]
    unit: Mapped[str] = mapped_column(ForeignKey("unit.id"))
    record: Mapped[str]
    code: Mapped[str]  # of the refusal
    made: Mapped[datetime] = mapped_column(Moment)  # by the phone's clock, corrected
    received: Mapped[datetime] = mapped_column(Moment, default=now)
    state: Mapped[str] = mapped_column(default="waiting")  # waiting | taken_in | refused
    by: Mapped[str | None] = mapped_column(ForeignKey("person.id"))  # who decided
    at: Mapped[datetime | None] = mapped_column(Moment)  # when they decided
    text: Mapped[str | None]  # what they wrote to its author
    taken_as: Mapped[str | None] = mapped_column(index=True)  # the id of the new mutation by which it was taken in


class Record(Model):
    """A record as its scope's log has made it so far. ``rev`` and ``chain`` are those of the last mutation that changed
    it."""

    __table_args__ = (
        Index("ix_record_scope_rev", "scope", "rev"),
        Index("ix_record_list", "register", "scope", "changed"),
        # Most records wait for nobody. SQLite would not see that whoever is named is not nobody.
        Index("ix_record_turn", "turn", "since", "id", "register", "status", "scope", postgresql_where=_WAITS),
        Index("ix_record_turn_title", "turn", "title", "id", postgresql_where=_WAITS),
        Index("ix_record_counts", "status", "register", "scope"),
        # Without ids: no more records have the same moment than one exchange brings.
        Index("ix_record_changed", "changed"),
        Index("ix_record_created", "created"),
        Index("ix_record_since", "since"),
        Index("ix_record_title", "title", "id"),
        Index("ix_record_period", "period", "register"),
        Index("ix_record_reopen", "reopen_since", sqlite_where=_REOPEN, postgresql_where=_REOPEN),
        Index("ix_record_deleted_by", "deleted_by", sqlite_where=_DELETED, postgresql_where=_DELETED),
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
    turn: Mapped[str] = mapped_column(default="", server_default=text("''"))  # role that reviews it next
    period: Mapped[str | None]
    day: Mapped[date | None]  # the answer to the register's field period_from
    data: Mapped[dict] = mapped_column(JSON)  # answers: field -> value
    computed: Mapped[dict] = mapped_column(JSON)  # computed field -> value, by the record's version of the register
    writers: Mapped[dict] = mapped_column(Writers)  # field -> [[rev, mutation], ...] that its value came from
    conflicts: Mapped[dict] = mapped_column(JSON)  # field -> values that were set without having seen each other
    thread: Mapped[list] = mapped_column(JSON)  # comments and reasons of reviews, oldest first
    flags: Mapped[list] = mapped_column(JSON)  # names of the register's rules that the answers break
    consents: Mapped[dict | None] = mapped_column(_OR_NULL)  # photo -> what was last put down of consent to it
    persons: Mapped[list[str]] = mapped_column(JSON)  # co-authors now
    submitted_rev: Mapped[int | None] = mapped_column(BigInteger)  # of its first submission
    submitted_by: Mapped[str | None]  # who submitted it last, if not its author
    reopen_since: Mapped[datetime | None] = mapped_column(Moment)  # when somebody asked to reopen it, if they still do
    once: Mapped[list[str]] = mapped_column(JSON)  # everybody who was ever named as co-author
    deleted_by: Mapped[str | None]
    deleted: Mapped[list | None] = mapped_column(_OR_NULL)  # [rev, mutation] of the delete, while it is deleted
    created: Mapped[datetime] = mapped_column(Moment, default=now)
    changed: Mapped[datetime] = mapped_column(Moment, default=now)
    search_text: Mapped[str] = mapped_column("words", default="", server_default=text("''"))  # folded, for search
    title: Mapped[str] = mapped_column(default="", server_default=text("''"))  # folded, for sorting


class Seen(Model):
    """The version of a record that somebody saw last, so that they can be shown what has changed since."""

    person: Mapped[str] = mapped_column(ForeignKey("person.id"), primary_key=True)
    record: Mapped[str] = mapped_column(ForeignKey("record.id"), primary_key=True)
    version: Mapped[str]  # rev.chain of the record
    status: Mapped[str]
    data: Mapped[dict] = mapped_column(JSON)  # its answers then
    at: Mapped[datetime] = mapped_column(Moment, default=now)
