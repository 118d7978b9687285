"""Keep indexes of records small"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

TIMES = ("changed", "created", "since")
TURNS = {
    "ix_record_turn": ["turn", "since", "id", "register", "status", "scope"],
    "ix_record_turn_title": ["turn", "title", "id"],
}


def upgrade() -> None:
    for name in TIMES:
        _anew(f"ix_record_{name}", [name])
    _anew("ix_record_reopen", ["reopen_since"], "reopen_since IS NOT NULL")
    # On SQLite the index stays whole: it would not see that an index of those who wait holds whom it looks for.
    if op.get_bind().dialect.name == "postgresql":
        for name, columns in TURNS.items():
            _anew(name, columns, "turn <> ''")


def downgrade() -> None:
    for name in TIMES:
        _anew(f"ix_record_{name}", [name, "id"])
    _anew("ix_record_reopen", ["reopen_since"])
    for name, columns in TURNS.items():
        _anew(name, columns)


def _anew(name: str, columns: list[str], where: str | None = None) -> None:
    condition = sa.text(where) if where else None
    op.drop_index(name, "record")
    op.create_index(name, "record", columns, sqlite_where=condition, postgresql_where=condition)
