"""Note which notices were read and sent"""

import sqlalchemy as sa
from alembic import op

from server.models.moment import Moment

revision = "0043"
down_revision = "0042"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "notice_mark",
        sa.Column("person", sa.String(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("notice", sa.String(), nullable=False),
        sa.Column("read", Moment(), nullable=True),
        sa.Column("sent", Moment(), nullable=True),
        sa.Column("at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("person", "notice"),
    )
    op.create_index("ix_notice_mark_at", "notice_mark", ["at"])


def downgrade() -> None:
    op.drop_table("notice_mark")
