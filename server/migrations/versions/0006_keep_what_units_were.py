"""Keep what units were"""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

ALWAYS, FOREVER = datetime(1900, 1, 1, tzinfo=UTC), datetime(9999, 1, 1, tzinfo=UTC)
SAME = ("kind", "level", "name", "parent", "reports_to", "place")


def upgrade() -> None:
    op.create_table(
        "unit_state",
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("level", sa.String(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("parent", sa.String(), nullable=True),
        sa.Column("reports_to", sa.String(), nullable=True),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("path", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["unit"], ["unit.id"]),
        sa.PrimaryKeyConstraint("unit", "since"),
    )
    with op.batch_alter_table("unit", schema=None) as batch_op:
        batch_op.add_column(sa.Column("begins", sa.DateTime(timezone=True), nullable=True))

    _fill()


def _fill() -> None:
    """What units are is taken for what they always were: nobody wrote down what was before."""
    unit = sa.table("unit", *map(sa.column, ("id", "line", *SAME)))
    state = sa.table("unit_state", *map(sa.column, ("unit", "since", "until", *SAME, "path")))
    moments = (sa.literal(moment, sa.DateTime(timezone=True)) for moment in (ALWAYS, FOREVER))
    present = sa.select(unit.c.id, *moments, *(unit.c[name] for name in SAME), unit.c.line)
    op.execute(sa.insert(state).from_select(["unit", "since", "until", *SAME, "path"], present))


def downgrade() -> None:
    with op.batch_alter_table("unit", schema=None) as batch_op:
        batch_op.drop_column("begins")

    op.drop_table("unit_state")
