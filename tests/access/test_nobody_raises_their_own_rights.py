"""Whatever people try on each other's roles, nobody comes out higher than they went in, by themselves or by friends."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.access.people import HEIGHT, appoints, employs, enables, governs, height, resets, suspends
from server.access.viewer import Grant, Viewer
from tests.fixtures.days import day_in

LINES = {
    "so": "/so/",
    "xa": "/so/xa/",
    "xb": "/so/xb/",
    "a": "/so/xa/a/",
    "b": "/so/xa/b/",
    "c": "/so/xb/c/",
    "d": "/so/d/",
}
PLACES = {"teacher": "abcd", "leader": "abcd", "commune": ("xa", "xb"), "department": ("so",), "admin": ("so",)}


@st.composite
def grants(draw, roles=tuple(PLACES)):
    role = draw(st.sampled_from(roles))
    unit = draw(st.sampled_from(PLACES[role]))
    return Grant(unit, role, LINES[unit], role == "leader" and draw(st.booleans()))


people = st.lists(grants(), max_size=3).map(lambda held: tuple(sorted(set(held))))


def viewer(account, held):
    return Viewer(account, account, held)


def may_give(giver, account, held, wanted):
    return appoints(giver, wanted) and employs(giver, account, held)


@given(people, grants())
def test_nobody_gives_themselves_anything(held, wanted):
    me = viewer("me", held)
    assert not may_give(me, "me", held, wanted)
    assert not governs(me, "me", held)
    assert not resets(me, "me", held, [])


@given(people, people, grants())
def test_a_role_that_is_given_is_lower_than_the_givers_and_within_their_reach(mine, theirs, wanted):
    me = viewer("me", mine)
    if not may_give(me, "them", theirs, wanted) or me.has("admin"):
        return
    if wanted.deputy:
        leads = any(grant.role == "leader" and grant.unit == wanted.unit and not grant.deputy for grant in mine)
        assert leads or HEIGHT["leader"] < height(mine)
    else:
        assert HEIGHT[wanted.role] < height(mine)
    assert any(grant.role == "department" or wanted.path.startswith(grant.path) for grant in mine)


@given(people, people)
def test_somebody_is_renamed_from_above_alone(mine, theirs):
    if governs(viewer("me", mine), "them", theirs):
        assert height(theirs) < height(mine)
        reached = any(grant.role in ("department", "admin") for grant in mine)
        assert reached or any(role.path.startswith(grant.path) for grant in mine for role in theirs)


@given(people, people, st.sets(st.sampled_from(sorted(LINES.items()))))
def test_a_password_is_reset_from_above_all_that_it_opens(mine, theirs, worked):
    me = viewer("me", mine)
    if not resets(me, "them", theirs, worked):
        return
    assert governs(me, "them", theirs)
    if not any(grant.role in ("department", "admin") for grant in mine):
        opened = [role.path for role in theirs] + [path for _, path in worked]
        assert all(any(path.startswith(grant.path) for grant in mine if grant.role != "teacher") for path in opened)


@given(
    st.lists(people, min_size=2, max_size=4),
    st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3), grants()), max_size=12),
)
def test_friends_together_do_not_rise(crew, tries):
    """Roles that a crew without an administrator gives each other, by turns: none rises above the crew's highest."""
    crew = [tuple(one for one in held if one.role != "admin") for held in crew]
    highest = max(height(held) for held in crew)
    permanent = {grant for held in crew for grant in held if grant.role == "leader" and not grant.deputy}
    for by, to, wanted in tries:
        by, to = by % len(crew), to % len(crew)
        if by != to and may_give(viewer(str(by), crew[by]), str(to), crew[to], wanted):
            crew[to] = (*crew[to], wanted)
    assert max(height(held) for held in crew) <= highest
    if highest <= HEIGHT["leader"]:
        assert {grant for held in crew for grant in held if grant.role == "leader" and not grant.deputy} <= permanent


@given(people, people, people)
def test_an_account_is_disabled_from_above_alone_and_enabled_by_nobody_lower_than_who_disabled_it(mine, theirs, other):
    me = viewer("me", mine)
    assert not suspends(me, "me", mine)
    if suspends(me, "them", theirs):
        assert height(theirs) < height(mine)
        assert enables(me, "them", theirs, []) is True
        assert enables(me, "them", theirs, other) is (height(other) <= height(mine))
    else:
        assert not enables(me, "them", theirs, [])


@given(people, people, grants())
def test_no_school_takes_in_a_stranger(mine, theirs, wanted):
    me = viewer("me", mine)
    if height(mine) <= HEIGHT["leader"] and theirs and may_give(me, "them", theirs, wanted):
        assert {role.unit for role in theirs} <= {grant.unit for grant in mine}


ROLES = {"gvb": "teacher", "ht": "leader", "xa": "commune", "so": "department", "admin": "admin"}
GIVERS = {"gv": set(), "ht": {"teacher"}, "xa": {"teacher", "leader"}, "so": {"teacher", "leader", "commune"}}
GIVERS["admin"] = set(HEIGHT)


@pytest.mark.parametrize("giver", GIVERS)
def test_the_server_asks_that_table(village, giver):
    """Each role tried on oneself, on a new account, and on a colleague; a code for each."""
    client = village.client(giver)
    units = {"commune": village.commune, "department": village.province, "admin": village.province}
    for role in HEIGHT:
        unit = units.get(role, village.school).id
        own = client.send(
            "POST", f"/api/people/{client.account}/roles", {"unit": unit, "role": role, "until": day_in(3)}, 1
        )
        assert own.status_code == 403, (giver, role, own.text)
        body = {"name": "Mới", "username": f"moi.{giver}.{role}", "role": {"unit": unit, "role": role}}
        status = client.send("POST", "/api/people", body).status_code
        assert status == (201 if role in GIVERS[giver] else 403), (giver, role)
    for name, role in {"gvb": "teacher", "ht": "leader", "xa": "commune", "so": "department", "admin": "admin"}.items():
        told = client.send("POST", f"/api/people/{village.accounts[name]}/code", {})
        lower = (
            HEIGHT[role]
            < HEIGHT[{"gv": "teacher", "ht": "leader", "xa": "commune", "so": "department"}.get(giver, "admin")]
        )
        assert (told.status_code == 201) is (lower and giver != "gv"), (giver, name)
