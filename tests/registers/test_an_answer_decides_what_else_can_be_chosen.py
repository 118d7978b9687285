"""A list of choices that an earlier answer filters, from a form and back, as the world writes cascades."""

import pytest

from server.registers.xlsform.writing import write
from sync.registers import RegisterFaults, catalog_entry, check_submit, compatible, parse
from tests.registers.test_each_name_is_once_in_a_workbook import read_rows
from tests.registers.test_xlsforms_as_the_world_writes_them import SETTINGS, drafted, remarks

HEADS = ("type", "name", "label", "choice_filter", "required")
PLACES = [
    ("list_name", "name", "label", "Tinh", "homes"),
    ("tinh", "db", "Điện Biên"),
    ("tinh", "lai châu", "Lai Châu"),
    ("huyen", "mc", "Mường Chà", "db", 10),
    ("huyen", "tu", "Than Uyên", "lai châu", 20),
]
PROVINCE = ("select_one tinh", "tinh", "Tỉnh", "", "yes")


def cascade(*questions, choices=PLACES):
    return drafted([HEADS, PROVINCE, *questions], choices)


def said(draft):
    return [text for _, _, text in remarks(draft) if "is called" not in text]


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("Tinh = ${tinh}", ["=", {"column": "tinh"}, {"field": "tinh"}]),
        ("tinh=${tinh} and homes > 15", ["and", ["=", {"column": "tinh"}, {"field": "tinh"}],
                                         [">", ["number", {"column": "homes"}], 15]]),
        ("selected(${tinh}, tinh)", ["selected", {"field": "tinh"}, {"column": "tinh"}]),
        ("name != ${tinh}", ["!=", {"column": "name"}, {"field": "tinh"}]),
        ("true()", None),
    ],
)  # fmt: skip
def test_a_filter_is_kept_as_a_tree(text, tree):
    made = cascade(("select_one huyen", "huyen", "Huyện", text))
    assert made.register.fields["huyen"].choice_filter == tree
    assert [one for one in said(made) if "choice_filter" in one] == []


def test_columns_that_a_filter_asks_are_kept_and_others_remarked():
    made = cascade(("select_one huyen", "huyen", "Huyện", "Tinh=${tinh}"))
    field = made.register.fields["huyen"]
    assert [one.columns for one in field.choices] == [{"tinh": "db"}, {"tinh": "lai_chau"}]
    assert said(made) == ["The column “homes” was left out."]
    assert made.register.needs == ("choice_filter",)
    entry = catalog_entry(made.register, {})
    assert entry["fields"][1]["choices"][0]["columns"] == {"tinh": "db"}
    assert [row.get("choice_filter") for row in read_rows(write(made.register))] == [None, "tinh = ${tinh}"]


def test_a_column_that_only_another_list_is_filtered_by_is_remarked():
    """As cascades are written: a village has its province beside it, and is filtered by its district alone."""
    heads, villages = (*PLACES[0][:4], "Huyen"), [("xa", "mm", "Mường Mươn", "db", "mc"), ("xa", "x", "X", "", "tu")]
    made = cascade(
        ("select_one huyen", "huyen", "Huyện", "Tinh=${tinh}"),
        ("select_one xa", "xa", "Xã", "Huyen=${huyen}"),
        choices=[heads, *(row[:4] for row in PLACES[1:]), *villages],
    )
    assert [one.columns for one in made.register.fields["xa"].choices] == [{"huyen": "mc"}, {"huyen": "tu"}]
    assert [(row, text) for _, row, text in remarks(made) if "is called" not in text] == [
        (6, "The column “Tinh” of the list “xa” was left out: no question filters that list by it.")
    ]


@pytest.mark.parametrize("text", ["gone = ${tinh}", "position(..) = 1", "contains(tinh, ${tinh})", "tinh + 1"])
def test_a_filter_that_cannot_be_said_is_remarked_and_offers_all(text):
    made = cascade(("select_one huyen", "huyen", "Huyện", text))
    assert made.register.fields["huyen"].choice_filter is None
    assert "What the column “choice_filter” says of this question is not kept." in said(made)


def test_filters_that_lead_round_in_a_circle_are_remarked():
    choices = [("list_name", "name", "label", "of"), ("l", "x", "X", "x"), ("l", "y", "Y", "y")]
    survey = [HEADS, ("select_one l", "a", "A", "of=${b}"), ("select_one l", "b", "B", "of=${a}")]
    made = drafted(survey, choices)
    assert any("choice_filter" in text for text in said(made))
    assert sum(one.choice_filter is not None for one in made.register.fields.values()) < 2


def test_a_definition_whose_filter_asks_what_is_not_there_is_refused():
    raw = catalog_entry(cascade(("select_one huyen", "huyen", "Huyện", "Tinh=${tinh}")).register)
    for tree, fault in (
        (["=", {"column": "nowhere"}, {"field": "tinh"}], "no choice has a column 'nowhere'"),
        (["=", {"column": "tinh"}, {"field": "nobody"}], "'nobody'"),
        (["=", {"column": "tinh"}, {"field": "huyen"}], "goes round in a circle"),
        ({"column": "tinh"}, "comes to text"),
        (["regex", {"field": "tinh"}, {"column": "tinh"}], "an expression"),
    ):
        fields = [raw["fields"][0], {**raw["fields"][1], "choice_filter": tree}]
        with pytest.raises(RegisterFaults, match=fault):
            parse({**raw, "fields": fields})


def test_a_new_version_may_drop_a_filter_and_not_add_one():
    with_one = cascade(("select_one huyen", "huyen", "Huyện", "Tinh=${tinh}")).register
    without = cascade(("select_one huyen", "huyen", "Huyện")).register
    assert [fault for fault in compatible(with_one, without) if "choice_filter" in fault] == []
    assert any("choice_filter" in fault for fault in compatible(without, with_one))


def test_a_required_list_that_is_filtered_to_nothing_holds_nobody_up():
    made = cascade(
        ("select_one huyen", "huyen", "Huyện", "Tinh=${tinh}", "yes"), choices=[*PLACES, ("tinh", "sl", "Sơn La")]
    ).register
    assert check_submit(made, {"tinh": "sl"}) == {}
    assert check_submit(made, {"tinh": "db"}) == {"huyen": {"rule": "required"}}


TWICE = [
    ("list_name", "name", "label", "tinh"),
    ("tinh", "a", "A"),
    ("tinh", "b", "B"),
    ("xa", "01", "Xã 1 của A", "a"),
    ("xa", "01", "Xã 1 của B", "b"),
]
ALLOWED = [(*SETTINGS[0], "allow_choice_duplicates"), (*SETTINGS[1], "yes")]


def test_choices_of_one_name_are_told_apart_where_nothing_asks_for_them():
    survey = [HEADS, PROVINCE, ("select_one xa", "xa", "Xã", "tinh=${tinh}"), ("note", "n", "Xã: ${xa}")]
    made = drafted(survey, TWICE, ALLOWED)
    field = made.register.fields["xa"]
    assert [(one.value, one.exported_as, dict(one.columns)) for one in field.choices] == [
        ("01", None, {"tinh": "a"}),
        ("01_2", "01", {"tinh": "b"}),
    ]
    assert [one for one in remarks(made) if one[0] == "choices"] == [
        ("choices", 5, "“01” is called “01_2” here; it is “01” again when it is downloaded.")
    ]
    assert check_submit(made.register, {"tinh": "b", "xa": "01_2"}) == {}
    assert check_submit(made.register, {"tinh": "b", "xa": "01"}) == {"xa": {"rule": "choices"}}


def test_of_choices_of_one_name_that_something_asks_for_the_first_is_taken_with_a_remark():
    more = ("select_one tinh", "lai", "Lại", "${xa}='01'")
    made = drafted([HEADS, PROVINCE, ("select_one xa", "xa", "Xã", "tinh=${tinh}"), more], TWICE, ALLOWED)
    assert [one.value for one in made.register.fields["xa"].choices] == ["01"]
    assert ("choices", 5, "The choice “01” is there twice in the list “xa”.") in remarks(made)


IN_ROWS = [
    HEADS,
    PROVINCE,
    ("begin_repeat", "nha", "Từng nhà"),
    ("select_one tinh", "o", "Ở tỉnh", "name != ${tinh}"),
    ("select_one huyen", "huyen", "Huyện", "Tinh = ${o}", "yes"),
    ("end_repeat",),
]


def test_a_filter_in_rows_asks_the_same_row_and_the_form_around_it():
    made = drafted(IN_ROWS, PLACES)
    own, district = made.register.fields["nha"].fields.values()
    assert own.choice_filter == ["!=", {"column": "name"}, {"field": "tinh"}]
    assert district.choice_filter == ["=", {"column": "tinh"}, {"field": "nha.o"}]
    assert [dict(one.columns) for one in district.choices] == [{"tinh": "db"}, {"tinh": "lai_chau"}]
    assert made.register.needs == ("column_filter", "columns")
    assert [one for one in said(made) if "choice_filter" in one] == []

    def faults(*rows):
        named = [{"id": str(at), **row} for at, row in enumerate(rows)]
        return check_submit(made.register, {"tinh": "db", "nha": named}).get("nha")

    assert faults({"o": "lai_chau", "huyen": "tu"}) is None
    assert faults({"o": "lai_chau", "huyen": "mc"}) == {"rule": "choices", "row": 0, "field": "huyen"}
    assert faults({"o": "db", "huyen": "mc"}) == {"rule": "choices", "row": 0, "field": "o"}
    assert faults({"o": "lai_chau"}) == {"rule": "required", "row": 0, "field": "huyen"}
    assert faults({}) is None


def test_a_filter_in_rows_that_cannot_be_said_is_remarked():
    circle = ("select_one tinh", "o", "Ở tỉnh", "name = ${huyen}")
    made = drafted([*IN_ROWS[:3], circle, *IN_ROWS[4:]], PLACES)
    assert sum("choice_filter" in one for one in said(made)) == 1
