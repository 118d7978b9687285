"""The index for search, which a database may have been unable to make."""

from sqlalchemy.orm import Session

from server.doctor.finding import OK, WARNING, Finding
from server.platform.search_index import missing

TO_MAKE_IT = (
    "Install PostgreSQL's extension pg_trgm (Debian: postgresql-contrib), let the database's owner create it "
    "(CREATE EXTENSION pg_trgm), and run: flask upgrade"
)


def check_search(session: Session) -> Finding:
    """Whether records are searched by an index."""
    if missing(session.connection()):
        return Finding("search", WARNING, "There is no index for search: each search reads all records.", TO_MAKE_IT)
    return Finding("search", OK, "Records are searched by an index.")
