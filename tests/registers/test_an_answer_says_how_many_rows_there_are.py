"""How many rows there are to be follows from other answers, from a form of another system and back."""

import pytest

from server.registers.xlsform.writing import write
from sync.registers import catalog_entry, check_submit, compatible, parse, parse_with_faults
from tests.registers.test_each_name_is_once_in_a_workbook import read_rows
from tests.registers.test_xlsforms_as_the_world_writes_them import drafted, remarks

HEADS = ("type", "name", "label", "repeat_count", "relevant")
LISTS = [("list_name", "name", "label"), ("n", "1", "Một"), ("n", "2", "Hai")]
ASKED = [
    ("integer", "SoEm", "Mấy em?"),
    ("text", "chu", "Bằng chữ"),
    ("select_one n", "chon", "Chọn"),
    ("date", "day", "Ngày"),
]
REPEAT = [("text", "ten", "Tên"), ("end_repeat",)]


def repeated(count, *more):
    return drafted([HEADS, *ASKED, *more, ("begin_repeat", "em", "Từng em", count), *REPEAT], LISTS)


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("3", 3),
        ("${SoEm}", {"field": "so_em"}),
        ("${chu}", ["number", {"field": "chu"}]),
        ("${chon}", ["number", {"field": "chon"}]),
        ("coalesce(${SoEm}, 1) + 1", ["+", ["coalesce", {"field": "so_em"}, 1], 1]),
        ("if(${SoEm} > 5, 5, ${SoEm})", ["if", [">", {"field": "so_em"}, 5], 5, {"field": "so_em"}]),
    ],
)
def test_a_number_of_rows_is_kept_as_an_expression(text, tree):
    made = repeated(text)
    assert made.register.fields["em"].repeat_count == tree
    assert made.register.needs == ("repeat_count",)
    assert parse(catalog_entry(made.register, {})).fields["em"].repeat_count == tree
    assert [one for one in remarks(made) if "called" not in one[2]] == []
    (written,) = (row["repeat_count"] for row in read_rows(write(made.register)) if row["type"] == "begin_repeat")
    plain = written.replace("(${SoEm} > 5)", "${SoEm} > 5")
    assert text in (plain, plain.removeprefix("number(").removesuffix(")"))


@pytest.mark.parametrize("text", ["once('3')", "count(${em}) + 1", "${day}", "position(..)", "string-length(${ten})"])
def test_a_number_of_rows_that_cannot_be_said_is_remarked(text):
    made = repeated(text)
    assert made.register.fields["em"].repeat_count is None
    assert ("survey", 6, "What the column “repeat_count” says of this question is not kept.") in remarks(made)


def test_a_submit_has_as_many_rows_as_its_own_version_wants():
    made = repeated("${SoEm}").register
    assert check_submit(made, {"so_em": 1, "em": [{"id": "a"}]}) == {}
    assert check_submit(made, {"so_em": 2, "em": [{"id": "a"}]})["em"]["rule"] == "repeat_count"
    entry = catalog_entry(made)
    (field,) = (one for one in entry["fields"] if one["name"] == "em")
    fixed = parse(entry | {"version": 2, "fields": [one | {"repeat_count": 2} if one is field else one
                                                    for one in entry["fields"]]})  # fmt: skip
    assert compatible(made, fixed) == ["fields.em.repeat_count: may be dropped, not changed or added"]


@pytest.mark.parametrize(
    ("member", "fault"),
    [
        ({"repeat_count": {"field": "nobody"}}, "there is no field 'nobody'"),
        ({"repeat_count": {"field": "chu"}}, "comes to text, not number"),
        ({"repeat_count": ["days", ["today"], {"field": "day"}]}, "it cannot ask for today"),
        ({"repeat_count": ["count", {"field": "em"}]}, "goes round in a circle: em → em"),
        ({"repeat_count": 2, "required": True}, "says how many rows there are, and needs no required"),
        ({"repeat_count": [2]}, "must be an expression that is a number"),
    ],
)
def test_a_definition_that_counts_rows_wrongly_is_refused(member, fault):
    entry = catalog_entry(repeated("3").register)
    fields = [one | member if one["name"] == "em" else one for one in entry["fields"]]
    assert any(fault in one for one in parse_with_faults(entry | {"fields": fields})[1])
