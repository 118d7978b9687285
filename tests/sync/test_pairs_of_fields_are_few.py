"""A register may name pairs of fields that are kept together: of choices, few, and beside the fields themselves."""

from copy import deepcopy

import pytest

from server.registers.messages import vietnamese
from sync.registers import catalog_entry, compatible, contributions, parse
from tests.sync.test_register_language import WORDS, faults

CHOICES = [{"value": f"v{number}", "label": WORDS} for number in range(11)]
FIELDS = [
    {"name": "day", "type": "date", "label": WORDS, "required": True},
    {"name": "many", "type": "choices", "label": WORDS, "choices": CHOICES},
    {"name": "more", "type": "choice", "label": WORDS, "choices": CHOICES},
    {"name": "few", "type": "choice", "label": WORDS, "choices": CHOICES[:2]},
    {"name": "done", "type": "yesno", "label": WORDS},
    {"name": "who", "type": "person", "label": WORDS},
]


def register(*by, **more):
    measure = {"key": "x", "label": WORDS, "kind": "count", "by": list(by)} | more
    return {
        "key": "pairs",
        "version": 1,
        "title": WORDS,
        "by": ["teacher"],
        "period": "event",
        "period_from": "day",
        "review": ["department"],
        "fields": deepcopy(FIELDS),
        "measures": [measure],
    }


FAULTY = [
    (register("few", ["few", "done"]), "measures.x.by: 'done' stands in a pair alone; name it by itself, too"),
    (register("few", "who", ["few", "who"]), "measures.x.by: a pair is of choices and yes or no; 'who' is person"),
    (
        register("many", "more", ["many", "more"]),
        "measures.x.by: 'many' and 'more' have 121 pairs of values; no more than 100 are kept",
    ),
    (register("few", "done", ["few"]), "measures.x.by: must be a list of fields' names, or of pairs of them"),
    (register("few", ["few", "few"]), "measures.x.by: must be"),
    (register("few", "done", ["few", "done"], ["done", "few"]), "measures.x.by: must be"),
    (register("few", "gone", ["few", "gone"]), "measures.x.by: there is no field 'gone'"),
]


@pytest.mark.parametrize(("definition", "fault"), FAULTY)
def test_what_cannot_be_kept_is_refused_in_plain_words(definition, fault):
    found = faults(definition)
    assert [one for one in found if one.startswith(fault)], found
    for one in found:
        assert vietnamese(one.partition(": ")[2]) != one.partition(": ")[2]


def test_measures_that_are_worked_out_have_none():
    definition = register("few", "done")
    made = {"key": "y", "label": WORDS, "kind": "units", "of": "x", "by": ["few", "done", ["few", "done"]]}
    definition["measures"].append(made)
    assert faults(definition) == [
        "measures.y.by: units is worked out from other measures; give the pair to those",
    ]


def test_a_register_has_six_at_most():
    definition = register("few", "done", ["few", "done"])
    definition["measures"] = [definition["measures"][0] | {"key": f"m{number}"} for number in range(7)]
    assert faults(definition) == ["measures: have 7 pairs of fields together; no more than 6 are kept"]


def test_a_record_adds_to_each_pair_of_its_values():
    made = parse(register("many", "few", ["many", "few"]))
    found = contributions(made, {"day": "2026-10-05", "many": ["v1", "v2"], "few": "v0"})
    assert {cell: amount for cell, amount in found.items() if cell[1] == "many|few"} == {
        ("x", "many|few", "v1|v0"): 1000,
        ("x", "many|few", "v2|v0"): 1000,
    }
    assert not [cell for cell in contributions(made, {"day": "2026-10-05", "few": "v0"}) if cell[1] == "many|few"]


def test_a_definition_has_them_and_a_phone_has_not():
    made = parse(register("few", "done", ["few", "done"]))
    assert parse(catalog_entry(made)) == made
    assert catalog_entry(made, {})["measures"][0]["by"] == ["few", "done"]


def test_pairs_only_grow():
    old, new = register("few", "done", ["few", "done"]), register("few", "done") | {"version": 2}
    assert compatible(parse(old), parse(new)) == ["measures.x.by: may only grow"]
    assert compatible(parse(new | {"version": 1}), parse(old | {"version": 2})) == []
