"""Know units by the code of the sector's database"""

import sqlalchemy as sa
from alembic import op

revision = "0049"
down_revision = "0048"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("unit", sa.Column("sector_code", sa.String(), nullable=True))
    op.create_index("ix_unit_sector_code", "unit", ["sector_code"], unique=True)


def downgrade() -> None:
    op.drop_index("ix_unit_sector_code", "unit")
    op.drop_column("unit", "sector_code")
