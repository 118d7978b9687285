"""A column of aware times in UTC, on SQLite and PostgreSQL alike."""

from datetime import UTC

from sqlalchemy.types import DateTime, TypeDecorator


class Moment(TypeDecorator):
    """An aware UTC time; SQLite keeps no zone, so it is put back on the way out."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value, dialect):
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value, dialect):
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
