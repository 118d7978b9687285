"""Count tables of two fields"""

import sqlalchemy as sa
from alembic import op

from server.models.moment import Moment

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "fields_count",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("person", sa.String(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("asked", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("fault", sa.String(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("counted", sa.Integer(), nullable=False),
        sa.Column("wanted", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_fields_count_person", "fields_count", ["person"])
    op.create_index("ix_fields_count_state", "fields_count", ["state"])
    op.create_table(
        "fields_count_part",
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), sa.ForeignKey("unit.id"), nullable=False),
        sa.Column("log", sa.LargeBinary(), nullable=False),
        sa.Column("amounts", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("digest", "unit"),
    )


def downgrade() -> None:
    op.drop_table("fields_count_part")
    op.drop_table("fields_count")
