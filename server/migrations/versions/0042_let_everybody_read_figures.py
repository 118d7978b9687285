"""Let everybody read figures that the department chose"""

import sqlalchemy as sa
from alembic import op

from server.models.moment import Moment

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "public_snapshot",
        sa.Column("snapshot", sa.String(), sa.ForeignKey("snapshot.id"), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("by", sa.String(), sa.ForeignKey("person.id"), nullable=False),
        sa.PrimaryKeyConstraint("snapshot"),
    )


def downgrade() -> None:
    op.drop_table("public_snapshot")
