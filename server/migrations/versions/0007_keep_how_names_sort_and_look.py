"""Keep how names sort and look"""

from collections.abc import Callable

import sqlalchemy as sa
from alembic import op

from server.platform.look_alikes import look_of
from sync.vietnamese import person_key, sort_key

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    # Not in a batch: on SQLite that would make the tables anew, though others refer to their rows.
    op.add_column("person", sa.Column("look", sa.String(), server_default=sa.text("''"), nullable=False))
    for table in ("person", "unit"):
        op.add_column(table, sa.Column("name_order", KEY, server_default=sa.text("''"), nullable=False))
    op.create_index("ix_person_look", "person", ["look"], unique=False)
    _fill("person", {"name_order": ("name", person_key), "look": ("username", look_of)})
    _fill("unit", {"name_order": ("name", sort_key)})


def _fill(name: str, made: dict[str, tuple[str, Callable[[str], str]]]) -> None:
    """Fill columns of a table; ``made``: column → the column that it is made from, and how."""
    table = sa.table(name, sa.column("id"), *(sa.column(one) for to in made for one in (to, made[to][0])))
    sources = {to: table.c[source] for to, (source, _) in made.items()}
    values = [
        {"key": row["id"], **{f"new_{to}": made[to][1](row[source.name]) for to, source in sources.items()}}
        for row in op.get_bind().execute(sa.select(table)).mappings()
    ]
    change = sa.update(table).where(table.c.id == sa.bindparam("key"))
    if values:
        op.get_bind().execute(change.values({to: sa.bindparam(f"new_{to}") for to in made}), values)


def downgrade() -> None:
    with op.batch_alter_table("unit", schema=None) as batch_op:
        batch_op.drop_column("name_order")

    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_person_look"))
        batch_op.drop_column("name_order")
        batch_op.drop_column("look")
