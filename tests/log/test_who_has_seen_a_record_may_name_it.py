"""A record may be named by whose unit or author sees it or has seen it: in every way in which records are seen."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from server.models.org import Person, Role
from server.org.people import give_role
from server.platform.clock import now
from server.platform.database import write
from tests.village import code


@pytest.fixture
def model(village):
    """``model(by)``: one that its leader has submitted; with ``then=None``, that is a draft."""

    def _model(by="ht", then="submit"):
        leader = village.client(by)
        answers = {"kind": "library", "name": "Thư viện thân thiện"}
        made = leader.mutation(
            "put", form="model@1", period="2026-2027", set=answers, **({"then": then} if then else {})
        )
        assert code(leader.do(made)) is None
        return made["id"]

    return _model


def names(client, model):
    """Whether an activity in the client's unit that names it can be submitted."""
    answers = {"model": model, "title": "Tiết đọc", "students": 24, "date": "2026-10-05"}
    outcome = client.do(client.mutation("put", form="activity@1", set=answers, then="submit"))
    assert code(outcome) in (None, "invalid"), outcome
    return code(outcome) is None


def moves(village, name, unit, role="teacher"):
    """Somebody's role ends and another begins, an hour ago."""
    with village.app.app_context(), write() as session:
        person = session.get_one(Person, village.accounts[name])
        for held in session.scalars(select(Role).where(Role.person == person.id)):
            held.since, held.until = now() - timedelta(days=2), now() - timedelta(hours=1)
        give_role(session, person, unit, role, since=now() - timedelta(hours=1))


def test_who_has_moved_names_what_they_saw_in_their_old_school(village, model):
    old = model()
    other = village.client("gv2")
    assert not names(other, old)
    moves(village, "gv", village.other)
    moved = village.client("gv")
    moved.unit = village.other.id
    assert names(moved, old)


def test_who_was_an_officer_names_what_they_saw_below_them_and_no_more(village, model):
    for name, to in (("xa2", village.other), ("xa3", village.school)):
        village.add(name, "commune", village.commune)
        moves(village, name, to)
    below, beyond = village.client("xa2"), village.client("xa3")
    below.unit = village.other.id
    assert names(below, model("ht"))
    assert not names(beyond, model("ht2"))


def test_a_colleagues_draft_is_not_named(village, model):
    assert not names(village.client("gv"), model(then=None))
    assert names(village.client("gv"), model())


def test_a_successors_people_name_what_the_school_that_ended_had(village, model):
    old, so = model(), village.client("so")
    assert not names(village.client("gv2"), old)
    version = so.get(f"/api/units/{village.school.id}").json["version"]
    ended = so.send("POST", f"/api/units/{village.school.id}/end", {"into": [village.other.id]}, version)
    assert ended.status_code == 200, ended.text
    assert names(village.client("gv2"), old)
