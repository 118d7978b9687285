"""What came on a version that the server does not know waits, and goes in once the version is published."""

import shutil

import pytest

from server.platform.config import ROOT
from sync.registers import Registers
from tests.fixtures.applications import REGISTERS, open_app
from tests.log.quarantine import decide, differences, waiting
from tests.village import Village, code


@pytest.fixture
def village(sqlite_url):
    with open_app(sqlite_url) as app:
        yield Village(app)


def publish(village, folder) -> None:
    """A second version of a register, in use from here on."""
    shutil.copytree(ROOT / "tests" / "fixtures" / "registers", folder)
    first = (folder / "probe_direct.1.toml").read_text()
    (folder / "probe_direct.2.toml").write_text(first.replace("version = 1", "version = 2", 1))
    village.app.extensions["registers"] = Registers([REGISTERS[0], folder])


def test_it_waits_while_unknown_and_goes_in_when_it_is_known(village, tmp_path):
    gv, ht = village.client("gv"), village.client("ht")
    made = gv.put(form="probe_direct@2", then="submit")
    assert code(gv.do(made)) == "unknown_form"
    [item] = waiting(ht)
    assert (item["form"], item["known"]) == ("probe_direct@2", False)
    refused = decide(ht, item["id"], "take_in").json
    assert (refused["state"], refused["outcomes"][made["id"]]["refused"]["code"]) == ("waiting", "unknown_form")
    publish(village, tmp_path / "registers")
    assert decide(ht, item["id"], "take_in").json["state"] == "taken_in"
    changes = {record["id"]: record for record in gv.sync()["changes"]}
    assert (changes[made["id"]]["form"], changes[made["id"]]["author"]) == ("probe_direct@2", gv.account)
    assert differences(village) == []


def test_what_the_author_did_next_does_not_conflict_with_it(village, tmp_path):
    """One edit came before the leader took the entry in, one after it; both had seen it."""
    gv, ht = village.client("gv"), village.client("ht")
    made = gv.put(form="probe_direct@2", set={"note": "Một", "n": 1, "day": "2026-10-05"})
    gv.do(made)
    publish(village, tmp_path / "registers")
    second = gv.put(record=made["id"], form="probe_direct@2", after=made["id"], set={"n": 2})
    assert code(gv.do(second)) is None
    [item] = waiting(ht)
    decide(ht, item["id"], "take_in")
    third = gv.put(record=made["id"], after=second["id"], set={"note": "Hai"})
    gv.do(third)
    record = gv.read(made["id"])
    assert (record["data"]["note"], record["data"]["n"], record.get("conflicts", {})) == ("Hai", 2, {})
    assert differences(village) == []


def test_a_stranger_fills_nobodys_list(village):
    gv2, ht = village.client("gv2"), village.client("ht")
    made = gv2.mutation("put", form="probe_direct@2", set={"n": 1}) | {"unit": village.school.id}
    assert code(gv2.do(made)) == "unknown_form"
    assert waiting(ht) == []


def test_a_very_long_one_is_shown_short(village):
    gv, ht = village.client("gv"), village.client("ht")
    made = gv.put(form="probe_direct@2", set={"note": "x" * 100_000, "deep": {"a": ["y" * 1000]}})
    gv.do(made)
    [item] = waiting(ht)
    assert len(item["mutations"][0]["set"]["note"]) < 1_000
    assert decide(ht, item["id"], "refuse", "Dài quá").json["state"] == "refused"
    assert [each["state"] for each in waiting(ht, "?state=decided")] == ["refused"]


def test_one_of_megabytes_is_told_of_and_can_be_decided(village):
    gv, ht = village.client("gv"), village.client("ht")
    made = gv.put(form="probe_direct@2", set={"note": "x" * 1_500_000})
    gv.do(made)
    [item] = waiting(ht)
    assert item["mutations"][0] | {"do": "put", "long": True} == item["mutations"][0]
    assert decide(ht, item["id"], "take_in").json["state"] == "waiting"
    assert decide(ht, item["id"], "refuse", "Dài quá").json["state"] == "refused"


def test_the_count_alone_and_strange_forms(village):
    gv, ht = village.client("gv"), village.client("ht")
    forms = ["", "@", "a@b@c", "probe_direct@99999999999999999999", "probe_direct@2"]
    gv.sync(*(gv.put(form=form) for form in forms))
    count = ht.get("/api/quarantine?limit=0").json
    assert (count["items"], count["waiting"]) == ([], len(waiting(ht)))
    assert len(waiting(ht, "?limit=2")) == 2
