"""Find and sort records without reading all of them"""

from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

INDEXES = {
    "ix_record_created": ["created", "id"],
    "ix_record_since": ["since", "id"],
    "ix_record_title": ["title", "id"],
}


def upgrade() -> None:
    for name, columns in INDEXES.items():
        op.create_index(name, "record", columns)
    op.drop_index("ix_record_period", "record")
    op.create_index("ix_record_period", "record", ["period", "register"])
    op.create_index("ix_unit_name_order", "unit", ["name_order"])


def downgrade() -> None:
    op.drop_index("ix_unit_name_order", "unit")
    op.drop_index("ix_record_period", "record")
    op.create_index("ix_record_period", "record", ["period"])
    for name in INDEXES:
        op.drop_index(name, "record")
