"""A field that is copied from a referenced record is the server's to write, when the reference is written and never
again. What a put says of it is neither refused nor written: a phone says what it knew."""

import pytest

from .phone_probe import applied, uuid7

OLD, NEW = ["innovation"], ["innovation", "digital"]
WRONG = [
    {"kind": "garden"},
    {"kind": None},
    {"movements": OLD},
    {"movements": ["no such movement"]},
    {"kind": 7, "movements": "x"},
]


@pytest.fixture
def model(forms, ht):
    """A submitted model that has got another movement since the teacher's phone copied it."""
    answers = {"kind": "library", "name": "Thư viện thân thiện", "movements": OLD}
    made = ht.put(forms.form("model"), period="2026-2027", set=answers, then="submit")
    version = applied(ht.do(made))
    applied(ht.do(ht.put(record=made["id"], base=version, set={"movements": NEW})))
    return made["id"]


@pytest.fixture
def answers(model):
    return {"model": model, "title": "Tiết đọc thư viện", "students": 24, "date": "2026-10-05"}


@pytest.fixture
def write(forms, gv):
    """``write(set, …)``: the teacher's activity, its outcome, and its record if the answer sent it back."""

    def _write(set_, record=None, **members):
        form = None if record else forms.form("activity")
        made = gv.put(form, record=record, set=set_, **members)
        answer = gv.exchange(made)
        id_ = record or made["id"]
        applied(answer["outcomes"][made["id"]])
        changes = {one["id"]: one for one in answer["changes"]}
        gv.cursor = answer["cursor"]
        return id_, answer["outcomes"][made["id"]], changes.get(id_)

    return _write


def copied(gv, record):
    data = gv.read(record)["data"]
    return data.get("kind"), data.get("movements")


def test_work_copied_before_the_model_changed_is_not_refused(gv, answers, write):
    gv.pull()
    record, outcome, back = write(answers | {"kind": "library", "movements": OLD}, then="submit")
    assert "refused" not in outcome
    assert (gv.read(record)["status"], copied(gv, record)) == ("submitted", ("library", NEW))
    assert back["data"]["movements"] == NEW
    assert "status" not in outcome


@pytest.mark.parametrize("words", WRONG)
def test_what_a_put_says_of_it_is_neither_refused_nor_written(gv, answers, write, words):
    gv.pull()
    record, _, back = write(answers | words, then="submit")
    assert copied(gv, record) == ("library", NEW)
    assert (back["data"]["kind"], back["data"]["movements"]) == ("library", NEW)


@pytest.mark.parametrize("words", [*({"set": words} for words in WRONG), {"add": {"movements": ["digital"]}}])
def test_nor_without_the_reference(gv, answers, write, words):
    record, _, _ = write(answers)
    base = gv.version(record)
    outcome = gv.do(gv.put(record=record, base=base, **words))
    assert "refused" not in outcome
    assert "conflicts" not in outcome
    assert copied(gv, record) == ("library", NEW)


def test_right_words_are_a_plain_write(gv, answers, write):
    gv.pull()
    _, outcome, back = write(answers | {"kind": "library", "movements": NEW})
    assert back is None
    assert outcome["status"] == "draft"


def test_what_the_put_did_not_say_is_sent_back(gv, answers, write):
    gv.pull()
    _, _, back = write(answers)
    assert (back["data"]["kind"], back["data"]["movements"]) == ("library", NEW)


def test_it_is_written_with_the_reference_and_never_again(ht, gv, model, answers, write):
    record, _, _ = write(answers)
    applied(ht.do(ht.put(record=model, base=ht.version(model), set={"movements": ["green"]})))
    write({"students": 25, "model": model}, record=record, base=gv.version(record))
    assert copied(gv, record) == ("library", NEW)


def test_clearing_the_reference_clears_it(gv, answers, write):
    gv.pull()
    record, _, _ = write(answers)
    _, _, back = write({"model": None}, record=record, base=gv.version(record))
    assert copied(gv, record) == (None, None)
    assert "kind" not in back["data"]
    write({"model": answers["model"]}, record=record, base=gv.version(record))
    assert copied(gv, record) == ("library", NEW)


def test_another_reference_brings_its_own(forms, ht, gv, answers, write):
    other = ht.put(
        forms.form("model"), period="2026-2027", set={"kind": "garden", "name": "Vườn rau em chăm"}, then="submit"
    )
    applied(ht.do(other))
    record, _, _ = write(answers)
    write({"model": other["id"], "movements": OLD}, record=record, base=gv.version(record))
    assert copied(gv, record) == ("garden", None)


def test_a_reference_in_conflict_brings_nothing(forms, ht, gv, answers, write):
    other = ht.put(
        forms.form("model"), period="2026-2027", set={"kind": "garden", "name": "Vườn rau em chăm"}, then="submit"
    )
    applied(ht.do(other))
    record, _, _ = write(answers, then="submit")
    base = gv.version(record)
    applied(ht.do(ht.put(record=record, base=base, set={"model": None})))
    outcome = gv.do(gv.put(record=record, base=base, set={"model": other["id"], "kind": "garden"}))
    assert outcome["conflicts"] == ["model"]
    assert copied(gv, record) == (None, None)


def test_where_the_referenced_record_is_not_to_be_had_the_words_stand(gv, answers, write):
    gv.pull()
    record, outcome, back = write(answers | {"model": uuid7(), "kind": "garden", "movements": OLD})
    assert copied(gv, record) == ("garden", OLD)
    assert (back, outcome["status"]) == (None, "draft")


def test_resolves_of_such_a_field_is_taken(gv, answers, write):
    record, _, _ = write(answers)
    base = gv.version(record)
    resolves = {"kind": [uuid7()], "movements": [uuid7()]}
    applied(gv.do(gv.put(record=record, base=base, set={"kind": "garden"}, resolves=resolves)))
    assert copied(gv, record) == ("library", NEW)
