"""Choose how files write numbers, days and names"""

import sqlalchemy as sa
from alembic import op

revision = "0046"
down_revision = "0045"
branch_labels = None
depends_on = None


def upgrade() -> None:
    texts = ("marks", "zero", "missing", "schools", "places", "days", "signer")
    op.create_table(
        "report_notation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("marks", sa.String(), nullable=False),
        sa.Column("decimals", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in texts if name != "marks"),
        sa.PrimaryKeyConstraint("id"),
    )


def downgrade() -> None:
    op.drop_table("report_notation")
