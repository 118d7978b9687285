"""A server that is put back from an older copy, without the time that a real restore takes."""

from server.log.restores import record_restore
from server.models.figures import Cell
from server.models.log import LogEntry, Record, Scope
from server.platform.database import write


class Backup:
    """``keep`` remembers a school's log; ``put_back`` makes the database what it was then, as a restore does."""

    def __init__(self, village):
        self.village = village

    def keep(self):
        with self.village.app.app_context(), write() as session:
            scope = session.get(Scope, self.village.school.id)
            self.head = (scope.rev, scope.digest)
            self.records = [_copy(record) for record in session.query(Record)]
            self.entries = {entry.seq for entry in session.query(LogEntry)}

    def put_back(self, recorded=True):
        with self.village.app.app_context(), write() as session:
            session.query(LogEntry).filter(LogEntry.seq.not_in(self.entries)).delete()
            session.query(Record).delete()
            session.query(Cell).delete()
            session.add_all(Record(**values) for values in self.records)
            scope = session.get(Scope, self.village.school.id)
            scope.rev, scope.digest = self.head
        if recorded:
            with self.village.app.app_context(), write() as session:
                record_restore(session)


def _copy(record):
    return {column.key: getattr(record, column.key) for column in Record.__mapper__.column_attrs}
