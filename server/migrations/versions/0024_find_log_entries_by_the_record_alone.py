"""Find log entries by the record alone"""

from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

NAME = "ix_log_entry_record"


def upgrade() -> None:
    _anew(["record"])


def downgrade() -> None:
    _anew(["record", "rev"])


def _anew(columns: list[str]) -> None:
    op.drop_index(NAME, "log_entry")
    op.create_index(NAME, "log_entry", columns)
