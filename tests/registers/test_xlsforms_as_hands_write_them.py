"""What hands and programs make of XLSForms, such as bent quotes and numbers of their own, is read as it is meant."""

from itertools import product

import pytest

from server.registers.definition_text import definition, toml
from server.registers.drafts import make_draft
from server.registers.uploads import Refused
from server.registers.xlsform.reading import ReadDefinition, read
from server.registers.xlsform.writing import write
from sync.registers import Registers
from tests.registers.test_registers_published_without_a_programmer import workbook_of
from tests.registers.test_xlsforms_as_the_world_writes_them import RELEVANT, SETTINGS, YES_NO, drafted, remarks


@pytest.mark.parametrize("written", ["2025", "3", "1.2", "v2"])
def test_a_form_of_others_is_our_first_version_whatever_number_it_has(written):
    """Its author's numbers are of another system: a year, or the third that was tried out there."""
    survey = [("type", "name", "label"), ("text", "a", "A")]
    settings = [("form_id", "form_title", "version"), ("thu", "Thử", written)]
    given = {"period": "once", "by": ["teacher"], "review": ["department"]}
    first = make_draft(Registers([]), [], {}, read(workbook_of(survey, [], settings), given)).register
    assert (first.version, first.form_version) == (1, written)
    again = make_draft(Registers([]), [], {}, read(write(first))).register
    assert again == first
    published = {first.form: toml(definition(first))}
    same = make_draft(Registers([], published), [], published, read(workbook_of(survey, [], settings), given))
    assert same.same
    longer = [*survey, ("text", "b", "B")]
    settings[1] = (*settings[1][:2], "4")
    second = make_draft(Registers([], published), [], published, read(workbook_of(longer, [], settings), given))
    assert (second.register.version, second.register.form_version) == (2, "4")


def test_a_form_of_others_that_counts_as_we_do_needs_no_second_number():
    settings = [("form_id", "form_title", "version"), ("thu", "Thử", "1")]
    given = {"period": "once", "by": ["teacher"], "review": ["department"]}
    survey = [("type", "name", "label"), ("text", "a", "A")]
    made = make_draft(Registers([]), [], {}, read(workbook_of(survey, [], settings), given)).register
    assert (made.version, made.form_version) == (1, None)


def test_a_file_that_says_the_same_number_twice_is_the_same_when_it_comes_again():
    given = {"period": "once", "by": ["teacher"], "review": ["department"]}
    form = workbook_of([("type", "name", "label"), ("text", "a", "A")], [], [("form_id", "form_title"), ("thu", "Thử")])
    raw = read(form, given).raw | {"version": 1, "form_version": "1"}
    first = make_draft(Registers([]), [], {}, ReadDefinition(raw | {})).register
    published = {first.form: toml(definition(first))}
    assert make_draft(Registers([], published), [], published, ReadDefinition(raw | {})).same


@pytest.mark.parametrize("quotes", ["’’", "‘‘", "””", '“"', '"”', "‘'", "'’", "“”"])
def test_quotes_that_a_word_processor_bent_are_quotes(quotes):
    bent = f"${{q1}}={quotes[0]}yes{quotes[1]}"
    made = drafted([RELEVANT, ("select_one yn", "q1", "Q1"), ("text", "a", "A", bent)])
    assert made.register.fields["a"].show_when.equals == "yes"
    assert remarks(made) == []


def test_a_bent_quote_within_a_sound_text_stays_as_it_is():
    made = drafted([RELEVANT, ("text", "q1", "Q1"), ("text", "a", "A", "${q1} = 'Xi’an'")])
    assert made.register.fields["a"].when == ["=", {"field": "q1"}, "Xi’an"]


SOUND = ["'nói “có”'", '"Xi’an"', "'Xi’an'", "“nói 'có'”", "'‘có’'"]
MIXED = [(bent, sound) for bent in ("‘x'", "'x’") for sound in SOUND[:2]]


@pytest.mark.parametrize(("bent", "said"), [*product(["’x’", "‘x‘", "“x”", "”x”"], SOUND), *MIXED])
@pytest.mark.parametrize("turned", [False, True])
def test_a_text_beside_bent_quotes_keeps_its_own(bent, said, turned):
    both = [said, bent][:: -1 if turned else 1]
    made = drafted([RELEVANT, ("text", "q1", "Q1"), ("text", "a", "A", f"${{q1}} = {both[0]} or ${{q1}} = {both[1]}")])
    meant = ["or", *(["=", {"field": "q1"}, one[1:-1]] for one in both)]
    assert (made.register.fields["a"].when, remarks(made)) == (meant, [])


def test_a_way_through_the_forms_own_xml_is_remarked():
    made = drafted([RELEVANT, ("text", "q1", "Q1"), ("text", "a", "A", "./source = 'user'")])
    assert remarks(made) == [
        ("survey", 3, "The condition “./source = 'user'” is not kept: this question is always asked, and not required.")
    ]


def test_a_group_may_be_named_beside_its_type():
    """As pyxform takes it: a list's name may stand after every ``begin``."""
    made = drafted(
        [RELEVANT, ("begin group pressure", "g", "G"), ("text", "a", "A"), ("end group",), ("text", "b", "B")]
    )
    assert [(name, field.section) for name, field in made.register.fields.items()] == [("a", "g"), ("b", None)]


@pytest.mark.parametrize("text", ["${q1} = ('yes'", "${none} = 'yes'"])
def test_what_is_wrong_with_a_groups_condition_is_said_of_its_row(text):
    group = [("begin_group", "g", "G", text), ("text", "a", "A"), ("text", "b", "B", "${q1}='yes'"), ("end_group",)]
    made = read(workbook_of([RELEVANT, ("select_one yn", "q1", "Q1"), *group], YES_NO, SETTINGS))
    assert [(one.sheet, one.row) for one in made.faults] == [("survey", 3)]


def test_a_circle_through_a_groups_condition_is_said_of_the_groups_row():
    group = [("begin_group", "g", "G", "${a}='yes'"), ("select_one yn", "a", "A"), ("end_group",)]
    with pytest.raises(Refused) as refused:
        make_draft(Registers([]), [], {}, read(workbook_of([RELEVANT, *group], YES_NO, SETTINGS)))
    assert [(one.row, one.en) for one in refused.value.faults] == [(2, "goes round in a circle: a → a")]


def test_a_type_that_only_begins_like_a_group_is_none():
    made = read(workbook_of([RELEVANT, ("begin screen", "g", "G"), ("text", "a", "A"), ("end screen",)], [], SETTINGS))
    assert [one.en for one in made.faults] == ["There is no type “begin screen” in XLSForm."]


def test_a_choice_with_a_sentence_for_a_name_gets_a_short_one():
    sentence = (
        "Không đủ điều kiện (người này không cư trú ở đây, hoặc đã được hỏi trong lần điều tra trước, hoặc đi vắng)"
    )
    listed = [*YES_NO, ("yn", sentence, "Khác")]
    made = drafted([RELEVANT, ("select_one yn", "q1", "Q1")], listed)
    value = made.register.fields["q1"].choices[2].value
    assert len(value) <= 63
    assert [(sheet, row) for sheet, row, _ in remarks(made)] == [("choices", 4)]
