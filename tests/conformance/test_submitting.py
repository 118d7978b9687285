"""A submit asks more than a put: what is required, lower lengths, a period that holds the day."""

import pytest

from .phone_probe import applied, code

FAULTS = [({"n": None}, "n"), ({"note": "x"}, "note"), ({"day": "2010-01-04"}, "day"), ({"day": "2090-01-04"}, "day")]


@pytest.mark.parametrize(("fault", "field"), FAULTS, ids=str)
def test_submit_in_the_same_breath_is_refused_and_the_put_kept(gv, forms, direct, fault, field):
    answers = {name: value for name, value in (forms.answers("probe_direct", gv) | fault).items() if value is not None}
    made = gv.put(direct, set=answers, then="submit")
    outcome = gv.do(made)
    assert outcome["version"]
    assert code(outcome) == "invalid"
    assert field in str(outcome["refused"]["fields"])
    kept = gv.read(made["id"])
    assert (kept["status"], kept["version"], kept["data"]) == ("draft", outcome["version"], answers)


@pytest.mark.parametrize(("fault", "field"), FAULTS, ids=str)
def test_submit_by_itself_is_refused(gv, forms, direct, fault, field):
    answers = {name: value for name, value in (forms.answers("probe_direct", gv) | fault).items() if value is not None}
    made = gv.put(direct, set=answers)
    sent = gv.verb("submit", made["id"], after=made["id"])
    outcomes = gv.exchange(made, sent)["outcomes"]
    version = applied(outcomes[made["id"]])
    assert code(outcomes[sent["id"]]) == "invalid"
    assert "version" not in outcomes[sent["id"]]
    assert field in str(outcomes[sent["id"]]["refused"]["fields"])
    assert gv.version(made["id"]) == version


def test_a_draft_may_be_empty(gv, direct):
    made = gv.put(direct)
    applied(gv.do(made))
    assert gv.read(made["id"])["status"] == "draft"


def test_a_mended_one_is_a_new_mutation(gv, direct):
    made = gv.put(direct, set={"note": "Thiếu"}, then="submit")
    gv.do(made)
    mended = gv.put(record=made["id"], after=made["id"], set={"n": 3, "day": "2026-10-05"}, then="submit")
    applied(gv.do(mended))
    assert gv.read(made["id"])["status"] == "submitted"


def test_a_coauthor_puts_but_does_not_submit(gv, gvb, forms, direct):
    made = gv.put(direct, set=forms.answers("probe_direct", gv, whom=[gvb.account]))
    version = applied(gv.do(made))
    both = gvb.put(record=made["id"], base=version, set={"n": 9}, then="submit")
    outcome = gvb.do(both)
    assert outcome["version"]
    assert code(outcome) == "forbidden"
    kept = gv.read(made["id"])
    assert (kept["status"], kept["data"]["n"]) == ("draft", 9)


def test_a_returned_one_is_mended_and_submitted_in_one_breath(gv, stage):
    record = stage.reach("returned")
    applied(gv.do(gv.put(record=record, base=gv.version(record), set={"students": 30}, then="submit")))
    assert gv.read(record)["status"] == "submitted"


def test_a_refused_put_submits_nothing(gv, forms, direct):
    made = gv.put(direct, set=forms.answers("probe_direct", gv))
    version = applied(gv.do(made))
    bad = gv.do(gv.put(record=made["id"], base=version, set={"n": 1001}, then="submit"))
    assert code(bad) == "invalid"
    assert "version" not in bad
    assert gv.read(made["id"])["status"] == "draft"


def test_a_put_with_a_conflict_still_submits(gv, gvb, forms, direct):
    made = gv.put(direct, set=forms.answers("probe_direct", gv, whom=[gvb.account]))
    version = applied(gv.do(made))
    gvb.do(gvb.put(record=made["id"], base=version, set={"n": 8}))
    outcome = gv.do(gv.put(record=made["id"], base=version, set={"n": 9}, then="submit"))
    assert outcome["conflicts"] == ["n"]
    assert "refused" not in outcome
    assert gv.read(made["id"])["status"] == "submitted"


def test_an_activity_counts_what_its_model_says(gv, forms):
    answers = forms.answers("activity", gv)
    kinds = next(field for field in forms.register("activity")["fields"] if field["name"] == "kind")["choices"]
    wrong = next(kind["value"] for kind in kinds if kind["value"] != answers.get("kind"))
    made = gv.put(forms.form("activity"), set=answers | {"kind": wrong}, then="submit")
    gv.do(made)
    if gv.sees(made["id"]):
        kept = gv.read(made["id"])
        assert (kept["status"], kept["data"].get("kind")) != ("submitted", wrong)
