"""Photos against sync/vectors/photos.json, which the browser's client plays too."""

import json
from functools import reduce
from pathlib import Path

import pytest

from sync.phone.overlay import lay
from sync.registers import catalog_entry, check_put, check_submit, parse

VECTORS = json.loads((Path(__file__).parents[2] / "sync/vectors/photos.json").read_text(encoding="utf-8"))
FORMS = {key: parse(definition) for key, definition in VECTORS["registers"].items()}
PUTS = [case for case in VECTORS["cases"] if "put" in case]
SUBMITS = [case for case in VECTORS["cases"] if "submit" in case]


def each(cases):
    return pytest.mark.parametrize("case", [pytest.param(case, id=case["name"]) for case in cases])


@each(PUTS)
def test_photos_of_a_put_are_checked(case):
    put = case["put"]
    clean, faults = check_put(FORMS[case["form"]], put.get("set"), put.get("add"), put.get("remove"))
    assert (faults, json.dumps(clean)) == (case["faults"], json.dumps(case["clean"]))
    assert check_put(FORMS[case["form"]], clean["set"], clean["add"], clean["remove"]) == (clean, {})


@each(SUBMITS)
def test_photos_of_a_submit_are_counted(case):
    assert check_submit(FORMS[case["form"]], case["submit"]) == case["faults"]


@each(VECTORS["laid"])
def test_photos_are_known_by_their_hash(case):
    before = json.dumps(case["copy"])
    shown = reduce(lambda copy, mutation: lay(copy, mutation, case["account"]), case["queue"], case["copy"])
    assert shown == case["shown"]
    assert json.dumps(case["copy"]) == before


@pytest.mark.parametrize("key", FORMS)
def test_a_register_with_photos_says_that_a_phone_needs_to_know_them(key):
    assert catalog_entry(FORMS[key]) == VECTORS["registers"][key]
    assert catalog_entry(FORMS[key])["needs"] == ["photos"]


def test_what_is_asked_no_more_needs_nothing():
    entry = catalog_entry(FORMS["shots"])
    fields = [field | {"retired": True} if field["type"] == "photos" else field for field in entry["fields"]]
    assert "needs" not in catalog_entry(parse(entry | {"fields": fields}))
