"""Clusters (cụm thi đua): groups of schools that the department keeps. A school is in one at most."""

from typing import TypedDict

from sqlalchemy import delete, select
from sqlalchemy.orm import Session as Database

from server.access.people import units_looked_after
from server.access.units import arranges
from server.access.viewer import Viewer
from server.audit.actor import Act
from server.models.org import Cluster, ClusterMember, Unit
from server.org.people import new_id
from sync.protocol.ids import is_uuid
from sync.protocol.problems import Problem
from sync.vietnamese import sort_key


class ClusterEntry(TypedDict):
    """A cluster, with the ids of its schools in ``units``. Whoever changes it sends the ``version`` that they saw."""

    id: str
    name: str
    version: int
    units: list[str]


class ClusterList(TypedDict):
    """Clusters, sorted by name."""

    clusters: list[ClusterEntry]


def list_clusters(session: Database, viewer: Viewer) -> ClusterList:
    """The clusters that the viewer may see, sorted by name: the department and administrators see all, others those
    with a school whose people they look after."""
    members: dict[str, list[str]] = {}
    for unit, cluster in session.execute(
        select(ClusterMember.unit, ClusterMember.cluster).order_by(ClusterMember.unit)
    ):
        members.setdefault(cluster, []).append(unit)
    own = set(session.scalars(select(ClusterMember.cluster).where(ClusterMember.unit.in_(units_looked_after(viewer)))))
    return {
        "clusters": [
            {"id": one.id, "name": one.name, "version": one.version, "units": members.get(one.id, [])}
            for one in sorted(session.scalars(select(Cluster)), key=lambda one: (sort_key(one.name), one.id))
            if one.id in own or arranges(viewer)
        ]
    }


def create(act: Act, name: str, units: list[str]) -> Cluster:
    """Make a cluster of the schools with the ids ``units``; each leaves the cluster that it was in. Problem
    ``forbidden``, or ``invalid`` if one of them is not a school."""
    _refuse_strangers(act)
    cluster = Cluster(id=new_id(), name=name.strip(), version=1)
    act.session.add(cluster)
    act.session.flush()
    _fill(act, cluster, units)
    act.record("cluster.create", ("cluster", cluster.id), None, name=cluster.name, units=units)
    return cluster


def change(act: Act, id_: str, version: int, name: str | None, units: list[str] | None) -> Cluster:
    """Give a cluster another name, other schools, or both; None leaves one as it is. Each school leaves the cluster
    that it was in. ``version``: the one that the caller saw.

    Problem ``not_found``, ``forbidden``, ``changed_meanwhile``, or ``invalid`` if one of ``units`` is not a school.
    """
    cluster = _lock(act, id_, version)
    former = cluster.name
    cluster.name = (name or cluster.name).strip()
    if units is not None:
        _fill(act, cluster, units)
    act.record("cluster.change", ("cluster", id_), None, was=former, name=cluster.name, units=units)
    return cluster


def remove(act: Act, id_: str, version: int) -> None:
    """Delete a cluster; its schools are then in none. ``version``: the one that the caller saw. Problem ``not_found``,
    ``forbidden``, ``changed_meanwhile``."""
    cluster = _lock(act, id_, version)
    act.session.execute(delete(ClusterMember).where(ClusterMember.cluster == id_))
    act.record("cluster.delete", ("cluster", id_), None, name=cluster.name)
    act.session.delete(cluster)


def _lock(act: Act, id_: str, version: int) -> Cluster:
    _refuse_strangers(act)
    cluster = act.session.get(Cluster, id_, with_for_update=True) if is_uuid(id_) else None
    if cluster is None:
        raise Problem("not_found")
    if cluster.version != version:
        raise Problem("changed_meanwhile", {"version": {"rule": "now", "value": cluster.version}})
    cluster.version += 1
    return cluster


def _fill(act: Act, cluster: Cluster, units: list[str]) -> None:
    schools = set(act.session.scalars(select(Unit.id).where(Unit.id.in_(units), Unit.kind == "school")))
    if schools != set(units):
        raise Problem("invalid", {"units": {"rule": "kind"}})
    here = (ClusterMember.cluster == cluster.id) | ClusterMember.unit.in_(units)
    act.session.execute(delete(ClusterMember).where(here))
    act.session.add_all(ClusterMember(unit=unit, cluster=cluster.id) for unit in sorted(schools))


def _refuse_strangers(act: Act) -> None:
    if not arranges(act.viewer):
        raise Problem("forbidden")
