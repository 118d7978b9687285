"""A school never goes on in itself: not at once, not by way of others, not over any days."""

import contextlib
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.access.viewer import viewer_of
from server.audit.actor import Act
from server.audit.append import SYSTEM
from server.models.org import Unit
from server.org import endings
from server.org.people import add_unit
from server.platform.clock import today
from server.platform.database import read, write
from sync.protocol.problems import Problem
from tests.village import Village


@pytest.fixture
def schools(village):
    """Three more schools of the commune."""
    with village.app.app_context(), write() as session:
        made = [add_unit(session, kind="school", name=f"Số {n}", parent=village.commune) for n in range(3)]
    return [village.school.id, *(one.id for one in made)]


def end(client, id_, into, days):
    version = client.get(f"/api/units/{id_}").json["version"]
    day = (today() + timedelta(days=days)).isoformat()
    return client.send("POST", f"/api/units/{id_}/end", {"into": into, "on": day}, version)


@pytest.mark.parametrize("days", [(10, 20), (20, 10), (10, 10), (0, 10), (10, 0)])
def test_two_schools_do_not_end_into_each_other(village: Village, schools, days):
    so = village.client("so")
    one, other, *_ = schools
    assert end(so, one, [other], days[0]).status_code == 200
    back = end(so, other, [one], days[1])
    assert (back.status_code, back.json["fields"]) in (
        (422, {"into": {"rule": "loop"}}),
        (422, {"into": {"rule": "ended"}}),  # it is gone already
    )
    assert (back.json["fields"]["into"]["rule"] == "ended") is (days[0] == 0)


def test_not_by_way_of_others_either(village: Village, schools):
    so = village.client("so")
    a, b, c, d = schools
    assert end(so, a, [b], 30).status_code == 200
    assert end(so, b, [d, c], 20).status_code == 200
    assert end(so, c, [d, a], 10).json["fields"] == {"into": {"rule": "loop"}}
    assert end(so, c, [d], 10).status_code == 200


def test_nor_into_what_will_be_gone_by_then(village: Village, schools):
    so = village.client("so")
    a, b, c, _ = schools
    assert end(so, b, [c], 10).status_code == 200
    assert end(so, a, [b], 10).json["fields"] == {"into": {"rule": "ended"}}
    assert end(so, a, [b], 11).json["fields"] == {"into": {"rule": "ended"}}
    assert end(so, a, [b], 9).status_code == 200


def test_nor_into_itself(village: Village, schools):
    assert end(village.client("so"), schools[0], schools[:1], 5).json["fields"] == {"into": {"rule": "kind"}}


SCHOOLS = 5
TRIES = st.lists(
    st.tuples(
        st.integers(0, SCHOOLS - 1),
        st.lists(st.integers(0, SCHOOLS - 1), min_size=1, max_size=2, unique=True),
        st.integers(0, 6),
    ),
    max_size=12,
)


@pytest.mark.lengthy
def test_whatever_is_tried_no_school_comes_back_to_itself(village: Village):
    """Ended, or to be ended, in any order and on any days, five schools never make a circle."""
    account = village.accounts["so"]

    def attempt(ids, at, into, days):
        with write() as session:
            version = session.get_one(Unit, ids[at]).version
            wanted = {"into": [ids[one] for one in into], "on": today() + timedelta(days=days)}
            endings.end(Act(session, viewer_of(session, account), SYSTEM), ids[at], version, wanted)

    @given(TRIES)
    def no_circle(tries):
        with write() as session:
            ids = [add_unit(session, kind="school", name=f"S{n}", parent=village.commune).id for n in range(SCHOOLS)]
        for one in tries:
            with contextlib.suppress(Problem):
                attempt(ids, *one)
        with read() as session:
            assert not [id_ for id_ in ids if id_ in endings.successors_of(session, [id_], planned=True)]

    with village.app.app_context():
        no_circle()
