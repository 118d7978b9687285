"""Plan changes of units for a later day"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "planned_change",
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("change", sa.JSON(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("decided", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["person.id"]),
        sa.ForeignKeyConstraint(["unit"], ["unit.id"]),
        sa.PrimaryKeyConstraint("unit"),
    )
    with op.batch_alter_table("planned_change", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_planned_change_at"), ["at"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("planned_change", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_planned_change_at"))

    op.drop_table("planned_change")
