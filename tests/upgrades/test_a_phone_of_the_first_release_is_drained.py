"""The reference phone as the first release left it, before an upgraded server: nothing lost, nothing doubled."""

from collections import Counter
from typing import Any

import pytest

from sync.phone import Phone
from tests.upgrades.first_release import TAG, json_of
from tests.village import SAME_ORIGIN, Client

SAVED = json_of("phone")
STATE = SAVED["state"]
UNSENT = [item["mutation"] for item in STATE["outbox"]]


@pytest.fixture
def transport(upgraded):
    """The phone's way to the server: its own session of then, no new one."""
    http = upgraded.test_client(use_cookies=False)
    headers = SAME_ORIGIN | {"X-Account": STATE["account"], "Cookie": SAVED["cookie"]}

    def send(body: Any):
        answer = http.post("/api/sync", json=body, headers=headers)
        return answer.status_code, dict(answer.headers), answer.data

    return send


@pytest.fixture
def phone(transport):
    return Phone.load(STATE, transport)


@pytest.fixture
def teacher(upgraded):
    return Client.sign_in(upgraded, f"gv.{TAG}", SAVED["unit"])


def record_of(mutation: dict[str, Any]) -> str:
    return mutation.get("record", mutation["id"])


def test_the_outbox_empties_and_each_mutation_is_in_the_log_once(phone, transport, teacher, upgraded):
    assert phone.sync(), phone.problem
    assert phone.all_sent
    assert [item.id for item in phone.refused] == [item["mutation"]["id"] for item in STATE["refused"]]
    kept = Counter(item.id for item in phone.journal)
    assert kept == Counter(item["mutation"]["id"] for held in ("journal", "outbox") for item in STATE[held])

    # Its past, or its clone, sends all of it again.
    again = Phone.load(STATE, transport)
    assert again.sync(), again.problem
    assert again.all_sent
    history = [entry["id"] for one in {record_of(m) for m in UNSENT} for entry in teacher.read(one)["history"]]
    assert {m["id"]: history.count(m["id"]) for m in UNSENT} == {m["id"]: 1 for m in UNSENT}
    assert upgraded.test_cli_runner().invoke(args=["check"]).stdout == "0 differences\n"


def test_what_its_owner_wrote_is_what_the_school_reads(phone, teacher):
    shown = {one: phone.show(one)["data"] for one in {record_of(m) for m in UNSENT} - {SAVED["shared"]}}
    assert phone.sync(), phone.problem
    for record, data in shown.items():
        held = teacher.read(record)["data"]
        assert {name: held.get(name) for name in data} == data
    for record in ("apart", "frozen", "returned"):
        assert teacher.read(SAVED[record])["status"] == "submitted"

    # A colleague changed the same answer meanwhile: it stands, and the other beside it.
    [mine] = [m["id"] for m in UNSENT if record_of(m) == SAVED["shared"]]
    shared = teacher.read(SAVED["shared"])
    assert shared["data"]["students"] == 27
    assert {id_: one["value"] for id_, one in shared["conflicts"]["students"].items()} == {mine: 33}

    assert phone.copies.keys() >= STATE["copies"].keys()
    for record, copy in phone.copies.items():
        seen = teacher.read(record)
        for name in ("version", "status", "data", "period"):
            assert copy.get(name) == seen.get(name), (record, name)
