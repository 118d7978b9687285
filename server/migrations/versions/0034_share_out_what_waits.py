"""Let reviewers share out what waits for them, and see who has what open"""

import sqlalchemy as sa
from alembic import op

from server.models.moment import Moment

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "assignment",
        sa.Column("record", sa.String(), nullable=False),
        sa.Column("turn", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["record"], ["record.id"]),
        sa.ForeignKeyConstraint(["person"], ["person.id"]),
        sa.ForeignKeyConstraint(["by"], ["person.id"]),
        sa.PrimaryKeyConstraint("record", "turn"),
    )
    op.create_index("ix_assignment_person", "assignment", ["person"])
    op.create_table(
        "open_record",
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("record", sa.String(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["person.id"]),
        sa.ForeignKeyConstraint(["record"], ["record.id"]),
        sa.PrimaryKeyConstraint("person"),
    )
    op.create_index("ix_open_record_record", "open_record", ["record"])


def downgrade() -> None:
    op.drop_table("open_record")
    op.drop_table("assignment")
