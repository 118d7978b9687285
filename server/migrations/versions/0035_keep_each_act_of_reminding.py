"""Keep each act of reminding, with its words"""

import sqlalchemy as sa
from alembic import op

from server.models.moment import Moment

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("reminder") as reminder:
        reminder.add_column(sa.Column("text", sa.String(), nullable=True))
    op.create_table(
        "reminder_act",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("register", sa.String(), nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=True),
        sa.Column("units", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["period"], ["period.key"]),
        sa.ForeignKeyConstraint(["by"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_reminder_act_of", "reminder_act", ["register", "period", "at"])


def downgrade() -> None:
    op.drop_table("reminder_act")
    with op.batch_alter_table("reminder") as reminder:
        reminder.drop_column("text")
