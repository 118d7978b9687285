"""Find the files of unsent work that are kept"""

from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_bundle_state", "bundle", ["state"])


def downgrade() -> None:
    op.drop_index("ix_bundle_state", "bundle")
