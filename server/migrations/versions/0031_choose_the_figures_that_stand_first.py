"""Let the department choose the figures that stand first"""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "main_figure",
        sa.Column("register", sa.String(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("register"),
    )


def downgrade() -> None:
    op.drop_table("main_figure")
