"""Keep what there is to ask at review"""

import sqlalchemy as sa
from alembic import op

from server.models.moment import Moment

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "record_check",
        sa.Column("record", sa.String(), sa.ForeignKey("record.id"), nullable=False),
        sa.Column("rev", sa.BigInteger(), nullable=False),
        sa.Column("changed", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("record"),
    )
    op.create_index("ix_record_check_changed", "record_check", ["changed"])
    op.create_table(
        "record_hint",
        sa.Column("record", sa.String(), sa.ForeignKey("record.id"), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("other", sa.String(), nullable=True),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.Column("settled_by", sa.String(), sa.ForeignKey("person.id"), nullable=True),
        sa.Column("settled_at", Moment(), nullable=True),
        sa.PrimaryKeyConstraint("record", "kind", "field"),
    )
    where = sa.text("settled_at IS NULL")
    op.create_index(
        "ix_record_hint_open", "record_hint", ["kind", "record"], sqlite_where=where, postgresql_where=where
    )
    op.create_table(
        "text_sketch",
        sa.Column("hash", sa.BigInteger(), nullable=False),
        sa.Column("record", sa.String(), sa.ForeignKey("record.id"), nullable=False),
        sa.PrimaryKeyConstraint("hash", "record"),
    )
    op.create_index("ix_text_sketch_record", "text_sketch", ["record"])


def downgrade() -> None:
    op.drop_table("text_sketch")
    op.drop_table("record_hint")
    op.drop_table("record_check")
