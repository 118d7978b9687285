"""Nobody verifies their own record where the school has another leader to do it."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from server.models.org import Person, Role
from server.platform.clock import now
from server.platform.database import write
from tests.village import code

DAY = timedelta(days=1)


@pytest.fixture
def own(village):
    ht = village.client("ht")
    made = ht.mutation(
        "put", form="model@1", period="2026-2027", then="submit", set={"kind": "own", "name": "Tiếng trống học bài"}
    )
    outcome = ht.do(made)
    assert code(outcome) is None
    return ht, ht.mutation("verify", record=made["id"], base=outcome["version"])


def test_the_only_leader_verifies_the_own_record(own):
    ht, verify = own
    assert code(ht.do(verify)) is None


AUTHOR = ["comment", "delete", "withdraw"]


def test_the_only_leader_does_all_with_the_own_record_that_any_author_may(village, own):
    """Verifying it is one thing more, and takes nothing away."""
    ht, verify = own
    record = verify["record"]
    assert ht.read(record)["may"] == sorted([*AUTHOR, "return", "verify"])
    back = ht.mutation("withdraw", record=record, base=verify["base"])
    assert code(ht.do(back)) is None
    assert ht.read(record)["status"] == "draft"
    assert code(ht.do(ht.mutation("submit", record=record, after=back["id"]))) is None
    version = ht.read(record)["version"]
    assert code(ht.do(ht.mutation("verify", record=record, base=version))) is None
    assert ht.read(record)["may"] == ["comment", "delete", "return"]
    assert code(ht.do(ht.mutation("delete", record=record, base=ht.read(record)["version"]))) is None


def test_with_a_second_leader_it_is_the_second_leaders_to_verify(village, own):
    ht, verify = own
    village.add("pho", "leader", village.school)
    assert code(ht.do(verify)) == "forbidden"
    deputy = village.client("pho")
    assert code(deputy.do(deputy.mutation("verify", record=verify["record"], base=verify["base"]))) is None


@pytest.mark.parametrize(("since", "until"), [(-9, -1), (3, None)], ids=["who has left", "who is yet to come"])
def test_another_leader_counts_while_they_lead(village, own, since, until):
    """The own record waits for its author again once the other leader is gone, and until the next one comes."""
    ht, verify = own

    def waits() -> bool:
        return verify["record"] in [one["id"] for one in ht.get("/api/records?for=me").json["records"]]

    assert waits()
    village.add("pho", "leader", village.school)
    assert not waits()
    with village.app.app_context(), write() as session:
        role = session.scalars(select(Role).where(Role.person == village.accounts["pho"])).one()
        role.since = now() + since * DAY
        role.until = None if until is None else now() + until * DAY
    assert waits()
    assert code(ht.do(verify)) is None


def test_a_leader_whose_account_is_not_active_is_none_to_wait_for(village, own):
    ht, verify = own
    village.add("pho", "leader", village.school)
    assert code(ht.do(verify)) == "forbidden"
    with village.app.app_context(), write() as session:
        session.get_one(Person, village.accounts["pho"]).active = False
    assert code(ht.do(ht.mutation("verify", record=verify["record"], base=verify["base"]))) is None


def test_of_a_school_that_has_ended_the_successors_leaders_verify(village, own):
    """Its author leads on in the successor, where somebody else does, too: that one verifies."""
    ht, verify = own
    so = village.client("so")
    version = so.get(f"/api/units/{village.school.id}").json["version"]
    ended = so.send("POST", f"/api/units/{village.school.id}/end", {"into": [village.other.id]}, version)
    assert ended.status_code == 200, ended.text
    assert "verify" not in ht.read(verify["record"])["may"]
    successor = village.client("ht2")
    again = ht.mutation("verify", record=verify["record"], base=verify["base"])
    assert code(successor.do(again)) is None
