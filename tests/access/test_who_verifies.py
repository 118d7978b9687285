"""Nobody verifies their own record where the school has another leader to do it."""

import pytest

from tests.village import code


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


def test_with_a_second_leader_it_is_the_second_leaders_to_verify(village, own):
    ht, verify = own
    village.add("pho", "leader", village.school)
    assert code(ht.do(verify)) == "forbidden"
    deputy = village.client("pho")
    assert code(deputy.do(deputy.mutation("verify", record=verify["record"], base=verify["base"]))) is None
