"""An officer's decision is of a record outside the officer's own scopes: settled by its outcome."""

from .phone_probe import applied, code, rev


def test_a_decision_reaches_the_author(so, gv, stage):
    record = stage.reach("verified")
    gv.pull()
    version = applied(so.do(stage.review(so, "approve", record)))
    change = gv.pull().changes[record]
    assert (change["status"], change["version"]) == ("approved", version)


def test_the_officers_answer_holds_no_record_of_the_school(so, stage):
    record = stage.reach("verified")
    answer = so.exchange(stage.review(so, "approve", record))
    assert record not in [change["id"] for change in answer["changes"]]


def test_a_repeated_decision_is_told_again(so, stage):
    record = stage.reach("verified")
    sent = stage.review(so, "approve", record)
    assert so.do(sent)["version"] == so.do(sent)["version"]


def test_decisions_over_several_schools_in_one_request(so, gv, gv2, ht2, forms, stage):
    here = stage.reach("submitted", "probe_direct")
    made = gv2.put(forms.form("probe_direct"), set=forms.answers("probe_direct", gv2), then="submit")
    applied(gv2.do(made))
    verdicts = [
        so.verb("approve", record, unit=unit, base=so.version(record))
        for record, unit in ((here, gv.unit), (made["id"], gv2.unit))
    ]
    outcomes = so.exchange(*verdicts)["outcomes"]
    assert all(applied(outcomes[one["id"]]) for one in verdicts)
    assert gv2.read(made["id"])["status"] == gv.read(here)["status"] == "approved"


def test_a_chain_of_verdicts_in_one_request(so, stage):
    record = stage.reach("submitted", "probe_direct")
    base = so.version(record)
    unit = stage.author.unit
    verdicts = [
        so.verb("approve", record, unit=unit, base=base),
        so.verb("reopen", record, unit=unit, text="Nhầm"),
        so.verb("reject", record, unit=unit, base=base, text="Trùng"),
    ]
    outcomes = so.exchange(*verdicts)["outcomes"]
    revs = [rev(applied(outcomes[one["id"]])) for one in verdicts]
    assert revs == sorted(revs)
    assert stage.author.read(record)["status"] == "rejected"


def test_an_officer_edits_nothing(so, gv, stage):
    record = stage.reach("submitted")
    assert code(so.do(so.put(record=record, unit=gv.unit, base=so.version(record), set={"students": 1}))) == "forbidden"


def test_confirming_a_decision_of_another_scope(so, gv, stage):
    record = stage.reach("verified")
    sent = stage.review(so, "approve", record)
    version = applied(so.do(sent))
    assert so.exchange(confirm={gv.unit: [sent["id"]]})["outcomes"][sent["id"]]["version"] == version
