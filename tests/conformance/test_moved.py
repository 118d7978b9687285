"""Work that arrives after its author has left is neither lost nor half done: whatever cannot be done there any more is
`moved`, with what follows it, and a leader takes it in by the last role that its author held."""

import pytest

from .phone_probe import JSON, applied, code, uuid7


@pytest.fixture
def gone(newcomers, gv, gv2):
    """A teacher's phone that has not heard yet that its account went on in the other school."""
    phone = newcomers.hire(gv.unit)
    newcomers.transfer(phone, gv2.unit)
    phone.cursor = None
    return phone


def mine(phone) -> dict[str, str]:
    return {item["mutation"]: item["state"] for item in phone.get("/api/quarantine/mine").json()["items"]}


def take_in(leader, record):
    """What becomes of all that waits on a record."""
    items = leader.get("/api/quarantine").json()["items"]
    [item] = [item["id"] for item in items if item["record"] == record]
    answer = leader.client.post(f"/api/quarantine/{item}", json={"do": "take_in"}, headers=leader.headers | JSON)
    assert answer.status_code == 200, answer.text
    return answer.json()["outcomes"]


@pytest.mark.parametrize("at", ["1999-01-01T00:00:00+07:00", "2026-11-20T08:00:00+07:00", "2150-01-01T00:00:00+07:00"])
def test_whenever_it_was_made(gone, forms, direct, ht, at):
    made = gone.put(direct, at=at, set=forms.answers("probe_direct", gone), then="submit")
    assert code(gone.do(made)) == "moved"
    assert mine(gone)[made["id"]] == "waiting"
    applied(take_in(ht, made["id"])[made["id"]])
    assert (ht.read(made["id"])["author"], ht.read(made["id"])["status"]) == (gone.account, "submitted")
    assert mine(gone)[made["id"]] == "taken_in"
    assert code(gone.do(made)) == "moved"


def test_what_would_be_an_unknown_record_is_kept_too(gone):
    made = gone.put(record=uuid7(), set={"n": 1})
    assert code(gone.do(made)) == "moved"
    assert mine(gone)[made["id"]] == "waiting"


def test_a_form_that_nobody_knows_comes_first(gone):
    made = gone.put("probe_direct@999", set={"n": 1})
    assert code(gone.do(made)) == "unknown_form"
    assert mine(gone)[made["id"]] == "waiting"


def test_what_is_not_valid_in_itself_is_nobodys_to_take_in(gone):
    made = gone.put("probe_direct@1", do="fly")
    assert code(gone.do(made)) == "invalid"
    assert made["id"] not in mine(gone)


def test_what_follows_a_kept_one_is_kept_with_it_though_it_might_be_done(newcomers, forms, direct, gv, gv2, ht, so):
    """An edit of what is submitted waits. The record is returned then, so that the next edit might go in: alone it
    would be half of the work."""
    author = newcomers.hire(gv.unit)
    made = author.put(direct, set=forms.answers("probe_direct", author), then="submit")
    version = applied(author.do(made))
    newcomers.transfer(author, gv2.unit)
    author.cursor = None
    first = author.put(record=made["id"], base=version, after=made["id"], set={"n": 5})
    assert code(author.do(first)) == "moved"
    applied(so.do(so.verb("return", made["id"], unit=gv.unit, base=so.version(made["id"]), text="Xem lại")))
    second = author.put(record=made["id"], base=version, after=first["id"], set={"m": 6})
    third = author.verb("submit", made["id"], after=second["id"])
    outcomes = author.exchange(second, third)["outcomes"]
    assert [code(outcomes[one["id"]]) for one in (second, third)] == ["moved", "moved"]
    assert set(take_in(ht, made["id"])) == {first["id"], second["id"], third["id"]}
    record = ht.read(made["id"])
    assert (record["data"]["n"], record["data"]["m"], record["status"]) == (5, 6, "submitted")
    assert record["conflicts"] == {}


def test_after_what_was_taken_in_one_goes_on(newcomers, forms, direct, gv, gv2, ht, so):
    author = newcomers.hire(gv.unit)
    newcomers.transfer(author, gv2.unit)
    author.cursor = None
    made = author.put(direct, set=forms.answers("probe_direct", author))
    assert code(author.do(made)) == "moved"
    applied(take_in(ht, made["id"])[made["id"]])
    applied(author.do(author.put(record=made["id"], after=made["id"], set={"n": 7}, then="submit")))
    assert (ht.read(made["id"])["data"]["n"], ht.read(made["id"])["status"]) == (7, "submitted")


def test_taking_in_goes_by_the_last_role_held_there(newcomers, gv, gv2, ht, so, stage):
    """Who went from teacher to leader had, in the end, a leader's part: their edit of a colleague's record goes in."""
    record = stage.reach("submitted")
    leader = newcomers.hire(gv.unit, "leader")
    newcomers.transfer(leader, gv2.unit)
    leader.cursor = None
    edit = leader.put(record=record, base=ht.version(record), set={"students": 77})
    assert code(leader.do(edit)) == "moved"
    applied(take_in(ht, record)[edit["id"]])
    assert ht.read(record)["data"]["students"] == 77


def test_who_never_was_there_is_told_as_before(gv2, gv, stage):
    record = stage.reach("submitted")
    edit = gv2.put(record=record, unit=gv.unit, set={"students": 9})
    assert code(gv2.do(edit)) == "unknown_record"
    assert edit["id"] not in mine(gv2)
