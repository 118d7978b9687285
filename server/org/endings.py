"""Ending schools: one is merged into another, or split into several, at once or on a later day.

A unit that has ended keeps its log and records. Leaders and teachers of its successors read them, and leaders review
what was still open. Nobody creates a record in it any more: its people go on in a successor, and mutations that they
had not sent yet are refused as ``moved``, for a leader of a successor to take in.

An ending on a later day is only planned: until then the school is as it was. On that day ``carry_out_due`` ends it in
one transaction.
"""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Required, TypedDict

from sqlalchemy import or_, select
from sqlalchemy.orm import Session as Database

from server.audit import append as audit
from server.audit.actor import Act
from server.audit.append import SYSTEM
from server.models.catalog import lock_catalog
from server.models.org import PlannedEnding, Unit
from server.org.handover import hand_over, sites_of
from server.org.placement import open_unit
from server.org.roles import start_of
from server.org.snapshot_days import refuse_signed
from server.org.units import lock
from server.platform.clock import now
from sync.protocol.problems import Problem


class Ending(TypedDict, total=False):
    """How a school is to end: with one successor it is merged, with several it is split."""

    into: Required[list[str]]  # ids of the successors; the first takes in everybody who is not in ``people``
    on: date | None  # the first day without it; today by default
    people: dict[str, str]  # account -> successor
    sites: dict[str, str]  # site -> successor; in a split every site must be named


def end(act: Act, id_: str, version: int, wanted: Ending) -> Unit:
    """End a school, today or from a past day on, or plan its ending for a later day; returns the school.

    ``version``: of the unit, as the caller saw it. Problem ``not_found``, ``forbidden``, ``changed_meanwhile``, or
    ``invalid``: the unit is no school, has ended or is to end already, a successor will have ended by then, a person or
    site goes to no successor, the school would be its own successor in the end (``loop``), or a signed
    report counted it on that day or later (``signed``).
    """
    lock_catalog(act.session)  # two endings that do not see each other could form a loop
    unit = lock(act, id_, version)
    if unit.kind != "school" or unit.ended or act.session.get(PlannedEnding, id_):
        raise Problem("invalid", {"unit": {"rule": "ended" if unit.kind == "school" else "kind"}})
    at = start_of(wanted.get("on"))
    refuse_signed(act.session, unit, "on", at)
    successors = list(dict.fromkeys(wanted["into"]))
    _refuse_successors(act.session, unit, successors, at)
    people, sites = wanted.get("people", {}), wanted.get("sites", {})
    _refuse_strays(act.session, unit, successors, people, sites)
    planned = PlannedEnding(unit=id_, at=at, successors=successors, people=people, sites=sites, by=act.viewer.account)
    if at > now():
        act.session.add(planned)
        act.record("unit.end", ("unit", id_), id_, into=successors, on=at)
    else:
        moved = hand_over(act.session, unit, planned)
        act.record("unit.end", ("unit", id_), id_, into=successors, on=at, people=moved)
        for successor in successors:
            act.record("unit.change", ("unit", successor), successor, went_on_from=id_)
    return unit


def cancel(act: Act, id_: str, version: int) -> Unit:
    """Cancel the planned ending of a school, which goes on as if it had never been planned; returns the school.

    ``version``: of the unit, as the caller saw it. Problem ``not_found``, ``forbidden``, ``changed_meanwhile``, or
    ``invalid`` if no ending is planned, or its day has come.
    """
    lock_catalog(act.session)
    unit = lock(act, id_, version)
    planned = act.session.get(PlannedEnding, id_)
    if planned is None or planned.at <= now():
        raise Problem("invalid", {"unit": {"rule": "ended" if planned or unit.ended else "not_planned"}})
    act.session.delete(planned)
    act.record("unit.keep", ("unit", id_), id_, into=planned.successors, on=planned.at, decided_by=planned.by)
    return unit


def carry_out_due(session: Database) -> int:
    """End all schools whose planned day has come, earliest first; returns how many. The caller's transaction must be
    one that writes."""
    lock_catalog(session)
    due = select(PlannedEnding).where(PlannedEnding.at <= now()).order_by(PlannedEnding.at, PlannedEnding.unit)
    planned = session.scalars(due).all()
    for ending in planned:
        unit = session.get_one(Unit, ending.unit)
        moved = hand_over(session, unit, ending)
        unit.version += 1
        session.delete(ending)
        session.flush()
        details = {"into": ending.successors, "on": ending.at, "people": moved, "decided_by": ending.by}
        audit.record(session, SYSTEM, "unit.end", ("unit", unit.id), unit.id, **details)
        for successor in ending.successors:
            audit.record(session, SYSTEM, "unit.change", ("unit", successor), successor, went_on_from=unit.id)
    return len(planned)


def any_due(session: Database) -> bool:
    """Whether a planned ending's day has come that has not been carried out yet."""
    return session.scalar(select(PlannedEnding.unit).where(PlannedEnding.at <= now()).limit(1)) is not None


def successors_of(session: Database, units: Iterable[str], planned: bool = False) -> set[str]:
    """The ids of all successors of these units, of their successors, and so on; ``planned``: also those of endings that
    are still to come. The units themselves are not in it."""
    sources = [(Unit.successors, Unit.id)]
    if planned:
        sources.append((PlannedEnding.successors, PlannedEnding.unit))
    successors: set[str] = set()
    todo = set(units)
    while todo:
        queries = [select(column).where(unit.in_(todo)) for column, unit in sources]
        todo = {id_ for query in queries for ids in session.scalars(query) for id_ in ids} - successors
        successors |= todo
    return successors


def _refuse_successors(session: Database, unit: Unit, successors: Collection[str], at: datetime) -> None:
    """Problem ``invalid`` for a successor that is not another school, that will have ended by ``at``, or of which
    ``unit`` itself is to be a successor."""
    for id_ in successors:
        successor = open_unit(session, id_, "into")
        if successor.kind != "school" or successor.id == unit.id:
            raise Problem("invalid", {"into": {"rule": "kind"}})
    if unit.id in successors_of(session, successors, planned=True):
        raise Problem("invalid", {"into": {"rule": "loop"}})
    gone = select(Unit.id).outerjoin(PlannedEnding, PlannedEnding.unit == Unit.id)
    gone = gone.where(Unit.id.in_(successors), or_(Unit.ended <= at, PlannedEnding.at <= at))
    if session.scalar(gone.limit(1)) is not None:
        raise Problem("invalid", {"into": {"rule": "ended"}})


def _refuse_strays(
    session: Database, unit: Unit, successors: Collection[str], people: dict[str, str], sites: dict[str, str]
) -> None:
    """Problem ``invalid`` if people or sites are to go to a unit that is no successor, or if a split names no successor
    for a site."""
    for name, chosen in (("people", people), ("sites", sites)):
        if set(chosen.values()) - set(successors):
            raise Problem("invalid", {name: {"rule": "choices"}})
    if len(successors) > 1 and {site.id for site in sites_of(session, unit.id)} - sites.keys():
        raise Problem("invalid", {"sites": {"rule": "required"}})
