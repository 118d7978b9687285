"""The indexes by which lists of records are sorted by an expression, which the models cannot hold.

``server.records.cursor`` sorts by these very expressions: an index serves no other.
"""

from sqlalchemy import Connection, inspect, text

from sync.protocol.transitions import STATUSES

DAY = "coalesce(day, '0001-01-01')"
"""A record's day; for one without, a day before all others."""
_RANKS = " ".join(f"WHEN '{name}' THEN {at}" for at, name in enumerate(STATUSES))
STATUS = f"CASE status {_RANKS} ELSE {len(STATUSES)} END"
"""The place of a record's status in ``STATUSES``."""
INDEXES = {"ix_record_by_day": f"{DAY}, id", "ix_record_by_status": f"({STATUS}), id"}
KINDS, TOGETHER = (
    "record_kinds",
    "register, period, status",
)  # what PostgreSQL knows of which registers have which periods and statuses


def keep(connection: Connection) -> None:
    """Make the indexes that the database lacks, if there are records. Run after each migration."""
    if not inspect(connection).has_table("record"):
        return
    for name, columns in INDEXES.items():
        connection.execute(text(f"CREATE INDEX IF NOT EXISTS {name} ON record ({columns})"))
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"CREATE STATISTICS IF NOT EXISTS {KINDS} (mcv) ON {TOGETHER} FROM record"))
