"""Whoever reads what was left out of a form goes through its sheets from top to bottom, and reads no list of names."""

import pytest

from server.registers.xlsform.reading import read
from tests.registers.test_registers_published_without_a_programmer import workbook_of
from tests.registers.test_xlsform_that_no_register_can_hold_is_refused import faults

GIVEN = {"period": "once", "by": ["teacher"], "review": ["department"]}
HEADS = ("type", "name", "label", "calculation")
SETTINGS = [("form_id", "form_title", "style"), ("thu", "Thử", "pages")]


def told(survey, choices):
    remarks = read(workbook_of([HEADS, *survey], choices, SETTINGS), GIVEN).remarks
    return [(one.sheet, one.row, one.en) for one in remarks if "There are labels" not in one.en]


def test_sheet_by_sheet_and_row_by_row():
    survey = [("start", "s"), ("calculate", "c", "C", "pi()"), ("select_one ab", "ab", "Q"), ("audio", "x", "X")]
    made = told(survey, [("list_name", "name", "label"), ("ab", "1/2", "Nửa"), ("ab", "1", "Một"), ("z", "1", "Z")])
    assert [(sheet, row) for sheet, row, _ in made] == [
        *(("survey", row) for row in (2, 3, 5)),
        *(("choices", row) for row in (2, 4)),
        ("settings", None),
    ]


def test_many_names_are_told_by_an_example():
    listed = [("list_name", "name", "label"), *(("yn", f"{at}/7", f"Số {at}") for at in range(1, 30))]
    made = [(row, text) for sheet, row, text in told([("select_one yn", "yn", "Q")], listed) if sheet == "choices"]
    assert [row for row, _ in made] == [2, 3, 4]
    assert made[0][1] == "“1/7” is called “1_7” here; it is “1/7” again when it is downloaded."
    assert made[2][1].endswith("In rows 5, 6, 7, 8, 9, 10, 11, 12 too, and 18 more.")


def test_a_calculation_that_is_left_out_is_not_said_to_be_shown():
    made = told([("calculate", "c", "", "pi()"), ("text", "a", "A")], [])
    assert [text for sheet, _, text in made if sheet == "survey"] == ["The calculated question “c” is not kept."]


def test_a_form_that_is_too_large_is_said_to_be_so_of_its_questions():
    many = [("text", f"q{at}", "Hỏi") for at in range(301)]
    survey = [HEADS, *many]
    assert faults(workbook_of(survey, [], SETTINGS))["survey", None] == [
        "questions: are 301; no more than 300 fit on a phone"
    ]


@pytest.mark.parametrize(
    ("heading", "text"),
    [
        ("label", "There are labels in one language alone, which is not named; they are shown in both languages."),
        ("label::Tiếng Việt (vi)", "There are labels in Vietnamese alone; they are shown in both languages."),
    ],
)
def test_labels_of_no_named_language_are_not_called_vietnamese(heading, text):
    made = read(workbook_of([("type", "name", heading), ("text", "a", "Nom")], [], SETTINGS), GIVEN)
    assert [one.en for one in made.remarks if one.sheet == "survey"] == [text]


def test_a_repeat_that_is_left_out_is_named_where_it_begins():
    made = told([("text", "a", "A"), ("begin_repeat", "r", "R"), ("image", "p", "P"), ("end_repeat",)], [])
    assert [(row, text) for sheet, row, text in made if sheet == "survey"] == [
        (3, "The repeat “r” is not kept: none of its questions is."),
        (4, "A question of the type “image” within a repeat is not kept."),
    ]
