"""Units change: they are made, renamed, moved, merged and split. Nothing of theirs is lost.

A unit that ends keeps its log and its records; leaders and teachers of its successors read them, and leaders judge
what was still open. Nobody begins a record in it: whoever worked there goes on in a successor, and what they had not
sent yet is ``moved``, for a leader of a successor to take in.
"""

from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session as Database

from server.access.people import looks_after, units_looked_after
from server.access.units import arranges, reads_audit
from server.access.viewer import Viewer
from server.audit.actor import Act
from server.models.org import ClusterMember, Role, Unit
from server.org import appointments, people
from server.platform.clock import now
from server.platform.query_params import ParamReader, RawParams
from sync.folding import search_terms
from sync.protocol.canonical import Json
from sync.protocol.ids import is_uuid
from sync.protocol.problems import Problem

PARAMETERS = ("unit", "kind", "q")
KINDS = ("province", "commune", "school", "site")
LEVELS = ("MN", "TH", "THCS", "THPT", "LC", "PTDTBT", "PTDTNT", "GDTX", "TT", "CD", "main", "satellite")


def all_(session: Database, viewer: Viewer, given: RawParams) -> Json:
    """``{"units": […]}`` of those that one looks after, by name: the catalog's members and ``version``, ``cluster``,
    ``people`` (how many have a role there now), ``ended``, ``successors``. Problem ``forbidden`` or ``malformed``."""
    if not reads_audit(viewer):
        raise Problem("forbidden")
    asked = ParamReader(given, PARAMETERS)
    query = select(Unit).where(Unit.id.in_(units_looked_after(viewer)))
    if kind := asked.among("kind", KINDS):
        query = query.where(Unit.kind == kind)
    if below := asked.id("unit"):
        found = session.get(Unit, below)
        query = query.where(Unit.place.startswith(found.place if found else "?", autoescape=True))
    for word in search_terms(asked.one("q") or "")[:10]:
        query = query.where(Unit.search_text.contains(word, autoescape=True))
    asked.refuse()
    return {"units": _described(session, list(session.scalars(query.order_by(Unit.place))))}


def one(session: Database, viewer: Viewer, id_: str) -> Json:
    """One of them. Problem ``not_found``."""
    unit = session.get(Unit, id_) if is_uuid(id_) else None
    if unit is None or not looks_after(viewer, unit.id, unit.path):
        raise Problem("not_found")
    return _described(session, [unit])[0]


def create(act: Act, wanted: Json) -> Unit:
    """``{"kind", "name", "parent", "reports_to"?, "level"?, "code"?, "aliases"?}``. Problem ``invalid``."""
    _refuse_strangers(act)
    parent = _other(act, wanted["parent"], "parent")
    above = _other(act, wanted.get("reports_to") or parent.id, "reports_to")
    if wanted["kind"] not in people.KINDS_BELOW[parent.kind]:
        raise Problem("invalid", {"parent": {"rule": "kind"}})
    _refuse_line(wanted["kind"], parent, above)
    unit = people.add_unit(
        act.session,
        kind=wanted["kind"],
        name=wanted["name"].strip(),
        parent=parent,
        reports_to=above,
        level=wanted.get("level"),
        code=_free(act.session, wanted.get("code")),
        aliases=wanted.get("aliases", ()),
    )
    act.record("unit.create", ("unit", unit.id), unit.id, kind=unit.kind, name=unit.name, parent=parent.id)
    return unit


def change(act: Act, id_: str, version: int, wanted: Json) -> Unit:
    """Another name (the old one becomes an alias), code, level, place or reporting line."""
    unit = lock(act, id_, version)
    was = {name: getattr(unit, name) for name in wanted if name != "aliases"}
    if "aliases" in wanted:
        unit.aliases = list(dict.fromkeys(wanted["aliases"]))
    name = wanted.get("name", unit.name).strip()
    if name != unit.name:
        unit.aliases = [*(alias for alias in unit.aliases if alias not in (name, unit.name)), unit.name]
        unit.name = name
    if "code" in wanted and wanted["code"] != unit.code:
        unit.code = _free(act.session, wanted["code"])
    unit.level = wanted.get("level", unit.level)
    if "parent" in wanted or "reports_to" in wanted:
        _move(act, unit, wanted)
    moved = {"parent", "reports_to"} & wanted.keys()
    said = {name: value for name, value in wanted.items() if name in was and was[name] != value}
    act.record("unit.move" if moved else "unit.change", ("unit", id_), id_, was=was, now=said)
    return unit


def end(act: Act, id_: str, version: int, wanted: Json) -> Unit:
    """Merge into one school, or split into several: ``{"into": [ids], "on", "people": {account: unit}, "sites": …}``.

    Whom the map does not name goes to the first; of a split, each site is named. Problem ``invalid``.
    """
    unit = lock(act, id_, version)
    if unit.kind != "school" or unit.ended:
        raise Problem("invalid", {"unit": {"rule": "ended" if unit.ended else "kind"}})
    heirs = {heir: _heir(act, unit, heir) for heir in dict.fromkeys(wanted["into"])}
    first = next(iter(heirs))
    for name in ("people", "sites"):
        if set(wanted.get(name, {}).values()) - heirs.keys():
            raise Problem("invalid", {name: {"rule": "choices"}})
    sites = _sites(act, id_)
    if len(heirs) > 1 and {site.id for site in sites} - wanted.get("sites", {}).keys():
        raise Problem("invalid", {"sites": {"rule": "required"}})
    at = appointments.start_of(wanted.get("on"))
    unit.ended, unit.successors = at, list(heirs)
    gone = _hand_over_people(act, unit, at, heirs, wanted.get("people", {}), first)
    for site in sites:
        _place(act, site, heirs[wanted.get("sites", {}).get(site.id, first)], None)
    act.record("unit.end", ("unit", id_), id_, into=list(heirs), on=at, people=gone)
    for heir in heirs:
        act.record("unit.change", ("unit", heir), heir, went_on_from=id_)
    return unit


def lock(act: Act, id_: str, version: int) -> Unit:
    """A unit to be changed; its version moves on. Problem ``not_found``, ``forbidden``, ``changed_meanwhile``."""
    unit = act.session.get(Unit, id_, with_for_update=True) if is_uuid(id_) else None
    if unit is None or not looks_after(act.viewer, unit.id, unit.path):
        raise Problem("not_found")
    _refuse_strangers(act)
    if unit.version != version:
        raise Problem("changed_meanwhile", {"version": {"rule": "now", "value": unit.version}})
    unit.version += 1
    return unit


def _refuse_strangers(act: Act) -> None:
    if not arranges(act.viewer):
        raise Problem("forbidden")


def _sites(act: Act, id_: str) -> list[Unit]:
    return list(act.session.scalars(select(Unit).where(Unit.parent == id_, Unit.kind == "site").order_by(Unit.name)))


def _hand_over_people(
    act: Act, unit: Unit, at: datetime, heirs: dict[str, Unit], chosen: dict[str, str], first: str
) -> int:
    """Each role ends there and begins in a successor, unless it has been given there already; how many."""
    query = select(Role).where(Role.unit == unit.id, or_(Role.until.is_(None), Role.until > at))
    held = list(act.session.scalars(query.order_by(Role.id)))
    for role in held:
        heir = heirs[chosen.get(role.person, first)]
        there = select(Role.id).where(Role.person == role.person, Role.unit == heir.id, Role.role == role.role)
        if act.session.scalar(there.where(or_(Role.until.is_(None), Role.until > at))) is None:
            act.session.add(
                Role(
                    person=role.person,
                    unit=heir.id,
                    role=role.role,
                    since=max(at, role.since),
                    until=role.until,
                    deputy=role.deputy,
                )
            )
        role.until = max(at, role.since)
    return len(held)


def _move(act: Act, unit: Unit, wanted: Json) -> None:
    if unit.kind in ("province", "site") and ("reports_to" in wanted or unit.kind == "province"):
        raise Problem("invalid", {"reports_to": {"rule": "kind"}})
    parent = _other(act, wanted.get("parent") or unit.parent or "", "parent")
    above = _other(act, wanted.get("reports_to") or unit.reports_to or parent.id, "reports_to")
    for name, other in (("parent", parent), ("reports_to", above)):
        if unit.id in (*other.place.split("/"), *other.path.split("/")):
            raise Problem("invalid", {name: {"rule": "below_itself"}})
    if unit.kind not in people.KINDS_BELOW[parent.kind]:
        raise Problem("invalid", {"parent": {"rule": "kind"}})
    _refuse_line(unit.kind, parent, above)
    _place(act, unit, parent, above)


def _place(act: Act, unit: Unit, parent: Unit, above: Unit | None) -> None:
    """Put a unit, and all below it, under another place and reporting line (``parent`` if None)."""
    above = above or parent
    place, path = f"{parent.place}{unit.id}/", f"{above.path}{unit.id}/"
    below = or_(Unit.place.startswith(unit.place, autoescape=True), Unit.path.startswith(unit.path, autoescape=True))
    for other in act.session.scalars(select(Unit).where(below, Unit.id != unit.id)).all():
        if other.place.startswith(unit.place):
            other.place = place + other.place[len(unit.place) :]
        if other.path.startswith(unit.path):
            other.path = path + other.path[len(unit.path) :]
    unit.parent, unit.reports_to, unit.place, unit.path = parent.id, above.id, place, path


def _refuse_line(kind: str, parent: Unit, above: Unit) -> None:
    """A school reports to its commune or to the province; everything else to its place."""
    allowed = [parent.id]
    if kind == "school":
        allowed = [part for part in parent.place.split("/") if part]
    if above.id not in allowed:
        raise Problem("invalid", {"reports_to": {"rule": "kind"}})


def _heir(act: Act, unit: Unit, id_: str) -> Unit:
    heir = _other(act, id_, "into")
    if heir.kind != "school" or heir.id == unit.id:
        raise Problem("invalid", {"into": {"rule": "kind"}})
    return heir


def _other(act: Act, id_: str, name: str) -> Unit:
    other = act.session.get(Unit, id_)
    if other is None or (other.ended and other.ended <= now()):
        raise Problem("invalid", {name: {"rule": "ended" if other else "unknown"}})
    return other


def _free(session: Database, code: str | None) -> str | None:
    if code and session.scalar(select(Unit.id).where(Unit.code == code)):
        raise Problem("invalid", {"code": {"rule": "unique"}})
    return code or None


def _described(session: Database, found: list[Unit]) -> list[Json]:
    here = or_(Role.until.is_(None), Role.until > now())
    counted = select(Role.unit, func.count(Role.person.distinct())).where(here, Role.since <= now())
    working = dict(session.execute(counted.group_by(Role.unit)).all())
    clusters = dict(session.execute(select(ClusterMember.unit, ClusterMember.cluster)).all())
    return [
        {
            "id": unit.id,
            "parent": unit.parent,
            "reports_to": unit.reports_to,
            "kind": unit.kind,
            "level": unit.level,
            "name": unit.name,
            "aliases": unit.aliases,
            "code": unit.code,
            "version": unit.version,
            "ended": unit.ended,
            "successors": unit.successors,
            "cluster": clusters.get(unit.id),
            "people": working.get(unit.id, 0),
        }
        for unit in found
    ]
