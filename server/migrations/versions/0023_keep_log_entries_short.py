"""Keep log entries and writers short"""

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from alembic import op

from server.models.log_storage import IDS, unpack
from server.models.writers import Writers

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

ENTRIES = sa.table(
    "log_entry",
    *map(sa.column, ("seq", "rev", "chain", "at", *IDS)),
    sa.column("body", sa.LargeBinary),
    sa.column("outcome", sa.JSON),
)
STORED = sa.table("record", sa.column("id"), sa.column("writers", Writers))
WHOLE = sa.table("record", sa.column("id"), sa.column("writers", sa.JSON))
PAGE = 1_000
Row = sa.RowMapping


def upgrade() -> None:
    """Nothing is changed: what is there is read as it is. The number keeps earlier releases away from what is written
    from now on, which they could not read."""


def downgrade() -> None:
    _again(ENTRIES, ENTRIES, "seq", _entry)
    _again(STORED, WHOLE, "id", lambda row: {"writers": row["writers"]})


def _again(stored: sa.TableClause, whole: sa.TableClause, key: str, made: Callable[[Row], dict[str, Any]]) -> None:
    """Write the rows of a table as an earlier release does, ``PAGE`` at a time."""
    bind, rows = op.get_bind(), sa.select(stored).order_by(stored.c[key]).limit(PAGE)
    found = bind.execute(rows).mappings().all()
    while found:
        values = [{"its": row[key], **made(row)} for row in found]
        bind.execute(sa.update(whole).where(whole.c[key] == sa.bindparam("its")), values)
        found = bind.execute(rows.where(stored.c[key] > found[-1][key])).mappings().all()


def _entry(row: Row) -> dict[str, Any]:
    version = {} if row["rev"] is None else {"version": f"{row['rev']}.{row['chain']}"}
    body = unpack(row["body"], [row[name] for name in IDS], row["at"])
    return {"body": body, "outcome": version | row["outcome"]}
