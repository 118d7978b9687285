"""Earlier backups of the whole database are put back, phones send again, and each mutation that one of them holds is
found again, and in effect again if it had been: also what met a record that the backup holds approved, and what clones
and rewound phones hold."""

import os
from collections.abc import Iterator

import pytest

from sync.protocol.canonical import canonical
from sync.protocol.transitions import CONTENT_VERBS, REVIEW_VERBS
from tests.backups.drill import Drill
from tests.fixtures.applications import open_app
from tests.promises.lots import PAGES, checks
from tests.promises.model import Entry
from tests.promises.test_nothing_lost import FOR_LEADER
from tests.promises.world import World

PROVE = os.environ.get("LANTOA_PROVE") == "1"
COUNTS = {"sqlite": 300, "postgres": 100} if PROVE else {"sqlite": 6, "postgres": 1}
FAILED = {17: "met-a-period-that-the-backup-holds-closed", 29: "met-a-record-that-its-author-had-withdrawn"}
OTHERS = {"nothing_lost", "clocks_do_not_matter"}  # that phones forget is looked at here; the other plays it twice


def schedules():
    for database, count in COUNTS.items():
        marks = [pytest.mark.prove, pytest.mark.slow, *[pytest.mark.postgres] * (database == "postgres")]
        for seed in range(count):
            yield pytest.param((database, seed), id=f"{database}-{seed}", marks=marks)
    for seed, name in FAILED.items():
        yield pytest.param(("sqlite", seed), id=name, marks=[pytest.mark.slow])


@pytest.fixture
def drill(request, tmp_path):
    """The run of a schedule on a database of its own."""
    database, seed = request.param
    with open_app(request.getfixturevalue(f"{database}_url")) as app:
        app.config |= {"BACKUPS": str(tmp_path / "backups"), "EXPORTS": str(tmp_path / "exports")}
        app.config["PAGES"] = PAGES[seed % len(PAGES)]
        yield Drill(World(app), seed)


def lost(run: Drill) -> Iterator[str]:
    """What a phone holds, or has forgotten because it was safe, and the log does not have."""
    logged = {(entry.person, entry.body) for entry in run.log}
    for (number, id), mutation in run.saved.items():
        phone = run.players[number].phone
        held = {item.id: item for item in (*phone.outbox, *phone.journal, *phone.refused)}
        if id in held and held[id].mutation != mutation:
            yield f"phone {number} saved {mutation} and holds {held[id].mutation}"
        outcome = (held[id].outcome or {}) if id in held else {}
        code = outcome.get("refused", {}).get("code")
        # A restore takes refusals back, too; the phone goes on showing its own.
        shown = code and code not in FOR_LEADER
        if not shown and (phone.account, canonical(mutation)) not in logged:
            yield f"phone {number} saved {mutation}, answered {outcome}, and the log does not have it"


def without_effect(run: Drill) -> Iterator[str]:
    """What a phone knew to be applied before a restore, and the log now holds as refused, but for what the contract
    says: a decision, or a delete, on content that has changed since, and what waited in vain for thirty days.

    A copy of a phone, made before the answer came, does not know, and may be the first to send it again.
    """
    waited: set[tuple[str, bytes]] = set()
    unaware: set[tuple[str, bytes]] = set()
    for account, body, answer in run.exchanges:
        if not account:  # a backup is put back here
            waited.clear()
            unaware.clear()
        for mutation in body.get("mutations", ()):
            key = account, canonical(mutation)
            if answer.get("outcomes", {}).get(mutation["id"], {}).get("wait"):
                waited.add(key)
            if mutation["id"] not in body.get("applied", {}) and copied(run, account):
                unaware.add(key)
    for entry in run.log:
        key = entry.person, entry.body
        if "version" in entry.outcome or key not in run.known or key in waited | unaware:
            continue
        if not decides_on_other(run, entry):
            yield f"{entry.mutation} was applied as {run.known[key]}, and is {entry.outcome}"


def copied(run: Drill, account: str) -> bool:
    """Whether an account has several phones."""
    return sum(player.phone.account == account for player in run.players) > 1


def decides_on_other(run: Drill, entry: Entry) -> bool:
    """Whether it is a decision, or a delete, and the record's content has changed after what its author had seen."""
    mutation, code = entry.mutation, entry.outcome["refused"]["code"]
    if mutation["do"] not in REVIEW_VERBS | {"delete"}:
        return False
    seen, record = int(mutation.get("base", "0.").partition(".")[0]), mutation["record"]
    later = [one for one in run.log if one.rev and one.rev > seen and one.mutation["do"] in CONTENT_VERBS]
    return code == "stale" or any((one.mutation.get("record") or one.mutation["id"]) == record for one in later)


@pytest.mark.parametrize("drill", [*schedules()], indirect=True)
def test_each_mutation_that_a_phone_holds_is_found_again(drill):
    assert drill.restored
    assert drill.faulty == []
    assert list(lost(drill)) == []
    assert list(without_effect(drill)) == []
    found = {name: list(check(drill))[:1] for name, check in checks().items() if name not in OTHERS}
    assert {name: faults for name, faults in found.items() if faults} == {}
