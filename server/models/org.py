"""Units, people and their roles, clusters of schools, and planned mergers and splits."""

from datetime import datetime

from sqlalchemy import JSON, ColumnElement, ForeignKey, Text, and_, event, false, or_, text
from sqlalchemy.orm import Mapped, mapped_column

from server.models.moment import Moment
from server.platform.clock import now
from server.platform.database import Model
from server.platform.look_alikes import look_of
from sync.folding import fold
from sync.vietnamese import person_key, sort_key

SortKey = Text().with_variant(Text(collation="C"), "postgresql")
"""A column of sort keys: both databases compare them character by character."""

KINDS = ("province", "commune", "school", "site")
"""The kinds of units; a unit of each kind lies in one of the kind before it."""

LEVELS = ("MN", "TH", "THCS", "THPT", "LC", "PTDTBT", "PTDTNT", "GDTX", "TT", "CD", "main", "satellite")
"""The levels of schools, by their Vietnamese short names; the last two, main and satellite, are of sites."""


class Unit(Model):
    """A province (its department), commune, school or site of a school. Each but a site has a scope of its own: its
    log."""

    id: Mapped[str] = mapped_column(primary_key=True)
    parent: Mapped[str | None] = mapped_column(ForeignKey("unit.id"), index=True)  # the unit that it lies in
    reports_to: Mapped[str | None] = mapped_column(ForeignKey("unit.id"))  # the unit that it answers to
    place: Mapped[str] = mapped_column(index=True)  # "/province/commune/school/": ids, from the top, by parent
    path: Mapped[str] = mapped_column("line", index=True)  # alike, by reports_to: its reporting line
    kind: Mapped[str]  # one of KINDS
    level: Mapped[str | None]  # one of LEVELS, of schools and sites
    name: Mapped[str]
    aliases: Mapped[list[str]] = mapped_column(JSON, default=list)  # old names that people still use
    code: Mapped[str | None] = mapped_column(unique=True)  # opaque; never parsed
    sector_code: Mapped[str | None] = mapped_column(index=True, unique=True)  # in the sector's database; opaque, too
    begins: Mapped[datetime | None] = mapped_column(Moment)  # null: before all periods
    ended: Mapped[datetime | None] = mapped_column(Moment, index=True)  # merged or split: read, not written
    successors: Mapped[list[str]] = mapped_column(JSON, default=list)  # units that it was merged into or split into
    version: Mapped[int] = mapped_column(default=1)  # raised whenever an administrator changes the unit
    search_text: Mapped[str] = mapped_column("words", default="")  # folded, for search
    order: Mapped[str] = mapped_column(
        "name_order", SortKey, index=True, default="", server_default=text("''")
    )  # the name's sort key

    def open_at(self, moment: datetime) -> bool:
        """Whether the unit had not ended by ``moment``; one that ends later is still open. ``open_units`` is the same
        rule in SQL."""
        return self.ended is None or self.ended > moment

    def existed_at(self, moment: datetime) -> bool:
        """Whether it had begun by a moment and had not ended. Twin of ``units_at``."""
        return (self.begins is None or self.begins <= moment) and self.open_at(moment)


def open_units(moment: datetime) -> ColumnElement[bool]:
    """An SQL condition on ``Unit`` for the units that had not ended by ``moment``; the same rule as
    ``Unit.open_at``."""
    return or_(Unit.ended.is_(None), Unit.ended > moment)


def units_at(moment: datetime) -> ColumnElement[bool]:
    """The units that existed at a moment, as an SQL condition on ``Unit``. Twin of ``Unit.existed_at``."""
    return and_(or_(Unit.begins.is_(None), Unit.begins <= moment), open_units(moment))


class PlannedEnding(Model):
    """A decided merger or split of a school on a later day. On that day it is carried out in one transaction and this
    row deleted."""

    unit: Mapped[str] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment, index=True)  # midnight in Việt Nam: the first day without the unit
    successors: Mapped[list[str]] = mapped_column(JSON)  # ids of units
    people: Mapped[dict[str, str]] = mapped_column(JSON)  # account -> successor; others go to the first
    sites: Mapped[dict[str, str]] = mapped_column(JSON)  # site -> successor; others go to the first
    by: Mapped[str] = mapped_column(ForeignKey("person.id"))
    decided: Mapped[datetime] = mapped_column(Moment, default=now)


class PlannedChange(Model):
    """A decided change of a unit's name, level, place or reporting line on a later day. On that day it is carried out
    and this row deleted."""

    unit: Mapped[str] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment, index=True)  # midnight in Việt Nam: the first day with it
    change: Mapped[dict[str, str | None]] = mapped_column(JSON)  # name, level, parent, reports_to: what each is to be
    by: Mapped[str] = mapped_column(ForeignKey("person.id"))
    decided: Mapped[datetime] = mapped_column(Moment, default=now)


class Person(Model):
    """The account of one person, who signs in with the username."""

    id: Mapped[str] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    password: Mapped[str | None]  # its argon2 hash; None: no password yet, or reset
    active: Mapped[bool] = mapped_column(default=True)  # False: disabled, signs in nowhere and has left all units
    version: Mapped[int] = mapped_column(default=1)  # raised whenever the person or their roles are changed
    search_text: Mapped[str] = mapped_column("words", default="")  # folded, for search
    look: Mapped[str] = mapped_column(
        index=True, default="", server_default=text("''")
    )  # of the username: no two new ones look alike
    order: Mapped[str] = mapped_column(
        "name_order", SortKey, default="", server_default=text("''")
    )  # the name's sort key


class Suspension(Model):
    """Who disabled an account, and why; kept until it is enabled. ``Person.active`` says whether it is disabled."""

    person: Mapped[str] = mapped_column(ForeignKey("person.id"), primary_key=True)
    by: Mapped[str] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(Moment, default=now)
    reason: Mapped[str]


class Role(Model):
    """A role that somebody has in a unit, from ``since`` until just before ``until``; if that is None, without an
    end."""

    id: Mapped[int] = mapped_column(primary_key=True)
    person: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    unit: Mapped[str] = mapped_column(ForeignKey("unit.id"), index=True)
    role: Mapped[str]  # teacher | leader | commune | department | admin
    since: Mapped[datetime] = mapped_column(Moment, default=now)
    until: Mapped[datetime | None] = mapped_column(Moment)
    deputy: Mapped[bool] = mapped_column(default=False)  # a leader who stands in for another until a set day
    hidden: Mapped[bool] = mapped_column(default=False, server_default=false())  # once left: after a stranger's code


class Cluster(Model):
    """A cluster (cụm thi đua): schools that the department groups to compare and score each other."""

    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    version: Mapped[int] = mapped_column(default=1)


class ClusterMember(Model):
    """A school's membership in a cluster; a school is in one at most."""

    unit: Mapped[str] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    cluster: Mapped[str] = mapped_column(ForeignKey("cluster.id"), index=True)


@event.listens_for(Person, "before_insert")
@event.listens_for(Person, "before_update")
def _fold_person(_mapper: object, _connection: object, person: Person) -> None:
    made = folded_person(person.name, person.username)
    person.search_text, person.look, person.order = made["words"], made["look"], made["name_order"]


def folded_person(name: str, username: str) -> dict[str, str]:
    """The columns of a person that are made from name and username, as the database calls them."""
    return {"words": fold(f"{name} {username}"), "look": look_of(username), "name_order": person_key(name)}


@event.listens_for(Unit, "before_insert")
@event.listens_for(Unit, "before_update")
def _fold_unit(_mapper: object, _connection: object, unit: Unit) -> None:
    unit.search_text = fold(" ".join([unit.name, unit.code or "", unit.sector_code or "", *unit.aliases]))
    unit.order = sort_key(unit.name)
