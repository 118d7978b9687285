"""Keep log entries short"""

import sqlalchemy as sa
from alembic import op

from server.models.log_storage import IDS, unpack

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
PAGE = 1_000


def upgrade() -> None:
    """Nothing is changed: what is there is read as it is. The number keeps earlier releases away from what is written
    from now on, which they could not read."""


def downgrade() -> None:
    bind, last = op.get_bind(), 0
    page = sa.select(ENTRIES).where(ENTRIES.c.seq > sa.bindparam("last")).order_by(ENTRIES.c.seq).limit(PAGE)
    whole = sa.update(ENTRIES).where(ENTRIES.c.seq == sa.bindparam("its"))
    while rows := bind.execute(page, {"last": last}).mappings().all():
        last = rows[-1]["seq"]
        values = [
            {
                "its": row["seq"],
                "body": unpack(row["body"], [row[name] for name in IDS], row["at"]),
                "outcome": ({} if row["rev"] is None else {"version": f"{row['rev']}.{row['chain']}"}) | row["outcome"],
            }
            for row in rows
        ]
        bind.execute(whole.values(body=sa.bindparam("body"), outcome=sa.bindparam("outcome")), values)
