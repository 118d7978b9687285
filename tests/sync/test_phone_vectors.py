"""The phone against sync/vectors/overlay.json, which the browser's client plays too."""

import json
from functools import reduce
from pathlib import Path
from typing import Any

import pytest

from sync.phone import Phone
from sync.phone.answer import apply
from sync.phone.outbox import enqueue
from sync.phone.overlay import lay
from sync.phone.state import State, dump, load

VECTORS = json.loads((Path(__file__).parents[2] / "sync/vectors/overlay.json").read_text())


def each(part: str):
    return pytest.mark.parametrize("case", [pytest.param(case, id=case["name"]) for case in VECTORS[part]])


def part_of(found: Any, expected: Any) -> Any:
    """What of ``found`` the vector names: an item's unnamed members are the phone's own affair."""
    if isinstance(expected, list) and expected and isinstance(expected[0], dict) and "mutation" in expected[0]:
        pairs = [*zip(found, expected, strict=False)]
        return [{name: item[name] for name in wanted} for item, wanted in pairs] + list(found[len(pairs) :])
    return list(found) if isinstance(found, tuple) else found


@each("cases")
def test_a_queue_is_laid_over_a_copy(case):
    before = json.dumps(case["copy"])
    shown = reduce(lambda copy, mutation: lay(copy, mutation, case["account"]), case["queue"], case["copy"])
    assert shown == case["shown"]
    assert json.dumps(case["copy"]) == before


@each("settle")
def test_an_answer_is_applied(case):
    after = dump(apply(load(case["phone"]), case["answer"], case["now"]))
    assert {name: part_of(after[name], expected) for name, expected in case["after"].items()} == case["after"]


@each("fold")
def test_an_edit_joins_the_outbox(case):
    state = load({"account": "me", "outbox": case["outbox"]})
    state, _ = enqueue(state, case["edit"])
    assert part_of(dump(state)["outbox"], case["outbox_after"]) == case["outbox_after"]


@each("bases")
def test_an_edit_names_what_it_had_seen(case):
    phone = Phone.load(case["phone"], lambda body: (503, {}, b""))
    before = len(phone.outbox)
    phone.put(**case["edit"])
    own = ("id", "at", "do", "unit", "record")
    made = [dict(item.mutation) for item in phone.outbox[before:]]
    ids = [mutation["id"] for mutation in made]
    assert [mutation.get("after") for mutation in made[1:]] == ids[:-1]
    for mutation, expected in zip(made, case["puts"], strict=False):
        dropped = own if "after" in expected else (*own, "after")
        assert {name: held for name, held in mutation.items() if name not in dropped} == expected
    assert len(made) == len(case["puts"])


def test_a_state_survives_being_written_down():
    state = State("me", ("unit",))
    assert load(json.loads(json.dumps(dump(state)))) == state


@each("batches")
def test_requests_name_the_mutations_in_their_order(case):
    rounds, named = iter(case["rounds"]), []

    def transport(body):
        named.append([mutation["id"] for mutation in body.get("mutations", ())])
        reply = next(rounds)
        if "status" in reply:
            code = {400: "malformed", 413: "too_large"}[reply["status"]]
            return reply["status"], {}, json.dumps({"status": reply["status"], "code": code}).encode()
        answer = {"nonce": body["nonce"], "cursor": "c", "more": True, "outcomes": reply["outcomes"]}
        return 200, {}, json.dumps(answer).encode()

    state = {"account": "me", "scopes": [case["outbox"][0]["mutation"]["unit"]], "outbox": case["outbox"]}
    if "batch_count" in case:
        state["batch_count"] = case["batch_count"]
    phone = Phone.load(state, transport)
    for _ in case["rounds"]:
        phone.exchange()
    assert named == [reply["names"] for reply in case["rounds"]]
    assert [item.id for item in phone.refused] == case["refused"]
    assert [item.id for item in phone.outbox] == case["left"]
