"""Note since when somebody asks to reopen a record"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Not in a batch: on SQLite that would make the table anew, though others refer to its rows.
    op.add_column("record", sa.Column("reopen_since", sa.DateTime(timezone=True), nullable=True))
    op.create_index("ix_record_reopen", "record", ["reopen_since"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("record", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_record_reopen"))
        batch_op.drop_column("reopen_since")
