"""Note planned ends of roles"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "planned_role_end",
        sa.Column("role", sa.Integer(), nullable=False),
        sa.Column("until_before", sa.DateTime(timezone=True), nullable=True),
        sa.Column("next_role", sa.Integer(), nullable=True),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("decided", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["person.id"]),
        sa.ForeignKeyConstraint(["next_role"], ["role.id"]),
        sa.ForeignKeyConstraint(["role"], ["role.id"]),
        sa.PrimaryKeyConstraint("role"),
    )


def downgrade() -> None:
    op.drop_table("planned_role_end")
