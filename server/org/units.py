"""Making and changing units: their name, code, level, place or reporting line. Ending them is in ``endings``.

Each change names the ``version`` of the unit that its caller saw: if somebody else has changed the unit since, Problem
``changed_meanwhile`` is raised.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from types import MappingProxyType
from typing import Literal, Required, TypedDict

from sqlalchemy import select
from sqlalchemy.orm import Session as Database

from server.access.people import looks_after
from server.access.units import arranges
from server.audit.actor import Act
from server.models.catalog import lock_catalog
from server.models.org import Unit
from server.models.unit_states import ALWAYS
from server.org import people
from server.org.dated_changes import change_from
from server.org.placement import open_unit, refuse_misplaced
from server.org.roles import start_of
from server.org.snapshot_days import refuse_closed, refuse_signed
from server.platform.look_alikes import tidy
from sync.protocol.ids import is_uuid
from sync.protocol.problems import Problem

DATED: tuple[Literal["name", "level", "parent", "reports_to"], ...] = ("name", "level", "parent", "reports_to")
"""What changes from a day on; all else of a unit is changed at once."""
CODES: tuple[Literal["code", "sector_code"], ...] = ("code", "sector_code")
"""What a unit is known by elsewhere: each is unique among units."""


class UnitChange(TypedDict, total=False):
    """A change of a unit: what each member is to be; a member that is absent stays as it is. ``on``: the first day on
    which it has this name, level, place and reporting line; all else is changed at once."""

    name: str
    aliases: Sequence[str]
    code: str | None
    sector_code: str | None
    level: str | None
    begins: date  # the first day with it
    parent: str  # id of the unit that it lies in
    reports_to: str  # id of the unit that it reports to
    on: date | None  # today by default


class NewUnit(TypedDict, total=False):
    """A unit that is to be made; ``kind``: commune, school or site; ``code`` and ``sector_code``, which the sector's
    database has: each unique among units."""

    kind: Required[str]
    name: Required[str]
    parent: Required[str]  # id of the unit that it lies in
    reports_to: str  # id of the unit that it reports to; ``parent`` by default
    aliases: Sequence[str]
    code: str | None
    sector_code: str | None
    level: str | None
    begins: date | None  # the first day with it; today by default


def create(act: Act, wanted: NewUnit) -> Unit:
    """Make a unit. Problem ``forbidden``, or ``invalid`` for a place, reporting line or code that it cannot have."""
    refuse_strangers(act)
    lock_catalog(act.session)
    parent = open_unit(act.session, wanted["parent"], "parent")
    above = open_unit(act.session, wanted.get("reports_to") or parent.id, "reports_to")
    refuse_misplaced(wanted["kind"], parent, above)
    begins = start_of(wanted.get("begins"), "begins")
    refuse_signed(act.session, parent, "begins", begins)
    unit = people.add_unit(
        act.session,
        kind=wanted["kind"],
        name=wanted["name"],
        parent=parent,
        reports_to=above,
        level=wanted.get("level"),
        code=_free_code(act.session, "code", wanted.get("code")),
        sector_code=_free_code(act.session, "sector_code", wanted.get("sector_code")),
        aliases=wanted.get("aliases", ()),
        begins=begins,
    )
    details = {"kind": unit.kind, "name": unit.name, "parent": parent.id, "begins": begins}
    act.record("unit.create", ("unit", unit.id), unit.id, **details)
    return unit


def take_sector_codes(act: Act, ids: Collection[str]) -> dict[str, str]:
    """Take off units the codes that they have in the sector's database, so that in the same transaction others may have
    them; returns id → code. At most 1,000 ids. Problem ``forbidden``."""
    refuse_strangers(act)
    lock_catalog(act.session)
    having = act.session.scalars(select(Unit).where(Unit.id.in_(ids), Unit.sector_code.is_not(None)))
    taken = {unit.id: unit for unit in having}
    codes = {id_: unit.sector_code or "" for id_, unit in taken.items()}
    for unit in taken.values():
        unit.sector_code = None
    act.session.flush()
    return codes


def change(
    act: Act, id_: str, version: int, wanted: UnitChange, taken: Mapping[str, str] = MappingProxyType({})
) -> Unit:
    """Change a unit; if it gets another name, the former one becomes an alias. ``version``: the one that the caller
    saw; ``taken``: codes, by their names in ``CODES``, that were taken off it before to be changed here.

    Problem ``not_found``, ``forbidden``, ``invalid``, ``changed_meanwhile``.
    """
    unit = lock(act, id_, version)
    at = start_of(wanted.get("on"))
    before = {name: getattr(unit, name) for name in (*CODES, "begins") if name in wanted} | dict(taken)
    if "aliases" in wanted:
        unit.aliases = list(dict.fromkeys(wanted["aliases"]))
    for name in CODES:
        if name in wanted and wanted[name] != getattr(unit, name):
            setattr(unit, name, _free_code(act.session, name, wanted[name]))
    if "begins" in wanted:
        _begin(act.session, unit, start_of(wanted["begins"], "begins"))
    after = {name: getattr(unit, name) for name in before if before[name] != getattr(unit, name)}
    dated = _dated(unit, wanted)
    if after or not dated:
        act.record("unit.change", ("unit", id_), id_, was={name: before[name] for name in after}, now=after)
    if dated:
        change_from(act, unit, dated, at)
    return unit


def _dated(unit: Unit, wanted: UnitChange) -> dict[str, str | None]:
    """What a change is to change from a day on."""
    dated = {name: wanted[name] for name in DATED if name in wanted}
    if "name" in wanted:
        dated["name"] = tidy(wanted["name"])
    return {name: value for name, value in dated.items() if value != getattr(unit, name)}


def lock(act: Act, id_: str, version: int) -> Unit:
    """Lock a unit for a change, and raise its version; returns the unit. ``version``: the one that the caller saw.

    Problem ``not_found`` if the caller does not look after it, ``forbidden`` if they may not change units,
    ``changed_meanwhile`` if it has another version by now.
    """
    lock_catalog(act.session)
    unit = act.session.get(Unit, id_, with_for_update=True) if is_uuid(id_) else None
    if unit is None or not looks_after(act.viewer, unit.id, unit.path):
        raise Problem("not_found")
    refuse_strangers(act)
    if unit.version != version:
        raise Problem("changed_meanwhile", {"version": {"rule": "now", "value": unit.version}})
    unit.version += 1
    return unit


def refuse_strangers(act: Act) -> None:
    """Problem ``forbidden`` if the person who acts may not change units; otherwise nothing."""
    if not arranges(act.viewer):
        raise Problem("forbidden")


def _begin(session: Database, unit: Unit, begins: datetime) -> None:
    """Let a unit begin on another day. Problem ``invalid`` if it did or did not exist in what was signed between, or
    would not have yet when something was closed for it."""
    was = unit.begins or ALWAYS
    earlier, later = sorted((was, begins))
    refuse_signed(session, unit, "begins", earlier, later)
    if begins > was:
        refuse_closed(session, unit, "begins", earlier, later)
    unit.begins = begins


def _free_code(session: Database, name: str, code: str | None) -> str | None:
    """The code, if no unit has it yet, else Problem ``invalid``; None for an empty code. ``name``: one of ``CODES``."""
    if code and session.scalar(select(Unit.id).where(getattr(Unit, name) == code)):
        raise Problem("invalid", {name: {"rule": "unique"}})
    return code or None
