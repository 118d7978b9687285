"""Keep what the audit holds of people apart"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Not in a batch: on SQLite that would make the table anew, though others refer to its rows.
    op.add_column("audit_entry", sa.Column("personal_digests", sa.JSON(none_as_null=True), nullable=True))
    op.create_table(
        "audit_personal",
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.Column("address", sa.String(), nullable=True),
        sa.Column("device", sa.String(), nullable=True),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["seq"], ["audit_entry.seq"]),
        sa.PrimaryKeyConstraint("seq", "person"),
    )
    with op.batch_alter_table("audit_personal", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_audit_personal_address"), ["address"], unique=False)
        batch_op.create_index(batch_op.f("ix_audit_personal_person"), ["person"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("audit_personal", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_audit_personal_person"))
        batch_op.drop_index(batch_op.f("ix_audit_personal_address"))

    op.drop_table("audit_personal")
    op.drop_column("audit_entry", "personal_digests")
