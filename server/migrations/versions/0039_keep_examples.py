"""Keep examples that everybody may read"""

import sqlalchemy as sa
from alembic import op

from server.models.moment import Moment

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None

_PUBLISHED = sa.text("state = 'published'")


def upgrade() -> None:
    op.create_table(
        "example",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("slug", sa.String(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=True),
        sa.Column("kind_label", sa.JSON(), nullable=False),
        sa.Column("year", sa.String(), sa.ForeignKey("period.key"), nullable=False),
        sa.Column("unit", sa.String(), sa.ForeignKey("unit.id"), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("story", sa.String(), nullable=False),
        sa.Column("credit", sa.String(), nullable=False),
        sa.Column("fanpage_link", sa.String(), nullable=True),
        sa.Column("fanpage_day", sa.Date(), nullable=True),
        sa.Column("prepared_by", sa.String(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("prepared_at", Moment(), nullable=False),
        sa.Column("proposed_by", sa.String(), sa.ForeignKey("person.id"), nullable=True),
        sa.Column("proposed_at", Moment(), nullable=True),
        sa.Column("published_by", sa.String(), sa.ForeignKey("person.id"), nullable=True),
        sa.Column("published_at", Moment(), nullable=True),
        sa.Column("withdrawn_by", sa.String(), sa.ForeignKey("person.id"), nullable=True),
        sa.Column("withdrawn_at", Moment(), nullable=True),
        sa.Column("withdrawn_reason", sa.String(), nullable=True),
        sa.Column("edition", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("changed_at", Moment(), nullable=False),
        sa.Column("words", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("slug"),
    )
    for column in ("state", "year", "unit"):
        op.create_index(f"ix_example_{column}", "example", [column])
    op.create_index(
        "ix_example_published",
        "example",
        ["published_at", "id"],
        sqlite_where=_PUBLISHED,
        postgresql_where=_PUBLISHED,
    )
    op.create_table(
        "example_record",
        sa.Column("example", sa.String(), sa.ForeignKey("example.id"), nullable=False),
        sa.Column("record", sa.String(), sa.ForeignKey("record.id"), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("since", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("example", "record"),
    )
    op.create_table(
        "example_model",
        sa.Column("example", sa.String(), sa.ForeignKey("example.id"), nullable=False),
        sa.Column("record", sa.String(), sa.ForeignKey("record.id"), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=True),
        sa.Column("kind_label", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("example", "record"),
    )
    op.create_table(
        "example_photo",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("example", sa.String(), sa.ForeignKey("example.id"), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("alt", sa.String(), nullable=False),
        sa.Column("record", sa.String(), sa.ForeignKey("record.id"), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("redaction", sa.JSON(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("bytes", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_index("ix_example_photo_example", "example_photo", ["example"])
    for table in ("example_record", "example_model", "example_photo"):
        op.create_index(f"ix_{table}_record", table, ["record"])


def downgrade() -> None:
    for table in ("example_photo", "example_model", "example_record", "example"):
        op.drop_table(table)
