"""A register that makes its records public names fields and a measure that it has, of the kinds that they must be."""

import tomllib
from copy import deepcopy
from typing import Any

import pytest

from server.platform.config import ROOT
from sync.registers import RegisterFaults, catalog_entry, parse

MODEL = tomllib.loads((ROOT / "server/registers/definitions/model.2.toml").read_text(encoding="utf-8"))
PARTS = "along", "kind", "own", "name", "when", "reached"


def changed(**members: str) -> dict[str, Any]:
    return deepcopy(MODEL) | {"ripple": MODEL["ripple"] | members}


@pytest.mark.parametrize(
    ("members", "fault"),
    [
        ({"along": "kind"}, "ripple.along: 'kind' is choice, not ref"),
        ({"own": "nope"}, "ripple.own: 'kind' has no choice 'nope'"),
        ({"name": "goal"}, "ripple.name: 'goal' is longtext, not text"),
        ({"when": "nope"}, "ripple.when: there is no field 'nope'"),
        ({"reached": "models"}, "ripple.reached: 'models' is no measure that adds up fields"),
    ],
)
def test_what_does_not_fit_is_a_fault(members, fault):
    with pytest.raises(RegisterFaults) as caught:
        parse(changed(**members))
    assert [one[: len(fault)] for one in caught.value.faults] == [fault]


def test_a_reference_within_the_unit_alone_is_no_way_to_spread():
    definition = changed()
    next(field for field in definition["fields"] if field["name"] == "replicates")["across"] = False
    with pytest.raises(RegisterFaults, match="across units"):
        parse(definition)


@pytest.mark.parametrize("part", PARTS)
def test_each_part_must_be_there(part):
    definition = changed()
    del definition["ripple"][part]
    with pytest.raises(RegisterFaults, match="ripple: must be"):
        parse(definition)


def test_phones_are_spared_it():
    register = parse(MODEL)
    assert catalog_entry(register)["ripple"] == MODEL["ripple"]
    assert "ripple" not in catalog_entry(register, {})
