"""Know which of somebody's photos a backup holds"""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("photo_mention", sa.Column("safe", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.drop_index("ix_photo_mention_wanted", "photo_mention")
    op.create_index("ix_photo_mention_safe", "photo_mention", ["person", "safe"])


def downgrade() -> None:
    op.drop_index("ix_photo_mention_safe", "photo_mention")
    op.create_index("ix_photo_mention_wanted", "photo_mention", ["person", "wanted"])
    op.drop_column("photo_mention", "safe")
