"""The number of the catalog's current version. It grows whenever units, people, roles, periods, deadlines or registers
change, so that catalogs cached under an earlier number are no longer used."""

from sqlalchemy import BigInteger, event, inspect, select, update
from sqlalchemy.orm import Mapped, Session, UOWTransaction, mapped_column

from server.models.help_contact import HelpContact
from server.models.org import Cluster, ClusterMember, Person, Role, Unit
from server.models.periods import Closing, Due, Period
from server.models.registers import RegisterFile
from server.models.year_deadlines import YearDue
from server.platform.catalog_memory import CHANGED
from server.platform.database import Model


class CatalogVersion(Model):
    """The single row that holds the number of the catalog's current version; cached catalogs are kept by it."""

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(BigInteger, default=0)


NUMBER = select(CatalogVersion.number)
"""The number of the catalog's current version; nothing finds none."""

# Tables whose rows are in catalogs.
IN_CATALOGS = (Unit, Person, Role, Period, Cluster, ClusterMember, Due, YearDue, Closing, RegisterFile, HelpContact)


@event.listens_for(Session, "before_flush")
def _count_catalog(session: Session, _context: UOWTransaction, _instances: object) -> None:
    """Before rows of ``IN_CATALOGS`` are added, changed or deleted, raise the catalog's number."""
    changed = (item for item in session.dirty if session.is_modified(item) and not _of_a_password(item))
    touched = (*session.new, *changed, *session.deleted)
    if any(isinstance(item, IN_CATALOGS) for item in touched):
        session.info[CHANGED] = True
        session.execute(update(CatalogVersion).values(number=CatalogVersion.number + 1))


def _of_a_password(item: object) -> bool:
    """Whether a changed person differs in nothing that catalogs hold of people, such as after a new password alone."""
    if not isinstance(item, Person):
        return False
    attributes = inspect(item).attrs
    return not any(attributes[name].history.has_changes() for name in ("name", "username", "active"))


def lock_catalog(session: Session) -> None:
    """Wait for whoever else is changing units or anything that catalogs are made of; then nobody else does, until the
    transaction ends."""
    session.execute(update(CatalogVersion).values(number=CatalogVersion.number))


def change_catalog(session: Session) -> int:
    """Raise the catalog's number by one, so that cached catalogs are made anew, and return it; in a new database it
    begins at 1."""
    version = session.get(CatalogVersion, 1, with_for_update=True)
    if version is None:
        version = CatalogVersion(id=1, number=0)
        session.add(version)
    version.number += 1
    session.info[CHANGED] = True
    session.flush()
    return version.number
