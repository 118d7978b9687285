"""A register whose review has no leader goes straight to the officer; one that ends with the commune, to it."""

import pytest

from .phone_probe import applied, code, natural_id


def test_a_submitted_record_is_approved_at_once(so, stage):
    record = stage.reach("submitted", "probe_direct")
    applied(so.do(stage.review(so, "approve", record)))
    assert stage.author.read(record)["status"] == "approved"


def test_there_is_no_verify(ht, stage):
    record = stage.reach("submitted", "probe_direct")
    assert code(ht.do(stage.review(ht, "verify", record))) in {"bad_transition", "forbidden", "invalid"}
    assert stage.author.read(record)["status"] == "submitted"


def test_where_the_school_reviews_it_is_not_skipped(so, stage):
    record = stage.reach("submitted", "activity")
    assert code(so.do(stage.review(so, "approve", record))) == "bad_transition"


def test_the_commune_is_no_officer_where_the_department_is(xa, stage):
    record = stage.reach("submitted", "probe_direct")
    for verb in ("approve", "return", "reject"):
        assert code(xa.do(stage.review(xa, verb, record, text="Lý do"))) == "forbidden"


def test_reopened_approved_becomes_verified_and_is_approved_again(so, stage):
    record = stage.reach("approved", "probe_direct")
    applied(so.do(stage.review(so, "reopen", record, text="Sửa lại")))
    assert stage.author.read(record)["status"] == "verified"
    applied(so.do(stage.review(so, "approve", record)))


@pytest.mark.parametrize("status", ["verified", "rejected"])
def test_a_put_to_a_judged_record_sets_it_to_submitted_at_once(gv, stage, status):
    record = stage.reach(status)
    gv.pull()
    outcome = gv.do(gv.put(record=record, base=gv.version(record), set={"students": 40}))
    assert outcome["status"] == "submitted"


def test_a_sole_leader_verifies_the_schools_own_record(ht, forms, gv):
    ht.pull()
    made = ht.put(forms.form("activity"), set=forms.answers("activity", ht), then="submit")
    version = applied(ht.do(made))
    applied(ht.do(ht.verb("verify", made["id"], base=version)))
    assert gv.read(made["id"])["status"] == "verified"


def test_leader_then_commune_decide_where_the_review_says_so(gv, ht, xa, so, forms):
    period = forms.half_years()[1]
    record = natural_id(gv.unit, "probe", period)
    answers = forms.answers("probe", gv)
    gv.do(gv.put(forms.form("probe"), record=record, period=period, set=answers, then="submit"))

    def reviewed(phone, verb, **members):
        return phone.do(phone.verb(verb, record, unit=gv.unit, base=gv.version(record), **members))

    assert code(reviewed(xa, "approve")) == "bad_transition"
    assert code(reviewed(xa, "verify")) == "forbidden"
    assert code(reviewed(gv, "verify")) == "forbidden"
    applied(reviewed(ht, "verify"))
    assert code(reviewed(ht, "approve")) == "forbidden"
    applied(reviewed(xa, "return", text="Thiếu"))
    assert gv.read(record)["status"] == "returned"
    applied(gv.do(gv.verb("submit", record)))
    applied(reviewed(ht, "verify"))
    applied(reviewed(xa, "approve"))
    assert gv.read(record)["status"] == "approved"
    applied(reviewed(so, "reopen", text="Xem lại"))
    assert gv.read(record)["status"] == "verified"
