"""What a form says where nobody answers, twice, or in a row that is off is kept, or remarked with its place."""

import pytest

from bench.forms.silence import lost
from server.platform.cached_workbook import read_values
from server.registers.xlsform.reading import read_form
from tests.registers.test_registers_published_without_a_programmer import workbook_of
from tests.registers.test_xlsforms_as_the_world_writes_them import SETTINGS, YES_NO, drafted, remarks

TEXT = ("text", "a", "A")


def not_kept(column):
    return f"What the column “{column}” says of this question is not kept."


@pytest.mark.parametrize(
    ("row", "column", "cell"),
    [
        (("note", "n", "N"), "constraint_message", "Sai"),
        (("note", "n", "N"), "required_message", "Thiếu"),
        (("note", "n", "N"), "required", "yes"),
        (("note", "n", "N"), "default", "x"),
        (("note", "n", "N"), "calculation", "1 + 1"),
        (("note", "n", "N"), "save_to", "entity"),
        (("calculate", "c", "C"), "trigger", "${a}"),
        (("calculate", "c", "C"), "save_to", "entity"),
        (("calculate", "c", "C"), "constraint", ". > 1"),
    ],
)
def test_what_is_of_an_answer_is_remarked_where_there_is_none(row, column, cell):
    calculation = {"calculation": "1 + 1"} if row[0] == "calculate" else {}
    heads = ("type", "name", "label", column, *(one for one in calculation))
    made = drafted([heads, TEXT, (*row, cell, *calculation.values())])
    assert remarks(made) == [("survey", 3, not_kept(column))]


def test_a_note_within_a_repeat_says_what_of_it_is_not_kept():
    heads = ("type", "name", "label", "hint", "relevant", "calculation")
    note = ("note", "n", "Ghi hết", "Cả buổi chiều", "${a} = 'x'", "1 + 1")
    made = drafted([heads, TEXT, ("begin_repeat", "r", "R"), ("text", "b", "B"), note, ("end_repeat",)])
    assert made.register.fields["r"].help == {"vi": "Ghi hết", "en": "Ghi hết"}
    assert remarks(made) == [("survey", 5, not_kept(one)) for one in ("calculation", "hint", "relevant")]


def test_a_note_of_a_hint_alone_says_that():
    made = drafted([("type", "name", "label", "hint"), TEXT, ("note", "n", "", "Gọi 115")])
    assert (made.register.fields["n"].label["vi"], made.register.fields["n"].help) == ("Gọi 115", None)
    assert remarks(made) == []


def test_a_note_without_words_is_not_kept():
    made = drafted([("type", "name", "label", "media::image"), TEXT, ("note", "n", "", "a.png")])
    assert [*made.register.fields] == ["a"]
    assert ("survey", 3, "A question of the type “note” is not kept.") in remarks(made)


def test_a_row_that_is_off_is_remarked():
    made = drafted([("type", "name", "label", "disabled"), TEXT, ("text", "b", "B", "yes"), ("text", "c", "C", "no")])
    assert [*made.register.fields] == ["a", "c"]
    assert remarks(made) == [("survey", 3, "This row was left out, as it is disabled.")]


@pytest.mark.parametrize(("first", "second"), [("form_id", "id_string"), ("form_title", "title")])
def test_a_setting_that_is_there_under_two_names_is_remarked(first, second):
    made = drafted([("type", "name", "label"), TEXT], settings=[(*SETTINGS[0], second), (*SETTINGS[1], "khac")])
    assert (made.register.key, made.register.title["vi"]) == ("thu", "Thử")
    assert remarks(made) == [("settings", 2, f"The column “{second}” was left out.")]


def test_a_column_of_our_own_in_a_further_language_is_remarked():
    made = drafted([("type", "name", "label", "lt_unit::vi", "lt_unit::fr"), ("integer", "n", "N", "em", "élèves")])
    assert remarks(made) == [("survey", None, "The column “lt_unit::fr” was left out.")]


HEADS = ("type", "name", "label", "label::eng", "label::Français", "hint", "hint::eng", "parameters", "choice_filter")
FORM = [
    (*HEADS, "trigger", "disabled", "constraint_message", "constraint_message::fr"),
    ("select_one yn", "q", "Q", "Q?", "Q!", "H", "H?", "randomize=true", "true()"),
    ("range", "r", "R", "R?", "R!", "", "", "start=1 end=5 tick_labelset=yn", "", "", "", "Sai", "Faux"),
    ("note", "n", "N", "N?", "N!", "", "", "", "", "${q}", "", "Sai", "Faux"),
    ("text", "off", "T", "T?", "T!", "", "", "", "", "", "yes"),
]


def test_the_oracle_finds_no_cell_that_goes_without_a_word():
    settings = [(*SETTINGS[0], "default_language", "id_string"), (*SETTINGS[1], "French", "khac")]
    assert lost(read_values(workbook_of(FORM, YES_NO, settings)), {}, {}) == []


def test_the_oracle_finds_one_that_does(monkeypatch):
    sheets = read_values(workbook_of(FORM, YES_NO, SETTINGS))
    monkeypatch.setattr("server.registers.xlsform.survey.not_kept", lambda *_: None)
    assert lost(sheets, {}, {}) == [
        "survey!trigger 4 (${q})",
        "survey!constraint_message 4 (Sai)",
        "survey!constraint_message::fr 4 (Faux)",
    ]
    assert read_form(sheets).remarks


def test_an_answer_in_a_message_or_a_choice_is_remarked_and_its_label_stands_there():
    heads = ("type", "name", "label", "constraint", "constraint_message")
    survey = [heads, TEXT, ("integer", "n", "N", ". > 1", "Nhiều hơn ${a}"), ("select_one k", "k", "K")]
    made = drafted(survey, [YES_NO[0], ("k", "x", "Như ${a}"), ("k", "y", "Khác")])
    assert made.register.fields["n"].constraint_message["vi"] == "Nhiều hơn [A]"
    assert made.register.fields["k"].labels["x"]["vi"] == "Như [A]"
    text = "A text of “{}” names another answer: that question's label stands in its place."
    assert remarks(made) == [("survey", 3, text.format("n")), ("choices", 2, text.format("x"))]


def test_a_repeat_of_which_nothing_can_be_computed_is_remarked_and_no_reason_to_refuse():
    rows = [("begin_repeat", "r", "R"), ("calculate", "c", "", "position(..)"), ("end_repeat",)]
    made = drafted([("type", "name", "label", "calculation"), TEXT, *rows])
    assert [*made.register.fields] == ["a"]
    assert ("survey", 3, "The repeat “r” is not kept: none of its questions is.") in remarks(made)


def test_the_only_sheet_is_the_one_with_the_questions():
    (sheet,) = [one for one in read_values(workbook_of([("type", "name", "label"), TEXT])) if one.name == "survey"]
    made = read_form([sheet._replace(name="Trang tính1")], {"key": "a", "title": "A", "period": "once"})
    assert [one["name"] for one in made.raw["fields"]] == ["a"]
    assert made.faults == []


def test_a_column_of_choices_may_have_a_point_in_its_name():
    choices = [("list_name", "name", "label", "Cap.1"), ("k", "x", "X", "a"), ("k", "y", "Y", "b")]
    asked = [TEXT, ("select_one k", "k", "K", "Cap.1 = ${a}")]
    made = drafted([("type", "name", "label", "choice_filter"), *asked], choices)
    assert made.register.fields["k"].choice_filter == ["=", {"column": "cap_1"}, {"field": "a"}]
    assert remarks(made) == []
