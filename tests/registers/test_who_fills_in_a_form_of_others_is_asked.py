"""Who fills in a form of others and who decides is asked where somebody is there to say it; a program need not."""

import pytest

from tests.registers.test_registers_published_without_a_programmer import publish, so, upload_beside, workbook_of

__all__ = ["so"]
SURVEY = [("type", "name", "label"), ("text", "a", "A")]
CHOICES = [("list_name", "name", "label")]


def form(*settings):
    """A workbook that says its key, title and period, and what else these columns and cells of ``settings`` say."""
    heads, cells = zip(("form_id", "san"), ("form_title", "Sân"), ("lt_period", "semester"), *settings, strict=True)
    return workbook_of(SURVEY, CHOICES, [heads, cells])


def test_a_program_that_does_not_ask_gets_its_draft(so):
    assert upload_beside(so, form(), "", "san.xlsx").status_code == 201


def test_whoever_asks_is_asked_for_both_with_the_usual_guess_and_then_has_a_draft(so):
    asked = upload_beside(so, form(), "ask=true", "san.xlsx")
    assert asked.status_code == 200
    missing = asked.json["missing"]
    assert missing["lacking"] == ["by", "review"]
    assert (missing["by"], missing["review"]) == (["teacher", "leader"], ["leader", "department"])
    made = upload_beside(so, form(), "ask=true&by=leader&review=department", "san.xlsx")
    assert (made.status_code, made.json["entry"]["by"]) == (201, ["leader"])


@pytest.mark.parametrize(
    ("said", "lacking"), [(("lt_by", "teacher"), ["review"]), (("lt_review", "department"), ["by"])]
)
def test_what_the_workbook_says_is_not_asked(so, said, lacking):
    assert upload_beside(so, form(said), "ask=true", "san.xlsx").json["missing"]["lacking"] == lacking


def test_a_workbook_that_says_all_is_a_draft_at_once(so):
    whole = form(("lt_by", "teacher"), ("lt_review", "department"))
    assert upload_beside(so, whole, "ask=true", "san.xlsx").status_code == 201


def test_the_next_version_is_guessed_to_be_of_the_same_people(so):
    publish(so, upload_beside(so, form(), "by=leader&review=department", "san.xlsx").json)
    missing = upload_beside(so, form(), "ask=true", "san.xlsx").json["missing"]
    assert (missing["by"], missing["review"]) == (["leader"], ["department"])
