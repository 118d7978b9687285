"""Keep beside each record what was put down of consent to its photos"""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("record", sa.Column("consents", sa.JSON(none_as_null=True), nullable=True))


def downgrade() -> None:
    op.drop_column("record", "consents")
