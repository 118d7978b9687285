"""Key, title and period that a form of another system does not have are guessed, and taken as somebody says them."""

from server.registers.xlsform.reading import read
from tests.registers.test_registers_published_without_a_programmer import workbook_of
from tests.registers.test_xlsforms_as_the_world_writes_them import SETTINGS, YES_NO


def test_what_a_form_does_not_say_is_guessed_and_taken_as_somebody_says_it():
    plain = workbook_of([("type", "name", "label"), ("text", "a", "A")], YES_NO, [])
    found = read(plain, {"file": "Góc đọc sách"})
    assert found.faults == []
    assert found.missing == {
        "key": "goc_doc_sach",
        "title": "Góc đọc sách",
        "period": "school_year",
        "by": ["teacher", "leader"],
        "review": ["leader", "department"],
        "periods": ["semester", "school_year", "half_year", "year", "once"],
        "lacking": ["key", "title", "period", "by", "review"],
        "files": [],
    }
    given = {"key": "corner", "title": "Góc đọc", "period": "semester", "by": ["leader"], "review": ["commune"]}
    whole = read(plain, given)
    assert whole.missing is None
    assert whole.raw["title"]["vi"] == given.pop("title")
    assert whole.raw == whole.raw | given


def test_an_event_takes_its_period_from_a_day_that_is_then_required():
    survey = workbook_of([("type", "name", "label"), ("date", "day", "Ngày")], YES_NO, SETTINGS[:1])
    found = read(survey, {"period": "event", "key": "k", "title": "T"})
    assert (found.raw["period_from"], found.raw["fields"][0]["required"]) == ("day", True)
    assert any("is required now" in one.en for one in found.remarks)
