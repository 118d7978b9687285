"""Earlier backups of the whole database are put back, phones send again, and each mutation that one of them holds is
found again: also what met a record that the backup holds approved, and what clones and rewound phones hold."""

import os
from collections.abc import Iterator

import pytest

from sync.protocol.canonical import canonical
from tests.backups.drill import Drill
from tests.fixtures.applications import open_app
from tests.promises.lots import PAGES, checks
from tests.promises.test_nothing_lost import FOR_LEADER
from tests.promises.world import World

PROVE = os.environ.get("LANTOA_PROVE") == "1"
COUNTS = {"sqlite": 300, "postgres": 100} if PROVE else {"sqlite": 6, "postgres": 1}
OTHERS = {"nothing_lost", "clocks_do_not_matter"}  # that phones forget is looked at here; the other plays it twice


def schedules():
    for database, count in COUNTS.items():
        marks = [pytest.mark.prove, pytest.mark.slow, *[pytest.mark.postgres] * (database == "postgres")]
        for seed in range(count):
            yield pytest.param((database, seed), id=f"{database}-{seed}", marks=marks)


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


@pytest.mark.parametrize("drill", [*schedules()], indirect=True)
def test_each_mutation_that_a_phone_holds_is_found_again(drill):
    assert drill.restored
    assert drill.faulty == []
    assert list(lost(drill)) == []
    found = {name: list(check(drill))[:1] for name, check in checks().items() if name not in OTHERS}
    assert {name: faults for name, faults in found.items() if faults} == {}
