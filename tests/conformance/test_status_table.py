"""The status table, cell by cell: who may move what to where, and the refusal everywhere else."""

import pytest

from .phone_probe import applied, code

MOVES = {
    ("draft", "submit", "gv"): "submitted",
    ("returned", "submit", "gv"): "submitted",
    ("submitted", "withdraw", "gv"): "draft",
    ("submitted", "verify", "ht"): "verified",
    ("submitted", "return", "ht"): "returned",
    ("submitted", "return", "so"): "returned",
    ("verified", "return", "ht"): "returned",
    ("verified", "return", "so"): "returned",
    ("verified", "approve", "so"): "approved",
    ("verified", "reject", "so"): "rejected",
    ("submitted", "reject", "so"): "rejected",
    ("approved", "reopen", "so"): "verified",
    ("rejected", "reopen", "so"): "submitted",
    ("draft", "delete", "gv"): "deleted",
    ("submitted", "delete", "gv"): "deleted",
    ("returned", "delete", "gv"): "deleted",
    ("verified", "delete", "gv"): "deleted",
    ("rejected", "delete", "gv"): "deleted",
    ("submitted", "delete", "ht"): "deleted",
    ("returned", "delete", "ht"): "deleted",
    ("verified", "delete", "ht"): "deleted",
    ("rejected", "delete", "ht"): "deleted",
    ("deleted", "restore", "gv"): "submitted",
    ("draft", "put", "gv"): "draft",
    ("returned", "put", "gv"): "returned",
    ("submitted", "put", "gv"): "submitted",
    ("verified", "put", "gv"): "submitted",
    ("rejected", "put", "gv"): "submitted",
    ("submitted", "put", "ht"): "submitted",
    ("returned", "put", "ht"): "returned",
    ("verified", "put", "ht"): "submitted",
    ("rejected", "put", "ht"): "submitted",
    ("submitted", "submit", "gv"): "submitted",
}
STATUSES = ["draft", "submitted", "verified", "returned", "rejected", "approved", "deleted"]
ROLES = ["gv", "gvb", "ht", "so", "xa", "gv2", "ht2", "admin"]
VERBS = ["submit", "withdraw", "verify", "return", "approve", "reject", "reopen", "delete", "restore", "put"]
EVER = {
    "return": {"ht", "so"},
    "delete": {"gv", "ht"},
    "put": {"gv", "ht"},
    "submit": {"gv"},
    "withdraw": {"gv"},
    "verify": {"ht"},
    "approve": {"so"},
    "reject": {"so"},
    "reopen": {"so"},
}


def refusal(status: str, verb: str, role: str) -> set[str]:
    """What may be answered where the table has no such move."""
    if role in ("gv2", "ht2", "admin") or (status in ("draft", "deleted") and role != "gv"):
        return {"unknown_record"}
    if verb == "restore":  # nobody deleted it: nobody is the one who did, and nothing is there to restore
        return {"forbidden", "bad_transition"}
    if role not in EVER[verb]:
        return {"forbidden"}
    return {"locked"} if status == "approved" and verb in ("put", "delete") else {"bad_transition"}


def mutation(phone, verb: str, record: str, unit: str, base: str) -> dict:
    members = {"put": {"set": {"students": 33}}, "return": {"text": "Xem lại"}}.get(verb, {})
    members = {"text": "Lý do"} if verb in ("reject", "reopen") else members
    return phone.verb(verb, record, unit=unit, base=base, **members)


@pytest.mark.parametrize(("status", "verb", "role"), MOVES)
def test_move(request, stage, status, verb, role):
    record = stage.reach(status)
    phone = request.getfixturevalue(role)
    applied(phone.do(mutation(phone, verb, record, stage.author.unit, stage.author.version(record))))
    watcher = phone if MOVES[status, verb, role] == "deleted" else stage.author
    assert watcher.read(record)["status"] == MOVES[status, verb, role]


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("status", STATUSES)
def test_everything_else_is_refused_and_changes_nothing(request, stage, status, role):
    record = stage.reach(status)
    phone = request.getfixturevalue(role)
    version = stage.author.version(record)
    verbs = [verb for verb in VERBS if (status, verb, role) not in MOVES]
    batch = {verb: mutation(phone, verb, record, stage.author.unit, version) for verb in verbs}
    outcomes = phone.exchange(*batch.values())["outcomes"]
    wrong = {}
    for verb, sent in batch.items():
        if code(outcomes[sent["id"]]) not in refusal(status, verb, role):
            wrong[verb] = (outcomes[sent["id"]], refusal(status, verb, role))
    assert not wrong
    after = stage.author.read(record)
    assert (after["status"], after["version"]) == (status, version)


@pytest.mark.parametrize("verb", ["return", "reject", "reopen"])
def test_a_reason_is_needed(so, stage, verb):
    record = stage.reach("approved" if verb == "reopen" else "submitted")
    base = so.version(record)
    bare = so.verb(verb, record, unit=stage.author.unit, base=base)
    empty = so.verb(verb, record, unit=stage.author.unit, base=base, text="")
    outcomes = so.exchange(bare, empty)["outcomes"]
    assert [code(outcomes[one["id"]]) for one in (bare, empty)] == ["invalid", "invalid"]


def test_submitting_what_is_submitted_takes_no_rev(gv, stage):
    record = stage.reach("submitted")
    before = gv.read(record)
    assert "refused" not in gv.do(gv.verb("submit", record, base=before["version"]))
    after = gv.read(record)
    assert (after["version"], after["status"]) == (before["version"], "submitted")
    assert len(after["history"]) == len(before["history"])
