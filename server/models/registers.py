"""Registers that the department uploaded, and the number that makes every cached catalog old."""

from datetime import datetime

from sqlalchemy import (
    BigInteger,
    ForeignKey,
    event,
    inspect,
    update,
)
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.orm import Session as Session_

from server.models.moment import Moment
from server.models.org import Cluster, ClusterMember, Person, Role, Unit
from server.models.periods import Closing, Due, Period, Reminder
from server.platform.clock import now
from server.platform.database import Model


class RegisterFile(Model):
    """A version of a register that somebody uploaded. Published ones never change; a draft is replaced by the next."""

    key: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    state: Mapped[str]  # draft | published
    text: Mapped[str]  # the definition, TOML
    digest: Mapped[str]  # of the text, hex: what somebody saw is what they publish
    by: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(Moment, default=now)
    turn: Mapped[int | None] = mapped_column(unique=True)  # counts what was published, from 1


class CatalogVersion(Model):
    """Counts every change of units, people, roles, periods, due days and registers; catalogs are cached by it."""

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(BigInteger, default=0)


IN_CATALOGS = (Unit, Person, Role, Period, Cluster, ClusterMember, Due, Reminder, Closing, RegisterFile)


@event.listens_for(Session_, "before_flush")
def _count_catalog(session, _context, _instances):
    """Any change of what catalogs are made of makes every cached catalog old."""
    changed = (item for item in session.dirty if session.is_modified(item) and not _of_a_password(item))
    touched = (*session.new, *changed, *session.deleted)
    if any(isinstance(item, IN_CATALOGS) for item in touched):
        session.execute(update(CatalogVersion).values(number=CatalogVersion.number + 1))


def _of_a_password(item) -> bool:
    """Whether a person changed in nothing that a catalog tells."""
    told = ("name", "username", "active")
    return isinstance(item, Person) and not any(inspect(item).attrs[name].history.has_changes() for name in told)
