"""Nobody's work stays behind: of a unit that one has left, the phone copies what one wrote there and no more, and one
may finish it; what one wrote stays one's own to read."""

import pytest

from .phone_probe import applied, code, natural_id
from .stages import Stage


@pytest.fixture
def teacher(newcomers, gv):
    return newcomers.hire(gv.unit)


@pytest.fixture
def theirs(forms, teacher, ht, so):
    """Records of the teacher, brought to any status."""
    return Stage(forms, teacher, ht, so)


@pytest.fixture
def leave(newcomers, gv2):
    """Lets somebody go on in the other school, and their phone hear of it: what the first answers bring, by id."""

    def away(phone):
        newcomers.transfer(phone, gv2.unit)
        first = phone.exchange()
        assert first["reset"] == dict.fromkeys((phone.unit, gv2.unit), "view")
        phone.cursor, phone.copies = first["cursor"], {one["id"]: one for one in first["changes"]}
        if first["more"]:
            phone.pull()
        return phone.copies

    return away


def test_the_phone_keeps_what_one_wrote_and_nothing_of_others(leave, stage, teacher, theirs):
    others = stage.reach("submitted")
    own = [theirs.reach(status) for status in ("draft", "submitted", "returned", "approved")]
    teacher.pull()
    assert others in teacher.copies
    kept = leave(teacher)
    assert {one["id"] for one in kept.values() if one["unit"] == teacher.unit} == set(own)


def test_what_names_one_as_a_coauthor_is_copied_too(leave, stage, teacher):
    shared = stage.reach("submitted", "probe_direct", whom=[teacher.account])
    assert shared in leave(teacher)


def test_the_one_record_of_a_period_stays_with_the_unit(leave, newcomers, forms, teacher, ht, gv):
    record = natural_id(gv.unit, "probe", forms.half_years()[-2])
    answers = forms.answers("probe", teacher)
    put = teacher.put(forms.form("probe"), record=record, period=forms.half_years()[-2], set=answers, then="submit")
    applied(teacher.do(put))
    assert record not in leave(teacher)
    assert not teacher.sees(record)
    assert code(teacher.do(teacher.put(record=record, set={"n": 3}))) == "moved"


def test_what_others_do_to_ones_own_record_is_delivered(leave, ht, teacher, theirs):
    record = theirs.reach("submitted")
    leave(teacher)
    applied(ht.do(ht.verb("return", record, base=ht.version(record), text="Xem lại")))
    feed = teacher.pull()
    assert feed.changes[record]["status"] == "returned"


def test_what_others_write_is_not(leave, stage, teacher):
    leave(teacher)
    record = stage.reach("submitted")
    feed = teacher.pull()
    assert record not in feed.changes
    assert record not in feed.gone
    assert not teacher.sees(record)


@pytest.mark.parametrize("status", ["draft", "returned"])
def test_one_finishes_what_is_a_draft_or_was_returned(leave, ht, teacher, theirs, status):
    record = theirs.reach(status, "probe_direct")
    leave(teacher)
    answer = teacher.exchange(teacher.put(record=record, base=teacher.version(record), set={"n": 31}))
    assert [outcome.get("status") for outcome in answer["outcomes"].values()] == [status]  # a plain own write
    applied(teacher.do(teacher.verb("submit", record)))
    assert (ht.read(record)["status"], ht.read(record)["data"]["n"]) == ("submitted", 31)
    assert "version" in teacher.do(teacher.verb("submit", record))  # once more, as another phone may


def test_one_deletes_a_draft_that_nobody_has_seen(leave, teacher, theirs):
    record = theirs.reach("draft")
    leave(teacher)
    applied(teacher.do(teacher.verb("delete", record, base=teacher.version(record))))
    assert teacher.read(record)["status"] == "deleted"


def test_one_comments(leave, ht, teacher, theirs):
    record = theirs.reach("submitted")
    leave(teacher)
    applied(teacher.do(teacher.verb("comment", record, text="Em đã chuyển trường")))
    assert ht.read(record)["thread"][-1]["text"] == "Em đã chuyển trường"


@pytest.mark.parametrize(
    ("status", "verb"),
    [("submitted", "put"), ("submitted", "withdraw"), ("submitted", "delete"), ("returned", "delete")],
)
def test_nothing_else_may_be_done_there(leave, teacher, theirs, status, verb):
    record = theirs.reach(status)
    leave(teacher)
    more = {"set": {"students": 9}} if verb == "put" else {}
    assert code(teacher.do(teacher.verb(verb, record, base=teacher.version(record), **more))) == "moved"


def test_the_catalog_knows_the_unit_its_sites_and_the_registers(leave, teacher, theirs, gv2):
    theirs.reach("submitted")
    before = teacher.get("/api/catalog").json()
    leave(teacher)
    catalog = teacher.get("/api/catalog").json()
    units = {unit["id"]: unit for unit in catalog["units"]}
    assert len(units[teacher.unit]["left"]) == len("2026-11-28")
    assert [unit["id"] for unit in units.values() if "left" in unit] == [teacher.unit]
    sites = [unit["id"] for unit in before["units"] if unit["parent"] == teacher.unit]
    assert set(sites) <= set(units)
    assert "activity" in {register["key"] for register in catalog["registers"]}
    assert catalog["hash"] != gv2.get("/api/catalog").json()["hash"]
    assert teacher.exchange()["catalog"] == catalog["hash"]


def test_an_unreadable_cursor_resets_the_left_unit_too(leave, teacher, theirs, gv2):
    record = theirs.reach("draft")
    leave(teacher)
    answer = teacher.exchange(cursor="garbage")
    assert answer["reset"] == {teacher.unit: "view", gv2.unit: "view"}
    assert record in {one["id"] for one in answer["changes"]}


def test_after_a_strangers_code_nothing_of_it_is_shown_until_one_who_reaches_it_prints_another(
    leave, newcomers, teacher, theirs, admin, so
):
    record = theirs.reach("draft")
    leave(teacher)
    newcomers.code(teacher, admin)  # who looks after people, and reaches no school
    answer = teacher.exchange()
    assert answer["reset"] == {teacher.unit: "view"}
    assert not answer["changes"]
    assert not teacher.sees(record)
    assert record not in {one["id"] for one in teacher.get("/api/records").json()["records"]}
    assert teacher.unit not in {unit["id"] for unit in teacher.get("/api/catalog").json()["units"]}
    teacher.cursor = answer["cursor"]
    assert code(teacher.do(teacher.verb("submit", record))) == "moved"
    newcomers.code(teacher, so)
    answer = teacher.exchange()
    assert answer["reset"] == {teacher.unit: "view"}
    assert [one["id"] for one in answer["changes"]] == [record]
    assert teacher.sees(record)


def test_coming_back_one_has_the_unit_again(leave, newcomers, stage, teacher):
    others = stage.reach("submitted")
    leave(teacher)
    newcomers.transfer(teacher, teacher.unit)
    teacher.cursor = None
    assert others in teacher.pull().changes
