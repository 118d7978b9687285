"""A reference is good if it names a record of the right register that the record's unit or author sees, or has seen in
the log so far; what becomes of that record later changes nothing."""

import pytest

from .phone_probe import applied, code, uuid7


@pytest.fixture
def model(forms, ht):
    answers = {"kind": "library", "name": "Thư viện thân thiện"}
    made = ht.put(forms.form("model"), period="2026-2027", set=answers)
    applied(ht.do(made))
    return made["id"]


@pytest.fixture
def names(forms, gv):
    """``names(model)``: the outcome of submitting an activity that names it."""

    def _names(model, phone=gv, **members):
        answers = {"model": model, "title": "Tiết đọc", "students": 24, "date": "2026-10-05"}
        return phone.do(phone.put(forms.form("activity"), set=answers, then="submit", **members))

    return _names


def fault(outcome):
    return outcome["refused"]["fields"]["model"]["rule"]


def submit(ht, model):
    applied(ht.do(ht.verb("submit", model)))


def test_what_the_unit_sees(ht, model, names):
    submit(ht, model)
    assert "refused" not in names(model)


def test_what_only_another_sees_and_what_is_not_there(model, names):
    assert fault(names(model)) == "ref"
    assert fault(names(uuid7())) == "ref"


def test_what_the_author_alone_sees(ht, model, names):
    assert "refused" not in names(model, ht)


def test_what_the_unit_has_seen(ht, gv, model, names):
    submit(ht, model)
    applied(ht.do(ht.verb("withdraw", model)))
    assert not gv.sees(model)
    assert "refused" not in names(model)


def test_what_was_deleted_since(ht, gv, model, names):
    submit(ht, model)
    applied(ht.do(ht.verb("delete", model, base=ht.version(model))))
    assert not gv.sees(model)
    assert "refused" not in names(model)


def test_a_returned_record_is_finished_after_its_model_was_deleted(ht, so, gv, forms, model, names):
    submit(ht, model)
    answers = {"model": model, "title": "Tiết đọc", "students": 24, "date": "2026-10-05"}
    made = gv.put(forms.form("activity"), set=answers, then="submit")
    applied(gv.do(made))
    applied(so.do(so.verb("return", made["id"], unit=gv.unit, base=so.version(made["id"]), text="Xem lại")))
    applied(ht.do(ht.verb("delete", model, base=ht.version(model))))
    mended = gv.put(record=made["id"], base=gv.version(made["id"]), set={"students": 25}, then="submit")
    assert "refused" not in gv.do(mended)
    assert gv.read(made["id"])["status"] == "submitted"


def test_another_schools_is_not_good(ht, gv2, model, names):
    submit(ht, model)
    assert fault(names(model, gv2)) == "ref"


def test_nor_is_one_of_another_register(forms, gv, direct, names):
    other = gv.put(direct, set=forms.answers("probe_direct", gv), then="submit")
    applied(gv.do(other))
    assert fault(names(other["id"])) == "ref"


def test_a_verb_judges_like_a_put(forms, gv, model):
    made = gv.put(
        forms.form("activity"), set={"model": model, "title": "Tiết đọc", "students": 1, "date": "2026-10-05"}
    )
    applied(gv.do(made))
    outcome = gv.do(gv.verb("submit", made["id"]))
    assert (code(outcome), fault(outcome)) == ("invalid", "ref")
