"""XLSForms that nobody here wrote are taken as they are: kept, or remarked with sheet and row; none goes silently."""

import datetime
from collections.abc import Sequence

import pytest

from server.registers.drafts import Draft, make_draft
from server.registers.xlsform.reading import read
from server.registers.xlsform.writing import write
from sync.registers import Registers
from tests.registers.test_registers_published_without_a_programmer import workbook_of

YES_NO = [("list_name", "name", "label"), ("yn", "yes", "Có"), ("yn", "no", "Không")]
SETTINGS = [("form_id", "form_title", "lt_period", "version"), ("thu", "Thử", "once", "1")]
RELEVANT = ("type", "name", "label", "relevant")
Rows = Sequence[Sequence[object]]


def drafted(survey: Rows, choices: Rows = YES_NO, settings: Rows = SETTINGS) -> Draft:
    """The draft of a form; it goes round: what is downloaded makes the same register."""
    found = make_draft(Registers([]), [], {}, read(workbook_of(survey, choices, settings)))
    again = read(write(found.register))
    assert make_draft(Registers([]), [], {}, again).register == found.register
    assert (again.faults, again.remarks) == ([], [])
    return found


def remarks(draft: Draft) -> list[tuple[str | None, int | None, str]]:
    """Sheet, row and text of what was left out, changed or filled in, but for what every form of others lacks."""
    usual = ("There are labels in", "There is no “lt_by”", "There is no “lt_review”", "No question uses the list “yn”")
    usual += ("Names of lists", "Names of groups", "Decimals are kept")
    return [(one.sheet, one.row, one.en) for one in draft.remarks if not one.en.startswith(usual)]


def test_conditions_of_nested_groups_hold_together():
    group = [("begin_group", "g1", "G1", "${q1}='yes'"), ("begin_group", "g2", "G2", "${q2}='yes'"), ("text", "a", "A")]
    questions = [("select_one yn", "q1", "Q1"), ("select_one yn", "q2", "Q2")]
    made = drafted([RELEVANT, *questions, *group, ("end_group",), ("text", "b", "B"), ("end_group",)])
    q1, q2 = (["=", {"field": name}, "yes"] for name in ("q1", "q2"))
    assert made.register.fields["a"].when == ["and", q1, q2]
    assert made.register.fields["b"].show_when.field == "q1"
    assert made.register.needs == ("when",)
    assert remarks(made) == []


def test_notes_stand_where_they_stood_and_under_their_condition():
    notes = [
        ("note", "n1", "Gọi 115", "${q1}='yes'"),
        ("note", "n2", "Điều hai"),
        ("text", "a", "A"),
        ("note", "n3", "Hết"),
    ]
    made = drafted([RELEVANT, ("select_one yn", "q1", "Ốm?"), *notes]).register
    assert [(name, field.type) for name, field in made.fields.items()] == [
        ("q1", "choice"),
        ("n1", "note"),
        ("n2", "note"),
        ("a", "text"),
        ("n3", "note"),
    ]
    assert made.fields["n1"].show_when.equals == "yes"
    assert made.needs == ("note",)


def test_a_foreign_language_alone_is_shown():
    alone = drafted([("type", "name", "label::Français (fr)"), ("text", "a", "Le nom")])
    assert alone.register.fields["a"].label == {"vi": "Le nom", "en": "Le nom"}
    assert remarks(alone) == [
        ("survey", None, "There is “label::Français (fr)” alone; it is shown in both languages."),
    ]


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("default", "${a} + 1"),
        ("choice_filter", "x=1"),
        ("trigger", "${a}"),
        ("media::image", "a.png"),
        ("something", "else"),
    ],
)
def test_what_is_not_kept_is_remarked(column, cell):
    made = drafted([("type", "name", "label", column), ("text", "a", "A", cell)])
    assert any(column in text for _, _, text in remarks(made))


def test_what_says_nothing_is_no_remark():
    made = drafted([("type", "name", "label", "read_only", "media::image", "audio"), ("text", "a", "A", "no")])
    assert remarks(made) == []


def test_columns_are_read_in_older_spellings():
    old = ("type", "name", "label:English", "bind:relevant", "bind:jr:constraintMsg", "image::english", "caption")
    made = drafted([old, ("select_one yn", "a", "A"), ("text", "b", "B", "${a}='yes'", "No!", "b.png")])
    fields = made.register.fields
    assert fields["b"].show_when.field == "a"
    said = " ".join(text for _, _, text in remarks(made))
    assert fields["b"].constraint_message == {"vi": "No!", "en": "No!"}
    assert "image::english" in said


def test_bounds_leave_out_what_they_exclude():
    constrained = [("decimal", "a", "A", ".>0"), ("integer", "c", "C", ".>0 and .<10"), ("integer", "d", "D", "5 >= .")]
    made = drafted([("type", "name", "label", "constraint"), *constrained]).register.fields
    assert made["a"].range[0] == 0.001
    assert (made["c"].range, made["d"].range[1]) == ((1, 9), 5)


def test_names_that_registers_do_not_have_are_proposed_and_kept_for_the_download():
    survey = [RELEVANT, ("select_one yn", "HoTen", "Họ tên"), ("text", "so-lop", "Số lớp", "${HoTen}='yes'")]
    made = drafted(survey)
    assert list(made.register.fields) == ["ho_ten", "so_lop"]
    assert made.register.fields["ho_ten"].exported_as == "HoTen"
    assert made.register.fields["so_lop"].show_when.field == "ho_ten"
    assert {row for _, row, text in remarks(made) if "is called" in text} == {2, 3}
    odd = [("list_name", "name", "label"), ("yn", "rất tốt", "Rất tốt"), ("yn", "0-5", "0–5")]
    values = drafted([RELEVANT, ("select_one yn", "q", "Q"), ("text", "b", "B", "${q}='rất tốt'")], odd)
    assert [one.value for one in values.register.fields["q"].choices] == ["rat_tot", "0-5"]
    assert values.register.fields["b"].show_when.equals == "rat_tot"


def test_or_other_is_a_choice_with_a_text_of_its_own():
    fields = drafted([("type", "name", "label"), ("select_one yn or_other", "a", "A")]).register.fields
    assert [one.value for one in fields["a"].choices] == ["yes", "no", "other"]
    assert fields["a_other"].show_when.equals == "other"


SPELLINGS = {
    "select one from yn": "choice",
    "select1 yn": "choice",
    "Select_One yn": "choice",
    "select all that apply from yn": "choices",
    "select yn": "choices",
    "TEXT": "text",
    "string": "text",
    "int": "integer",
    "q int": "integer",
    "add integer prompt": "integer",
    "gps": "place",
    "photo": "photos",
    "range": "integer",
    "acknowledge": "yesno",
    "barcode": "barcode",
    "dateTime": "datetime",
    "time": "time",
    "rank yn": "choices",
}


@pytest.mark.parametrize(("written", "kind"), SPELLINGS.items(), ids=SPELLINGS)
def test_a_type_is_read_in_every_spelling(written, kind):
    assert drafted([("type", "name", "label"), (written, "a", "A")]).register.fields["a"].type == kind


@pytest.mark.parametrize("kind", ["audio", "video", "file", "geotrace", "geoshape", "hidden", "calculate"])
def test_a_question_that_cannot_be_asked_is_left_out_with_a_remark(kind):
    made = drafted([("type", "name", "label"), (kind, "a", "A"), ("text", "b", "B")])
    assert list(made.register.fields) == ["b"]
    assert [row for _, row, _ in remarks(made)] == [2]


def test_a_condition_that_registers_cannot_say_asks_always_and_requires_nothing():
    heads = ("type", "name", "label", "required", "relevant")
    made = drafted(
        [
            heads,
            ("text", "a", "A"),
            ("text", "b", "B", "yes", "position(..) > 1"),
            ("text", "c", "C", "", "${d} > 1"),
            ("calculate", "d", "D"),
        ]
    )
    assert made.register.fields["b"].condition is None
    assert not made.register.fields["b"].required
    assert made.register.fields["c"].condition is None
    assert {row for _, row, _ in remarks(made)} == {3, 4, 5}
    odd = [
        "${a} = 'perhaps'",
        "selected(${a}, 'perhaps')",
        "../a = 'yes'",
        "/data/a = 'yes'",
        "yes",
        "${a} < 'yes'",
        "today() > 3",
    ]
    for relevant in odd:
        asked = drafted([RELEVANT, ("select_one yn", "a", "A"), ("text", "b", "B", relevant)])
        assert asked.register.fields["b"].condition is None, relevant
        assert [row for _, row, _ in remarks(asked)] == [3]


def test_an_answer_stands_in_a_label_and_its_question_where_there_is_no_form():
    rows = [("integer", "nu", "Số nữ"), ("integer", "nam", "Nam"), ("calculate", "tong", "", "${nu} + ${nam}")]
    made = drafted([("type", "name", "label", "calculation"), *rows, ("text", "y", "Trong ${tong} em, em nào?")])
    fields = made.register.fields
    assert fields["tong"].compute == ["+", {"field": "nu"}, {"field": "nam"}]
    assert fields["y"].live_label["vi"] == "Trong ${tong} em, em nào?"
    assert fields["y"].label["vi"] == "Trong [tong] em, em nào?"
    assert [text for _, _, text in remarks(made)] == ["There is no label; “tong” is shown in its place."]
    elsewhere = drafted([("type", "name", "label", "hint"), rows[0], ("text", "y", "Y", "Trong ${nu} em")])
    assert elsewhere.register.fields["y"].help["vi"] == "Trong [Số nữ] em"
    assert any("names another answer" in text for _, _, text in remarks(elsewhere))


def test_rows_hold_plain_questions_and_what_else_is_in_a_repeat_is_remarked():
    inside = [
        ("note", "n", "Đọc kỹ"),
        ("text", "t", "T"),
        ("image", "where", "W"),
        ("begin_group", "g", "G"),
        ("integer", "i", "I"),
    ]
    deeper = [("end_group",), ("begin_repeat", "r2", "R2"), ("text", "u", "U"), ("end_repeat",), ("end_repeat",)]
    made = drafted([("type", "name", "label"), ("begin_repeat", "r", "R"), *inside, *deeper])
    rows = made.register.fields["r"]
    assert (list(rows.fields), rows.help["vi"]) == (["t", "i"], "Đọc kỹ")
    assert {row for _, row, _ in remarks(made)} == {5, 6, 9, 10}


def test_blank_rows_count_for_nothing():
    blank = [()] * 6_000
    made = drafted([("type", "name", "label"), ("text", "a", "A"), *blank, ("text", "b", "B")])
    assert list(made.register.fields) == ["a", "b"]


def test_a_version_is_kept_as_it_is_written():
    settings = [SETTINGS[0], (*SETTINGS[1][:3], "2024052001")]
    register = drafted([("type", "name", "label"), ("text", "a", "A")], settings=settings).register
    assert (register.version, register.form_version) == (1, "2024052001")


def test_formulas_are_read_as_whoever_saved_them_saw_them():
    import io

    import xlsxwriter

    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet("survey")
        sheet.write_row(0, 0, ("type", "name", "label"))
        sheet.write_row(1, 0, ("text", "a"))
        sheet.write_formula(1, 2, '=CONCATENATE("Số ","sách")', None, "Số sách")
        sheet.write_datetime(2, 3, datetime.datetime(2026, 1, 1))
    assert read(file.getvalue(), {"file": "f"}).raw["fields"][0]["label"]["vi"] == "Số sách"
