"""The schools that a school may score: the others in its cluster."""

from collections.abc import Collection

from sqlalchemy import Select, select

from server.models.org import ClusterMember


def peers_of(units: Collection[str], department: bool) -> Select[str]:
    """A sub-query of the ids of the schools that are in a cluster together with one of ``units``, without ``units``
    themselves; with ``department``, of all schools that are in any cluster."""
    schools = select(ClusterMember.unit)
    if department:
        return schools
    clusters = select(ClusterMember.cluster).where(ClusterMember.unit.in_(units))
    return schools.where(ClusterMember.cluster.in_(clusters), ClusterMember.unit.not_in(units))
