"""Keep photos of unfinished forms that files have brought"""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "bundled_photo",
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("draft", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person"],
            ["person.id"],
        ),
        sa.PrimaryKeyConstraint("person", "draft", "sha256"),
    )
    with op.batch_alter_table("bundled_draft", schema=None) as batch_op:
        batch_op.add_column(sa.Column("held", sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("bundled_draft", schema=None) as batch_op:
        batch_op.drop_column("held")
    op.drop_table("bundled_photo")
