"""What rows show, hold to and come to is the same on the phone as on the server: drawn registers, drawn answers."""

import json
import subprocess
from random import Random
from typing import Any

from server.platform.config import ROOT
from sync.registers import Register, check_submit, flags, load, parse_with_faults, visible_answers
from sync.registers.entry import catalog_entry
from tests.fixtures import expression_trees, trees

WORDS = {"vi": "x", "en": "x"}
KINDS = [{"value": value, "label": WORDS} for value in "abc"]
OF_KINDS = [{"value": f"{value}1", "label": WORDS, "columns": {"of": value}} for value in "abc"]
OUTSIDE = ["=", {"column": "of"}, {"field": "kind"}]
INSIDE = ["selected", {"field": "lines.kinds"}, {"column": "of"}]


def drawn_register(chance: Random) -> Register:
    """A register with rows whose columns hang on each other and on fields outside, and a field that hangs on them."""
    check, when = (within(expression_trees.truth(chance, 2), chance) for _ in range(2))
    inside = [
        {"name": "price", "type": "decimal", "check": check},
        {"name": "kinds", "type": "choices", "choices": KINDS},
        {"name": "count", "type": "integer", "required": True, "when": when},
        {"name": "worth", "type": "decimal", "compute": within(expression_trees.number(chance, 2), chance)},
        {"name": "why", "type": "text", "length": [2, 20], "when": [">", {"field": "lines.worth"}, 1]},
        {"name": "one", "type": "choice", "choices": OF_KINDS, "required": True, "choice_filter": OUTSIDE},
        {"name": "some", "type": "choices", "choices": OF_KINDS, "choice_filter": INSIDE},
    ]
    counted = {"repeat_count": expression_trees.number(chance, 2)} if chance.random() < 0.3 else {}
    fields = [
        {"name": "lines", "type": "rows", **counted, "fields": [{"label": WORDS, **column} for column in inside]},
        {"name": "total", "type": "decimal", "compute": ["sum", {"field": "lines.worth"}]},
        {"name": "more", "type": "text", "required": True, "when": expression_trees.truth(chance, 3)},
    ]
    base = catalog_entry(load(trees.definition()))
    entry = {**base, "fields": [*base["fields"], *({"label": WORDS, **field} for field in fields)]}
    register, faults = parse_with_faults(entry)
    # An expression may compare a choice with what it never is.
    return drawn_register(chance) if faults else register


def within(tree: Any, chance: Random) -> Any:
    """The expression with some of what it asks asked of its own row."""
    if isinstance(tree, dict):
        own = {"count": "lines.price", "weight": "lines.price", "kinds": "lines.kinds"}.get(tree["field"])
        return {"field": own} if own and chance.random() < 0.7 else tree
    return [within(part, chance) for part in tree] if isinstance(tree, list) else tree


def drawn_answers(chance: Random) -> dict[str, Any]:
    given = expression_trees.answers(chance)
    for row in given.get("lines", ()):
        if "price" in row:
            row["price"] = chance.choice([-7, 0, 0.1, 0.125, 2.5, 3])
        row.pop("count", None)
        row |= {"count": 3} if chance.random() < 0.5 else {}
        row |= {"kinds": ["a", "c"]} if chance.random() < 0.5 else {}
        row |= {"one": given.get("kind", "a") + "1"} if chance.random() < 0.9 else {}
        row |= {"some": ["a1"] if chance.random() < 0.8 else ["b1", "c1"]} if chance.random() < 0.4 else {}
        row |= {"why": chance.choice(["a", "vì thế"])} if chance.random() < 0.7 else {}
    return given | ({"more": "thêm"} if chance.random() < 0.5 else {})


def as_json(found: Any) -> str:
    """As JSON of the phone: 3.0 is 3, what is empty is left out, and the order of members is nobody's."""

    def plain(value: Any) -> Any:
        if isinstance(value, dict):
            return {name: plain(one) for name, one in value.items() if one is not None}
        if isinstance(value, list):
            return [plain(one) for one in value]
        return int(value) if isinstance(value, float) and value.is_integer() else value

    return json.dumps(plain(found), ensure_ascii=False, sort_keys=True)


def test_drawn_rows_are_shown_checked_and_worked_out_alike():
    chance = Random(20261130)
    registers = [drawn_register(chance) for _ in range(60)]
    cases = [(chance.choice(registers), drawn_answers(chance)) for _ in range(1_500)]
    there = play(cases)
    here = [(visible_answers(one, data), check_submit(one, data), flags(one, data)) for one, data in cases]
    differ = [
        (case[1], mine, theirs)
        for case, mine, theirs in zip(cases, here, there, strict=True)
        if any(as_json(one) != as_json(other) for one, other in zip(mine, theirs, strict=True))
    ]
    assert differ == []
    faults = [fault for _, found, _ in here for fault in found.values()]
    for rule in ("check", "required", "length", "choices"):
        assert sum(fault["rule"] == rule and "row" in fault for fault in faults) > 20, rule
    assert sum(fault["rule"] == "repeat_count" for fault in faults) > 20
    for flag in ("price", "one", "some"):
        assert sum(f"check:lines.{flag}" in broken for _, _, broken in here) > 20, flag
    assert sum("more" in seen for seen, _, _ in here) > 100


def play(cases: list[tuple[Register, dict[str, Any]]]) -> list[list[Any]]:
    """What the phone makes of each: its answers as they count, faults of a submit, flags."""
    script = str(ROOT / "tests/fixtures/answers.mjs")
    given = json.dumps([[catalog_entry(register, {}), data] for register, data in cases])
    done = subprocess.run(
        ["node", script, str(ROOT / "client")], input=given, stdout=subprocess.PIPE, text=True, check=True
    )
    return json.loads(done.stdout)
