"""What a batch asks of units: whom a unit may score, and what has ended."""

import pytest

from server.log.units import Units
from server.models.org import Cluster, ClusterMember
from server.org.people import add_unit
from server.platform.clock import now
from server.platform.database import write


@pytest.fixture
def units(village):
    """``units(unit)`` reads it; both of the village's schools and a third are in one cluster, another stands alone."""
    with village.app.app_context(), write() as session:
        add_unit(session, kind="school", name="TH lẻ", parent=village.commune)
        village.third = add_unit(session, kind="school", name="TH ba", parent=village.commune)
        cluster = Cluster(id="c", name="Cụm 1")
        session.add(cluster)
        session.flush()
        members = (village.school, village.other, village.third)
        session.add_all(ClusterMember(cluster=cluster.id, unit=unit.id) for unit in members)
        session.flush()
        yield lambda unit: Units(session, [unit.id], now())


def test_a_school_scores_the_others_of_its_cluster_and_the_department_all(village, units):
    assert units(village.school).cluster(village.school.id) == {village.other.id, village.third.id}
    every = {village.school.id, village.other.id, village.third.id}
    assert units(village.province).cluster(village.province.id) == every
    assert units(village.commune).cluster(village.commune.id) == set()


def test_a_school_has_its_own_sites_and_those_of_the_schools_that_went_on_in_it(village, units):
    def sites(*schools):
        return {site for school in schools for site in units(school).sites(school.id)}

    assert len(sites(village.school)) == len(sites(village.other)) == 1
    assert sites(village.school).isdisjoint(sites(village.other))
    assert sites(village.third) == set()


def test_a_unit_that_was_not_read_at_first_has_its_path_and_one_that_is_none_has_none(village, units):
    read = units(village.commune)
    assert read.path(village.school.id) == village.school.path
    assert read.path("none") == ""
