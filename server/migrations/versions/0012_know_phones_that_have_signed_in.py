"""Know phones that have signed in"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "known_phone",
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["person.id"]),
        sa.PrimaryKeyConstraint("digest", "person"),
    )
    with op.batch_alter_table("known_phone", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_known_phone_person"), ["person"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("known_phone", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_known_phone_person"))

    op.drop_table("known_phone")
