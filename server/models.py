"""The tables. Reading them is enough to know what the system holds.

Times are UTC and aware; ids are lower-case UUID text; JSON columns hold plain JSON values.
``LogEntry``, ``Record``, ``Scope`` and ``Cell`` are written by ``server.log`` alone.
"""

from datetime import UTC, date, datetime

from sqlalchemy import (
    JSON,
    BigInteger,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    UniqueConstraint,
    event,
    inspect,
    text,
    update,
)
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.orm import Session as Session_
from sqlalchemy.types import DateTime, TypeDecorator

from server.platform.database import Model
from sync.folding import fold


class Moment(TypeDecorator):
    """An aware UTC time; SQLite keeps no zone, so it is put back on the way out."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value, dialect):
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value, dialect):
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def now() -> datetime:
    return datetime.now(UTC)


class Unit(Model):
    """A place of work: province, commune, school or site. All but sites have a scope of their own."""

    id: Mapped[str] = mapped_column(primary_key=True)
    parent: Mapped[str | None] = mapped_column(ForeignKey("unit.id"), index=True)  # its place
    reports_to: Mapped[str | None] = mapped_column(ForeignKey("unit.id"))  # its reporting line
    place: Mapped[str] = mapped_column(index=True)  # "/province/commune/school/": ids down the places
    line: Mapped[str] = mapped_column(index=True)  # the same down the reporting line
    kind: Mapped[str]  # province | commune | school | site
    level: Mapped[str | None]  # of schools: MN, TH, THCS, THPT, GDTX, TT, CD, ...; of sites: main | satellite
    name: Mapped[str]
    aliases: Mapped[list] = mapped_column(JSON, default=list)  # old names that people still use
    code: Mapped[str | None] = mapped_column(unique=True)  # opaque; never parsed
    ended: Mapped[datetime | None] = mapped_column(Moment, index=True)  # merged or split: read, not written
    successors: Mapped[list] = mapped_column(JSON, default=list)  # ids of units
    version: Mapped[int] = mapped_column(default=1)  # of what administrators change
    words: Mapped[str] = mapped_column(default="")  # folded, for search


class Person(Model):
    """An account."""

    id: Mapped[str] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    password: Mapped[str | None]  # argon2
    active: Mapped[bool] = mapped_column(default=True)
    version: Mapped[int] = mapped_column(default=1)  # of the person and their roles
    words: Mapped[str] = mapped_column(default="")  # folded, for search


class Code(Model):
    """The one-time code that somebody was given in place of a password; kept until they have chosen one."""

    person: Mapped[str] = mapped_column(ForeignKey("person.id"), primary_key=True)
    hash: Mapped[str]  # argon2
    issued: Mapped[datetime] = mapped_column(Moment, default=now)
    issuer: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    expires: Mapped[datetime] = mapped_column(Moment)
    used: Mapped[datetime | None] = mapped_column(Moment)


class Role(Model):
    """Somebody's part in a unit, from a day until another (open while ``until`` is null)."""

    id: Mapped[int] = mapped_column(primary_key=True)
    person: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    unit: Mapped[str] = mapped_column(ForeignKey("unit.id"), index=True)
    role: Mapped[str]  # teacher | leader | commune | department | admin
    since: Mapped[datetime] = mapped_column(Moment, default=now)
    until: Mapped[datetime | None] = mapped_column(Moment)
    deputy: Mapped[bool] = mapped_column(default=False)  # a leader who stands in, until a day


class Session(Model):
    """A signed-in phone; the token itself is only in its cookie."""

    digest: Mapped[str] = mapped_column(primary_key=True)  # sha256 of the token, hex
    person: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    device: Mapped[str | None]
    device_name: Mapped[str | None]
    created: Mapped[datetime] = mapped_column(Moment, default=now)
    seen: Mapped[datetime] = mapped_column(Moment, default=now)
    expires: Mapped[datetime] = mapped_column(Moment)
    app: Mapped[str | None]
    queue: Mapped[dict | None] = mapped_column(JSON)  # what the phone last told of its outbox
    queue_at: Mapped[datetime | None] = mapped_column(Moment)
    must_choose: Mapped[bool] = mapped_column(default=False)  # begun by a one-time code


class SignInFailure(Model):
    """Wrong passwords in a row, by username and address; the throttle reads it."""

    username: Mapped[str] = mapped_column(primary_key=True)
    address: Mapped[str] = mapped_column(primary_key=True, index=True)
    count: Mapped[int] = mapped_column(default=0)
    at: Mapped[datetime] = mapped_column(Moment, default=now)


class Cluster(Model):
    """A cụm thi đua: a list of schools that the department keeps."""

    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    version: Mapped[int] = mapped_column(default=1)


class ClusterMember(Model):
    """A school in a cluster; in one of them at most."""

    unit: Mapped[str] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    cluster: Mapped[str] = mapped_column(ForeignKey("cluster.id"), index=True)


class Period(Model):
    """A stretch of days that registers count by."""

    key: Mapped[str] = mapped_column(primary_key=True)  # 2026-2027, 2026-2027-HK1, 2026-H2, 2026
    kind: Mapped[str]  # school_year | semester | half_year | year | once
    starts: Mapped[date]
    ends: Mapped[date]
    closed: Mapped[bool] = mapped_column(default=False)


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
    plain: Mapped[bool] = mapped_column(default=False)  # its own phone can lay it into its copy without being told
    period: Mapped[str | None]  # where the mutation gave or changed it
    copied: Mapped[dict | None] = mapped_column(JSON)  # field -> value that the server copied from another record
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


class Import(Model):
    """A workbook of units and people, read and shown to who brought it; nothing of it is done before they say so."""

    id: Mapped[str] = mapped_column(primary_key=True)
    person: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    name: Mapped[str]  # of the file
    made: Mapped[datetime] = mapped_column(Moment, default=now)
    rows: Mapped[list] = mapped_column(JSON)
    changes: Mapped[list] = mapped_column(JSON)  # what it would do, in order
    faults: Mapped[list] = mapped_column(JSON)
    applied: Mapped[datetime | None] = mapped_column(Moment)


class Record(Model):
    """What the log made of one record."""

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
    turn: Mapped[str] = mapped_column(default="", server_default=text("''"))  # whose word it waits for
    period: Mapped[str | None] = mapped_column(index=True)
    day: Mapped[date | None]  # the value of period_from
    data: Mapped[dict] = mapped_column(JSON)
    computed: Mapped[dict] = mapped_column(JSON)  # what follows from data, by the register that it was written by
    writers: Mapped[dict] = mapped_column(JSON)  # field -> [[rev, mutation], ...] that its value came from
    conflicts: Mapped[dict] = mapped_column(JSON)
    thread: Mapped[list] = mapped_column(JSON)
    flags: Mapped[list] = mapped_column(JSON)
    persons: Mapped[list] = mapped_column(JSON)  # co-authors now
    submitted_rev: Mapped[int | None] = mapped_column(BigInteger)  # first seen by the unit
    once: Mapped[list] = mapped_column(JSON)  # everybody who was ever named as co-author
    deleted_by: Mapped[str | None]
    deleted: Mapped[list | None] = mapped_column(JSON)  # [rev, mutation] of the delete, while it is deleted
    created: Mapped[datetime] = mapped_column(Moment, default=now)
    changed: Mapped[datetime] = mapped_column(Moment, default=now)
    words: Mapped[str] = mapped_column(default="", server_default=text("''"))  # folded, for search
    title: Mapped[str] = mapped_column(default="", server_default=text("''"))  # folded, for sorting


class Seen(Model):
    """What of a record somebody had last before their eyes, so that what changed since can be shown."""

    person: Mapped[str] = mapped_column(ForeignKey("person.id"), primary_key=True)
    record: Mapped[str] = mapped_column(ForeignKey("record.id"), primary_key=True)
    version: Mapped[str]
    status: Mapped[str]
    data: Mapped[dict] = mapped_column(JSON)
    at: Mapped[datetime] = mapped_column(Moment, default=now)


class Cell(Model):
    """A measure's sum, in thousandths, over the records that share all of the key."""

    __table_args__ = (
        Index(
            "ix_cell_records",
            "register",
            "period",
            "month",
            "status",
            "unit",
            sqlite_where=text("measure = ''"),
            postgresql_where=text("measure = ''"),
        ),
        # Of a province: what one measure comes to, without a look at each of its units.
        Index("ix_cell_sums", "register", "measure", "dimension", "period", "status"),
    )
    unit: Mapped[str] = mapped_column(primary_key=True)
    register: Mapped[str] = mapped_column(primary_key=True)
    measure: Mapped[str] = mapped_column(primary_key=True)  # "" counts the records themselves
    period: Mapped[str] = mapped_column(primary_key=True)
    month: Mapped[str] = mapped_column(primary_key=True)  # of spans.month_of, or "" where the register has no day
    dimension: Mapped[str] = mapped_column(primary_key=True)  # a field's name; "" is the total
    key: Mapped[str] = mapped_column(primary_key=True)  # that field's value; "" for the total
    status: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[int] = mapped_column(BigInteger)


class RegisterFile(Model):
    """A version of a register that somebody uploaded. Published ones never change; a draft is replaced by the next."""

    key: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    state: Mapped[str]  # draft | published
    text: Mapped[str]  # the definition, TOML
    digest: Mapped[str]  # of the text, hex: what somebody saw is what they publish
    by: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(Moment, default=now)
    turn: Mapped[int | None] = mapped_column(unique=True)  # counts what was published, from 1


class AuditHead(Model):
    """Where the audit's chain ends: one row, the lock of whoever adds to it."""

    id: Mapped[int] = mapped_column(primary_key=True)
    seq: Mapped[int] = mapped_column(BigInteger, default=0)
    digest: Mapped[str]  # of the last entry, hex; zeros before the first


class AuditEntry(Model):
    """Who did what, when, from where; added by ``server.audit`` alone, never changed and never deleted."""

    __table_args__ = (Index("ix_audit_entry_target", "kind", "target"), Index("ix_audit_entry_action", "action", "at"))
    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)  # from 1, without gaps
    at: Mapped[datetime] = mapped_column(Moment)
    actor: Mapped[str | None] = mapped_column(index=True)  # an account; None: nobody known, or the system
    action: Mapped[str]  # one of server.audit.ACTIONS
    kind: Mapped[str | None]  # of the target: person | unit | cluster | session | period | ...
    target: Mapped[str | None]
    unit: Mapped[str | None] = mapped_column(index=True)  # whose leaders may read it; None: the province's alone
    address: Mapped[str | None]
    session: Mapped[str | None] = mapped_column(index=True)  # digest
    device: Mapped[str | None]
    details: Mapped[dict] = mapped_column(JSON)
    words: Mapped[str]  # folded, for search
    previous: Mapped[str]  # digest of the entry before
    digest: Mapped[str]


class Closing(Model):
    """A register's period is closed for a unit and all that report to it: their records are ``locked``."""

    register: Mapped[str] = mapped_column(primary_key=True)
    period: Mapped[str] = mapped_column(ForeignKey("period.key"), primary_key=True)
    unit: Mapped[str] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment, default=now)
    by: Mapped[str] = mapped_column(ForeignKey("person.id"))
    snapshot: Mapped[str | None] = mapped_column(ForeignKey("snapshot.id"))


class Snapshot(Model):
    """A report as it was signed: added once, never changed and never deleted (``server.platform.append_only``)."""

    id: Mapped[str] = mapped_column(primary_key=True)
    unit: Mapped[str] = mapped_column(ForeignKey("unit.id"), index=True)
    period: Mapped[str] = mapped_column(ForeignKey("period.key"))
    registers: Mapped[list] = mapped_column(JSON)  # keys
    title: Mapped[str]
    at: Mapped[datetime] = mapped_column(Moment)
    by: Mapped[str] = mapped_column(ForeignKey("person.id"))
    sha256: Mapped[str]  # of body, hex
    body: Mapped[bytes] = mapped_column(LargeBinary)  # canonical JSON, RFC 8785


class Due(Model):
    """The day that the department set for a register's period, in place of the one that the register says."""

    register: Mapped[str] = mapped_column(primary_key=True)
    period: Mapped[str] = mapped_column(ForeignKey("period.key"), primary_key=True)
    day: Mapped[date]
    by: Mapped[str] = mapped_column(ForeignKey("person.id"))


class Reminder(Model):
    """A unit was reminded of a register's period; its people read it at their next synchronisation."""

    unit: Mapped[str] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    register: Mapped[str] = mapped_column(primary_key=True)
    period: Mapped[str] = mapped_column(ForeignKey("period.key"), primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment, default=now)
    by: Mapped[str] = mapped_column(ForeignKey("person.id"))


class ExportJob(Model):
    """A file that somebody asked for, made by ``flask jobs`` piece by piece; what is done survives a kill."""

    id: Mapped[str] = mapped_column(primary_key=True)
    person: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[str]  # one of server.exports.asking.KINDS
    format: Mapped[str]
    asked: Mapped[dict] = mapped_column(JSON)  # the parameters, as server.exports.asking reads them
    language: Mapped[str]
    state: Mapped[str] = mapped_column(index=True)  # queued | working | done | failed
    fault: Mapped[str | None]  # a code of sync.protocol.problems
    total: Mapped[int] = mapped_column(default=0)  # records
    done: Mapped[int] = mapped_column(default=0)
    cursor: Mapped[str | None]  # of the next page of records
    spooled: Mapped[int] = mapped_column(BigInteger, default=0)  # bytes of the spool that count
    name: Mapped[str]  # of the file
    bytes: Mapped[int | None] = mapped_column(BigInteger)
    created: Mapped[datetime] = mapped_column(Moment, default=now)
    finished: Mapped[datetime | None] = mapped_column(Moment)
    expires: Mapped[datetime | None] = mapped_column(Moment)


class ExportPart(Model):
    """A stretch of a finished file, where files are kept in the database."""

    job: Mapped[str] = mapped_column(ForeignKey("export_job.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    body: Mapped[bytes] = mapped_column(LargeBinary)


class ReportTemplate(Model):
    """A Word file that reports are made from; the newest is used, the older ones are kept."""

    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    body: Mapped[bytes] = mapped_column(LargeBinary)
    sha256: Mapped[str]
    at: Mapped[datetime] = mapped_column(Moment, default=now)
    by: Mapped[str] = mapped_column(ForeignKey("person.id"))


class CatalogVersion(Model):
    """Counts every change of units, people, roles, periods, due days and registers; catalogs are cached by it."""

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(BigInteger, default=0)


IN_CATALOGS = (Unit, Person, Role, Period, Cluster, ClusterMember, Due, Reminder, Closing, RegisterFile)


@event.listens_for(Session_, "before_flush")
def _count_catalog(session, _context, _instances):
    """Any change of what catalogs are made of makes every cached catalog old."""
    changed = (item for item in session.dirty if session.is_modified(item) and not _of_a_password(item))
    touched = (*session.new, *changed, *session.deleted)
    if any(isinstance(item, IN_CATALOGS) for item in touched):
        session.execute(update(CatalogVersion).values(number=CatalogVersion.number + 1))


def _of_a_password(item) -> bool:
    """Whether a person changed in nothing that a catalog tells."""
    told = ("name", "username", "active")
    return isinstance(item, Person) and not any(inspect(item).attrs[name].history.has_changes() for name in told)


@event.listens_for(Person, "before_insert")
@event.listens_for(Person, "before_update")
def _word_person(_mapper, _connection, person):
    person.words = fold(f"{person.name} {person.username}")


@event.listens_for(Unit, "before_insert")
@event.listens_for(Unit, "before_update")
def _word_unit(_mapper, _connection, unit):
    unit.words = fold(" ".join([unit.name, unit.code or "", *unit.aliases]))
