"""What groups, lists and decimals of a form of others lose is said, once for the form; the headings of outer groups are
read with those inside of them."""

from tests.registers.test_xlsforms_as_the_world_writes_them import SETTINGS, YES_NO, drafted

HEADS = ("type", "name", "label::Tiếng Việt (vi)", "label::English (en)")
OUTER, END = ("begin_group", "outer", "Ngoài", "Outer"), ("end_group",)
INNER = ("begin_group", "inner", "Trong", "Inner")
LISTED = [("list_name", "name", "label"), ("My-List", "a", "A"), ("q", "b", "B")]


def titles(*rows):
    return {one.key: one.title for one in drafted([HEADS, *rows]).register.sections}


def own(survey, choices=YES_NO):
    """Sheet, row and text of what is said of a form, which may well have a setting of ours."""
    return [(one.sheet, one.row, one.en) for one in drafted(survey, choices, SETTINGS).remarks]


def test_an_outer_heading_that_has_no_question_is_read_with_the_inner_ones():
    more = ("begin_group", "more", "Thêm", "More")
    assert titles(OUTER, INNER, ("text", "a", "A", "A"), END, more, ("text", "b", "B", "B"), END, END) == {
        "inner": {"vi": "Ngoài · Trong", "en": "Outer · Inner"},
        "more": {"vi": "Ngoài · Thêm", "en": "Outer · More"},
    }


def test_three_headings_are_read_together():
    middle = ("begin_group", "middle", "Giữa", "Middle")
    assert titles(OUTER, middle, INNER, ("text", "a", "A", "A"), END, END, END) == {
        "inner": {"vi": "Ngoài · Giữa · Trong", "en": "Outer · Middle · Inner"}
    }


def test_an_outer_heading_with_a_question_of_its_own_stands_by_itself():
    assert titles(OUTER, ("text", "a", "A", "A"), INNER, ("text", "b", "B", "B"), END, END) == {
        "outer": {"vi": "Ngoài", "en": "Outer"},
        "inner": {"vi": "Trong", "en": "Inner"},
    }


def test_headings_that_are_too_long_together_are_remarked():
    long = ("begin_group", "outer", "N" * 119, "Outer")
    made = drafted([HEADS, long, INNER, ("text", "a", "A", "A"), END, END])
    assert {one.title["vi"] for one in made.register.sections} >= {"Trong"}
    (said,) = [
        (sheet, row)
        for sheet, row, text in ((one.sheet, one.row, one.en) for one in made.remarks)
        if "is not shown" in text
    ]
    assert said == ("survey", 2)


def test_names_of_groups_are_remarked_once():
    group, other = ("begin_group", "Nhom-A", "Nhóm A", "A"), ("begin_group", "kept", "Nhóm B", "B")
    plain = ("begin_group", "no-label")
    rows = [
        group,
        ("text", "a", "A", "A"),
        END,
        other,
        ("text", "b", "B", "B"),
        END,
        plain,
        ("text", "c", "C", "C"),
        END,
    ]
    said = [one for one in own([HEADS, *rows]) if "Names of groups" in one[2]]
    assert said == [("survey", 2, "Names of groups are not kept in the download: Nhom-A, no-label.")]


def test_names_of_lists_are_remarked_once():
    survey = [HEADS, ("select_one My-List", "p", "P", "P"), ("select_one q", "q", "Q", "Q")]
    text = "Names of lists are not kept; in the download each is called as its question: My-List → p."
    assert [one for one in own(survey, LISTED) if "Names of lists" in one[2]] == [("choices", 2, text)]


def test_decimals_are_said_once_to_have_three_digits():
    survey = [HEADS, ("text", "a", "A", "A"), ("decimal", "lat", "Lat", "Lat"), ("decimal", "lon", "Lon", "Lon")]
    said = [one for one in own(survey) if "Decimals" in one[2]]
    assert said == [("survey", 3, "Decimals are kept to three digits after the point.")]
    assert not any("Decimals" in text for _, _, text in own(survey[:2]))
