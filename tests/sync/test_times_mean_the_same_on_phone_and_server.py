"""A time, a day with a time and a barcode are taken by the phone where the server takes them: drawn, nearly right."""

import json
import subprocess
from random import Random
from typing import Any

from server.platform.config import ROOT
from sync.registers import check_submit, parse
from sync.registers.field import LATER, TREES
from tests.sync.test_check_vectors import VECTORS
from tests.sync.test_rows_mean_the_same_on_phone_and_server import as_json, play

REGISTER = parse(VECTORS["registers"]["clocks"])
RIGHT = ["07:15", "23:59", "2026-11-30T14:30", "2028-02-29T00:00", "0001-01-01T00:00", "9999-12-31T23:59", "89345631"]
SIGNS = "0123456789:-T+Z .h\n０٣"


def nearly(chance: Random) -> Any:
    """What is right, or differs from it by a sign or two."""
    signs = list(chance.choice(RIGHT))
    for _ in range(chance.randint(0, 2)):
        at = chance.randrange(len(signs) + 1)
        signs[at : at + chance.randint(0, 1)] = chance.choices(SIGNS, k=chance.randint(0, 1))
    return "".join(signs) if chance.random() < 0.98 else chance.choice([715, True, ["07:15"], {}, 7.5])


def drawn(chance: Random) -> dict[str, Any]:
    row = {"id": "r1"} | {name: nearly(chance) for name in ("at", "moment", "code") if chance.random() < 0.6}
    given = {name: nearly(chance) for name in ("opens", "shuts", "held", "tag", "short") if chance.random() < 0.8}
    return given | {"visits": [row], "late": "x", "soon": True}


def test_drawn_times_and_barcodes_are_taken_and_compared_alike():
    chance = Random(20261130)
    cases = [(REGISTER, drawn(chance)) for _ in range(6_000)]
    here = [check_submit(REGISTER, data) for _, data in cases]
    there = [faults for _, faults, _ in play(cases)]
    differ = [
        (case[1], one, other)
        for case, one, other in zip(cases, here, there, strict=True)
        if as_json(one) != as_json(other)
    ]
    assert differ == []
    taken = [
        data[name]
        for (_, data), faults in zip(cases, here, strict=True)
        for name in ("opens", "held")
        if name in data and name not in faults
    ]
    assert len({*taken}) > 60
    assert sum(faults.get("shuts", {}).get("rule") == "check" for faults in here) > 50


def test_the_phone_knows_all_that_a_register_may_need():
    script = str(ROOT / "tests/fixtures/needs.mjs")
    needs = [*LATER, *TREES, "expressions", "columns", "column_filter", "sound"]
    done = subprocess.run(
        ["node", script, str(ROOT / "client")], input=json.dumps(needs), stdout=subprocess.PIPE, text=True, check=True
    )
    assert json.loads(done.stdout) == [*[False] * (len(needs) - 1), True]


def test_a_register_names_the_types_that_an_older_phone_does_not_know():
    assert REGISTER.needs == ("barcode", "check", "datetime", "time", "when")
    fields = VECTORS["registers"]["clocks"]["fields"]
    rows_alone = parse({**VECTORS["registers"]["clocks"], "fields": [one for one in fields if one["type"] == "rows"]})
    assert rows_alone.needs == ("barcode", "datetime", "time")
