"""Who takes up a school's model is heard of by that school's people, by the register's own definition, and by no
other."""

import pytest

from server.platform.config import ROOT
from tests.fixtures.applications import open_app
from tests.journeys.place import Place
from tests.notices.inbox import heard, inbox


@pytest.fixture
def place(database_url):
    with open_app(database_url, REGISTERS=[ROOT / "server" / "registers" / "definitions"]) as app:
        yield Place(app)


def register(place, who, then="submit", **values):
    leader = place.client(who)
    put = leader.mutation("put", form="model@2", period=place.year, set=values) | ({"then": then} if then else {})
    assert "refused" not in leader.do(put)
    return put["id"]


def approve(place, who, record):
    place.act(place.client(who), "verify", record)
    place.act(place.officer, "approve", record)


def a_minute_later(place):
    place.app.extensions.pop("kept_takers", None)


@pytest.fixture
def source(place):
    id_ = register(place, "ht", kind="traffic", name="Cổng trường an toàn")
    approve(place, "ht", id_)
    return id_


def test_the_first_schools_people_hear_which_school_it_was(place, source):
    register(place, "ht2", kind="traffic", name="Của trường bạn", replicates=source)
    for name in ("ht", "gv", "gvb"):
        [one] = inbox(place, name, "taken_up")
        assert (one["by"], one["record"], one["title"]) == (place.other.name, source, "Cổng trường an toàn")
        assert (one["unit"], one["needs"]) == (place.school.id, False)
        assert "Của trường bạn" not in str(one)
    for name in ("ht2", "gv2", "xa", "so", "admin"):
        assert heard(place, name, "taken_up") == [], name


def test_a_draft_and_one_taken_back_tell_nobody(place, source):
    id_ = register(place, "ht2", then=None, kind="traffic", replicates=source, name="Nháp")
    assert heard(place, "ht", "taken_up") == []
    leader = place.client("ht2")
    assert "refused" not in leader.do(leader.mutation("submit", record=id_, base=leader.read(id_)["version"]))
    a_minute_later(place)
    assert heard(place, "ht", "taken_up") == ["taken_up"]
    assert "refused" not in leader.do(leader.mutation("withdraw", record=id_, base=leader.read(id_)["version"]))
    a_minute_later(place)
    assert heard(place, "ht", "taken_up") == []


def test_another_kind_or_ones_own_school_is_no_taking_up(place, source):
    register(place, "ht2", kind="garden", name="Khác loại", replicates=source)
    register(place, "ht", kind="traffic", name="Năm nay nữa", replicates=source)
    assert heard(place, "ht", "taken_up") == []


def test_approved_later_it_is_the_same_notice(place, source):
    id_ = register(place, "ht2", kind="traffic", name="Của trường bạn", replicates=source)
    [first] = inbox(place, "ht", "taken_up")
    assert place.client("ht").post("/api/notices/read", {"notices": [first["id"]]}).status_code == 204
    approve(place, "ht2", id_)
    a_minute_later(place)
    [again] = inbox(place, "ht", "taken_up")
    assert (again["id"], again["read"]) == (first["id"], True)
