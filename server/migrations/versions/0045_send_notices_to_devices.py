"""Send notices to devices"""

import sqlalchemy as sa
from alembic import op

from server.models.moment import Moment

revision = "0045"
down_revision = "0044"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "push_round",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("through", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "push_subscription",
        sa.Column("session", sa.String(), sa.ForeignKey("session.digest", ondelete="CASCADE"), nullable=False),
        sa.Column("person", sa.String(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("endpoint", sa.String(), nullable=False),
        sa.Column("p256dh", sa.String(), nullable=False),
        sa.Column("auth", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("desk", sa.Boolean(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("session"),
    )
    op.create_index("ix_push_subscription_person", "push_subscription", ["person"])


def downgrade() -> None:
    op.drop_table("push_subscription")
    op.drop_table("push_round")
