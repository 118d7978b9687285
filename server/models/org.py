"""Units, people, their roles, clusters of schools, and mergers that are planned."""

from datetime import datetime

from sqlalchemy import JSON, ColumnElement, ForeignKey, event, or_
from sqlalchemy.orm import Mapped, mapped_column

from server.models.moment import Moment
from server.platform.clock import now
from server.platform.database import Model
from sync.folding import fold

KINDS = ("province", "commune", "school", "site")
"""The kinds of units, each of which lies in one of the kind before it."""

LEVELS = ("MN", "TH", "THCS", "THPT", "LC", "PTDTBT", "PTDTNT", "GDTX", "TT", "CD", "main", "satellite")
"""What a school teaches, by its Vietnamese short name; the last two are of sites."""


class Unit(Model):
    """A place of work: province, commune, school or site. All but sites have a scope of their own."""

    id: Mapped[str] = mapped_column(primary_key=True)
    parent: Mapped[str | None] = mapped_column(ForeignKey("unit.id"), index=True)  # its place
    reports_to: Mapped[str | None] = mapped_column(ForeignKey("unit.id"))  # its reporting line
    place: Mapped[str] = mapped_column(index=True)  # "/province/commune/school/": ids down the places
    path: Mapped[str] = mapped_column("line", index=True)  # ids down the reporting line
    kind: Mapped[str]  # one of KINDS
    level: Mapped[str | None]  # one of LEVELS, of schools and sites
    name: Mapped[str]
    aliases: Mapped[list[str]] = mapped_column(JSON, default=list)  # old names that people still use
    code: Mapped[str | None] = mapped_column(unique=True)  # opaque; never parsed
    ended: Mapped[datetime | None] = mapped_column(Moment, index=True)  # merged or split: read, not written
    successors: Mapped[list[str]] = mapped_column(JSON, default=list)  # ids of units
    version: Mapped[int] = mapped_column(default=1)  # of what administrators change
    search_text: Mapped[str] = mapped_column("words", default="")  # folded, for search

    def open_at(self, moment: datetime) -> bool:
        """Whether it had not ended by a moment; an end to come changes nothing. Twin of ``open_units``."""
        return self.ended is None or self.ended > moment


def open_units(moment: datetime) -> ColumnElement[bool]:
    """The units that had not ended by a moment, as an SQL condition on ``Unit``. Twin of ``Unit.open_at``."""
    return or_(Unit.ended.is_(None), Unit.ended > moment)


class PlannedEnding(Model):
    """A merger or split of a later day, as it was decided; on that day it is carried out whole and this row goes."""

    unit: Mapped[str] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment, index=True)  # midnight in Việt Nam: the first day without the unit
    successors: Mapped[list[str]] = mapped_column(JSON)  # ids of units
    people: Mapped[dict[str, str]] = mapped_column(JSON)  # account -> successor; who is not named goes to the first
    sites: Mapped[dict[str, str]] = mapped_column(JSON)  # site -> successor; alike
    by: Mapped[str] = mapped_column(ForeignKey("person.id"))
    decided: Mapped[datetime] = mapped_column(Moment, default=now)


class Person(Model):
    """An account: one person, by name and username."""

    id: Mapped[str] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    password: Mapped[str | None]  # argon2
    active: Mapped[bool] = mapped_column(default=True)
    version: Mapped[int] = mapped_column(default=1)  # of the person and their roles
    search_text: Mapped[str] = mapped_column("words", default="")  # folded, for search


class Role(Model):
    """Somebody's role in a unit, from a moment until another; without an end while ``until`` is null."""

    id: Mapped[int] = mapped_column(primary_key=True)
    person: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    unit: Mapped[str] = mapped_column(ForeignKey("unit.id"), index=True)
    role: Mapped[str]  # teacher | leader | commune | department | admin
    since: Mapped[datetime] = mapped_column(Moment, default=now)
    until: Mapped[datetime | None] = mapped_column(Moment)
    deputy: Mapped[bool] = mapped_column(default=False)  # a leader who stands in, until a day


class Cluster(Model):
    """A cụm thi đua: a list of schools that the department keeps."""

    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    version: Mapped[int] = mapped_column(default=1)


class ClusterMember(Model):
    """A school in a cluster; in one of them at most."""

    unit: Mapped[str] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    cluster: Mapped[str] = mapped_column(ForeignKey("cluster.id"), index=True)


@event.listens_for(Person, "before_insert")
@event.listens_for(Person, "before_update")
def _fold_person(_mapper: object, _connection: object, person: Person) -> None:
    person.search_text = fold(f"{person.name} {person.username}")


@event.listens_for(Unit, "before_insert")
@event.listens_for(Unit, "before_update")
def _fold_unit(_mapper: object, _connection: object, unit: Unit) -> None:
    unit.search_text = fold(" ".join([unit.name, unit.code or "", *unit.aliases]))
