"""Nothing is ever sent under another account's session."""

from collections.abc import Iterator

import pytest

from .schedule import Run
from .world import post


def check(run: Run) -> Iterator[str]:
    for entry in run.log:
        part = run.context(entry.mutation["id"]).part
        if entry.person != run.school.people[part].id:
            yield f"{entry.mutation['id']} was saved by {part} and is in the log as {entry.person}'s"


def test_authorship(faults):
    assert not faults("authorship")


def test_a_phone_does_not_speak_through_another_account(world):
    run = Run(world, seed=0, steps=[])
    phone = run.players[0].phone
    phone.put(run.school.unit, form="probe_direct@1", set={"note": "của tôi"})
    phone.transport = run.school.transports["leader"]
    with pytest.raises(ValueError, match="another account"):
        phone.exchange()
    assert not run.world.log(run.school.unit)


@pytest.mark.parametrize("named", ["author", "leader"])
def test_a_cookie_opens_its_own_account_alone(world, named):
    school = world.school()
    account, cookie = school.people[named].id, school.people["author" if named == "leader" else "leader"].cookie
    body = {"protocol": 1, "nonce": "a", "mutations": []}
    assert post(world.app, account, cookie, body)[0] == 401
