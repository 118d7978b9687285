"""A record is submitted by its author; where the author has left its unit, by whoever may put it. Who submitted it does
not verify it where the school has another leader, and to submit it once more is never refused to who may."""

import pytest

from .phone_probe import applied, code, natural_id
from .stages import Stage


@pytest.fixture
def teacher(newcomers, gv):
    return newcomers.hire(gv.unit)


@pytest.fixture
def returned(forms, teacher, ht, so):
    """A record that the department has returned to the teacher."""
    return Stage(forms, teacher, ht, so).reach("returned")


def status(phone, record):
    return phone.read(record)["status"]


def test_while_the_author_is_there_nobody_submits_for_them(ht, teacher, returned):
    assert code(ht.do(ht.verb("submit", returned, base=ht.version(returned)))) == "forbidden"
    assert status(ht, returned) == "returned"


def test_the_leader_mends_and_submits_what_was_returned_to_who_left(newcomers, ht, gvb, teacher, returned):
    newcomers.leave(teacher)
    mended = ht.put(record=returned, base=ht.version(returned), set={"students": 31}, then="submit")
    applied(ht.do(mended))
    assert status(gvb, returned) == "submitted"
    assert [entry["by"] for entry in gvb.read(returned)["history"]][-1] == ht.account
    assert code(gvb.do(gvb.verb("submit", returned, base=gvb.version(returned)))) == "forbidden"


def test_by_a_verb_too(newcomers, ht, teacher, returned):
    newcomers.leave(teacher)
    applied(ht.do(ht.verb("submit", returned, base=ht.version(returned))))
    assert status(ht, returned) == "submitted"


def test_that_they_have_left_is_judged_on_arrival(newcomers, ht, teacher, returned):
    """The batch was made while the author was there; what counts is when it arrives."""
    late = ht.verb("submit", returned, base=ht.version(returned), at="2024-09-02T08:00:00+07:00")
    newcomers.leave(teacher)
    applied(ht.do(late))


def test_a_coauthor_finishes_the_draft_of_who_left(newcomers, forms, direct, gvb, teacher):
    made = teacher.put(direct, set=forms.answers("probe_direct", teacher, whom=[gvb.account]))
    version = applied(teacher.do(made))
    newcomers.leave(teacher)
    applied(gvb.do(gvb.put(record=made["id"], base=version, set={"n": 3}, then="submit")))
    assert status(gvb, made["id"]) == "submitted"


def test_a_draft_stays_hidden_from_who_could_not_put_it(newcomers, forms, direct, ht, teacher):
    made = teacher.put(direct, set=forms.answers("probe_direct", teacher))
    applied(teacher.do(made))
    newcomers.leave(teacher)
    assert code(ht.do(ht.verb("submit", made["id"]))) == "unknown_record"


def test_whoever_shares_the_one_record_of_a_period_submits_it(newcomers, forms, gvb):
    """No leader has to be there: whoever may create it may put it."""
    author, period = newcomers.hire(gvb.unit), forms.half_years()[-1]
    record = natural_id(gvb.unit, "probe", period)
    answers = forms.answers("probe", author)
    applied(author.do(author.put(forms.form("probe"), record=record, period=period, set=answers)))
    assert code(gvb.do(gvb.verb("submit", record))) == "forbidden"
    newcomers.leave(author)
    applied(gvb.do(gvb.verb("submit", record)))
    assert status(gvb, record) == "submitted"


def test_a_copy_says_who_submitted_for_another(newcomers, ht, gv, stage, teacher, returned):
    """So that a phone offers nobody to verify what they handed in themselves; of the author it need not be said."""
    newcomers.leave(teacher)
    ht.pull(), gv.pull()
    answer = ht.exchange(ht.verb("submit", returned, base=ht.version(returned)))
    assert [one["submitted_by"] for one in answer["changes"] if one["id"] == returned] == [ht.account]
    assert gv.pull().changes[returned]["submitted_by"] == ht.account
    assert "submitted_by" not in gv.read(stage.reach("submitted"))


def test_who_submitted_does_not_verify_where_another_leader_can(newcomers, ht, teacher, returned):
    newcomers.leave(teacher)
    deputy = newcomers.hire(ht.unit, "leader")
    applied(ht.do(ht.verb("submit", returned, base=ht.version(returned))))
    assert code(ht.do(ht.verb("verify", returned, base=ht.version(returned)))) == "forbidden"
    assert "verify" not in ht.read(returned)["may"]
    applied(deputy.do(deputy.verb("verify", returned, base=deputy.version(returned))))
    newcomers.leave(deputy)


def test_the_only_leader_verifies_what_they_submitted(newcomers, ht, teacher, returned):
    newcomers.leave(teacher)
    applied(ht.do(ht.verb("submit", returned, base=ht.version(returned))))
    applied(ht.do(ht.verb("verify", returned, base=ht.version(returned))))


def test_who_puts_to_what_is_verified_has_not_submitted_it(newcomers, ht, gv, stage):
    deputy = newcomers.hire(ht.unit, "leader")
    record = stage.reach("verified")
    applied(ht.do(ht.put(record=record, base=ht.version(record), set={"students": 32})))
    assert status(gv, record) == "submitted"
    applied(ht.do(ht.verb("verify", record, base=ht.version(record))))
    newcomers.leave(deputy)


def test_to_submit_once_more_changes_nothing(newcomers, ht, gvb, teacher, returned):
    newcomers.leave(teacher)
    applied(ht.do(ht.verb("submit", returned, base=ht.version(returned))))
    before = gvb.read(returned)
    outcome = ht.do(ht.verb("submit", returned))
    assert (outcome.get("refused"), outcome["version"]) == (None, before["version"])
    after = gvb.read(returned)
    assert (after["version"], after["history"]) == (before["version"], before["history"])


def test_to_submit_once_more_brings_what_the_phone_has_not_seen(newcomers, gv, ht, stage):
    """Its outcome names a version that others made: the phone must get the record, and not lay its submit over it."""
    record = stage.reach("submitted")
    gv.pull()
    applied(ht.do(ht.put(record=record, base=ht.version(record), set={"students": 77})))
    again = gv.verb("submit", record)
    answer = gv.exchange(again)
    assert [one["data"]["students"] for one in answer["changes"] if one["id"] == record] == [77]
    assert "status" not in answer["outcomes"][again["id"]]
