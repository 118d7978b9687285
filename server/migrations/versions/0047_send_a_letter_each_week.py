"""Send a letter each week"""

import sqlalchemy as sa
from alembic import op

from server.models.moment import Moment

revision = "0047"
down_revision = "0046"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "weekly_letter",
        sa.Column("person", sa.String(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("sent", Moment(), nullable=True),
        sa.PrimaryKeyConstraint("person"),
    )


def downgrade() -> None:
    op.drop_table("weekly_letter")
