"""Names are of their group or repeat in forms and registers, and once in a workbook that is handed out."""

from server.registers.xlsform.reading import read
from server.registers.xlsform.writing import write
from sync.registers import parse
from tests.registers.test_registers_published_without_a_programmer import workbook_of
from tests.registers.test_xlsforms_as_the_world_writes_them import SETTINGS, YES_NO, drafted, remarks

HEADS = ("type", "name", "label")


def names(data: bytes) -> list[str]:
    """The names of a workbook's questions, in order."""
    rows = read_rows(data)
    return [row["name"] for row in rows if not row["type"].startswith("end_")]


def read_rows(data: bytes) -> list[dict]:
    from server.platform.cached_workbook import read_values

    lines = next(sheet for sheet in read_values(data) if sheet.name == "survey").rows
    return [dict(zip(lines[0].cells, line.cells, strict=False)) for line in lines[1:]]


def test_a_question_may_be_called_as_one_of_another_group():
    groups = [("begin_group", "g1", "G1"), ("text", "a", "A"), ("end_group",)]
    groups += [("begin_group", "g2", "G2"), ("text", "a", "Again"), ("end_group",)]
    made = drafted([HEADS, *groups])
    assert {name: one.exported_as for name, one in made.register.fields.items()} == {"a": None, "a_2": "a"}
    assert [row for _, row, text in remarks(made) if "is called" in text] == [6]
    written = names(write(made.register))
    assert len(set(written)) == len(written)


def test_a_question_twice_in_one_group_is_refused():
    made = read(workbook_of([HEADS, ("text", "a", "A"), ("text", "a", "B")], YES_NO, SETTINGS))
    assert [one.row for one in made.faults] == [3]


def test_a_column_that_is_called_as_a_question_has_a_name_of_its_own_in_the_workbook():
    repeat = [("begin_repeat", "people", "People"), ("text", "name", "Who"), ("end_repeat",)]
    made = drafted([HEADS, ("text", "name", "Title"), *repeat]).register
    assert list(made.fields["people"].fields) == ["name"]
    assert made.fields["people"].fields["name"].exported_as is None
    assert names(write(made)) == ["name", "people", "people_name"]
    assert parse(read(write(made)).raw) == made


def test_names_that_differ_by_capitals_or_are_kept_by_forms_are_others_in_the_workbook():
    groups = [("begin_group", "A", "Part"), ("text", "b", "B"), ("end_group",), ("begin_group", "META", "Part")]
    made = drafted([HEADS, ("text", "a", "A"), *groups, ("text", "data", "Data"), ("end_group",)]).register
    assert [*made.fields, *(one.key for one in made.sections)] == ["a", "b", "data", "a", "meta"]
    assert made.fields["data"].exported_as is None
    assert names(write(made)) == ["a", "a_2", "b", "meta_2", "data_2"]


def test_a_repeat_of_which_nothing_is_kept_is_left_out_with_a_remark():
    repeat = [("begin_repeat", "r", "R"), ("audio", "sound", "S"), ("end_repeat",)]
    made = drafted([HEADS, ("text", "a", "A"), *repeat])
    assert list(made.register.fields) == ["a"]
    assert "The repeat “r” is not kept: none of its questions is." in [text for _, _, text in remarks(made)]


def test_a_form_of_which_nothing_is_kept_says_of_each_row_why():
    rows = [("audio", "sound", "S", ""), ("calculate", "c", "", "position(..)")]
    made = read(workbook_of([(*HEADS, "calculation"), *rows], YES_NO, SETTINGS))
    assert [(one.row, one.en) for one in made.faults] == [
        (None, "None of the questions on this sheet can be kept here; each row says why."),
        (2, "A question of the type “audio” is not kept."),
        (3, "The calculated question “c” is not kept."),
    ]


def test_questions_of_one_name_in_unlike_capitals_stay_apart():
    """In the workbook each needs a name of its own, and the second one's own name is no longer free for the first."""
    groups = [("begin_group", "g1", "G1"), ("text", "DE", "A"), ("end_group",)]
    groups += [("begin_group", "g2", "G2"), ("text", "DE", "Again"), ("end_group",)]
    made = drafted([HEADS, *groups])
    assert [one.exported_as for one in made.register.fields.values()] == ["DE", "DE"]
    written = names(write(made.register))
    assert len({one.lower() for one in written}) == len(written)
