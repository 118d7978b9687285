"""Find what somebody deleted, and count what waits, without reading all"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    where = sa.text("deleted_by IS NOT NULL")
    op.create_index("ix_record_deleted_by", "record", ["deleted_by"], sqlite_where=where, postgresql_where=where)
    where = sa.text("measure = ''")
    op.create_index("ix_cell_status", "cell", ["status", "register"], sqlite_where=where, postgresql_where=where)


def downgrade() -> None:
    op.drop_index("ix_cell_status", "cell")
    op.drop_index("ix_record_deleted_by", "record")
