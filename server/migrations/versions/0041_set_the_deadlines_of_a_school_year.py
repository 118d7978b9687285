"""Set the deadlines of a school year"""

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None

REOPENING = sa.table(
    "reopening", sa.column("register"), sa.column("period"), sa.column("unit"), sa.column("at", sa.DateTime(True))
)
AUDIT = sa.table(
    "audit_entry",
    *(sa.column(name) for name in ("seq", "action", "target", "unit")),
    sa.column("at", sa.DateTime(True)),
    sa.column("details", sa.JSON()),
)
# What was opened again before was opened by hand, too.
OPENED = (
    sa.select(AUDIT.c.at, AUDIT.c.target, AUDIT.c.unit, AUDIT.c.details)
    .where(AUDIT.c.action == "period.open", AUDIT.c.unit.is_not(None))
    .order_by(AUDIT.c.seq)
)


def _same(register: str, period: str, unit: str) -> tuple[sa.ColumnElement[bool], ...]:
    return REOPENING.c.register == register, REOPENING.c.period == period, REOPENING.c.unit == unit


def upgrade() -> None:
    op.create_table(
        "automatic_closing",
        sa.Column("register", sa.String(), nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["period"],
            ["period.key"],
        ),
        sa.PrimaryKeyConstraint("register", "period"),
    )
    op.create_table(
        "reopening",
        sa.Column("register", sa.String(), nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["period"],
            ["period.key"],
        ),
        sa.ForeignKeyConstraint(
            ["unit"],
            ["unit.id"],
        ),
        sa.PrimaryKeyConstraint("register", "period", "unit"),
    )
    op.create_table(
        "year_closing",
        sa.Column("year", sa.String(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["by"],
            ["person.id"],
        ),
        sa.ForeignKeyConstraint(
            ["year"],
            ["period.key"],
        ),
        sa.PrimaryKeyConstraint("year"),
    )
    op.create_table(
        "year_due",
        sa.Column("register", sa.String(), nullable=False),
        sa.Column("year", sa.String(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["by"],
            ["person.id"],
        ),
        sa.ForeignKeyConstraint(
            ["year"],
            ["period.key"],
        ),
        sa.PrimaryKeyConstraint("register", "year"),
    )
    for at, period, unit, details in op.get_bind().execute(OPENED).all():
        for register in details.get("registers", ()):
            op.get_bind().execute(REOPENING.delete().where(*_same(register, period, unit)))
            op.get_bind().execute(
                REOPENING.insert().values(register=register, period=period, unit=unit, at=at),
            )


def downgrade() -> None:
    op.drop_table("year_due")
    op.drop_table("year_closing")
    op.drop_table("reopening")
    op.drop_table("automatic_closing")
