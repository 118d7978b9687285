"""Whom a unit may score: the other schools of its cluster."""

from collections.abc import Collection

from sqlalchemy import Select, select

from server.models.org import ClusterMember


def peers_of(units: Collection[str], department: bool) -> Select[str]:
    """The ids of the schools that share a cluster with one of ``units``; for the ``department``, of all in any."""
    schools = select(ClusterMember.unit)
    if department:
        return schools
    clusters = select(ClusterMember.cluster).where(ClusterMember.unit.in_(units))
    return schools.where(ClusterMember.cluster.in_(clusters), ClusterMember.unit.not_in(units))
