"""Rows hold selects, conditions, checks and calculations, from a form of another system to its figures."""

import pytest

from sync.registers import (
    check_put,
    check_submit,
    compatible,
    contributions,
    flags,
    parse,
    parse_with_faults,
    visible_answers,
)
from sync.registers.answers import beside
from tests.registers.test_xlsforms_as_the_world_writes_them import YES_NO, drafted, remarks

WORDS = {"vi": "x", "en": "x"}
HEADS = ("type", "name", "label", "relevant", "constraint", "constraint_message", "calculation", "required")
CHOICES = [*YES_NO, ("crop", "rau", "Rau"), ("crop", "cay", "Cây"), ("crop", "other", "Khác")]
GARDEN = [
    HEADS,
    ("integer", "limit", "Dài nhất"),
    ("begin_repeat", "beds", "Luống"),
    ("select_one crop", "crop", "Trồng gì", "", "", "", "", "yes"),
    ("text", "what", "Là gì", "${crop} = 'other'", "", "", "", "yes"),
    ("select_multiple yn", "ways", "Cách"),
    ("integer", "long", "Dài", "", ". <= ${limit}", "Dài quá mức"),
    ("begin_group", "size", "", "${limit} * 2 > 3"),
    ("integer", "wide", "Rộng", "${long} > 1"),
    ("end_group",),
    ("calculate", "area", "Diện tích", "", "", "", "${long} * ${wide}"),
    ("calculate", "share", "Phần", "", "", "", "round(${area} div ${whole}, 2)"),
    ("end_repeat",),
    ("calculate", "whole", "Tất cả", "", "", "", "sum(${area})"),
    ("text", "big", "Lớn", "${whole} * 2 > 20"),
]


@pytest.fixture(scope="module")
def garden():
    draft = drafted(GARDEN, CHOICES)
    assert remarks(draft) == []
    return draft.register


def bed(**cells):
    return {"id": str(len(str(cells))) + str(cells), **cells}


def test_what_a_repeat_asks_is_kept_whole(garden):
    columns = garden.fields["beds"].fields
    assert [column.type for column in columns.values()] == [
        *("choice", "text", "choices", "integer", "integer", "integer", "decimal"),
    ]
    assert columns["what"].when == ["=", {"field": "beds.crop"}, "other"]
    assert columns["wide"].when == [
        *("and", [">", ["*", {"field": "limit"}, 2], 3], [">", {"field": "beds.long"}, 1]),
    ]
    assert columns["long"].check == ["<=", {"field": "beds.long"}, {"field": "limit"}]
    assert garden.needs == ("columns", "compute", "expressions", "when")


def test_a_row_counts_as_it_is_shown_and_worked_out(garden):
    rows = [
        bed(crop="rau", what="gì đó", long=4, wide=2),
        bed(crop="other", what="dâu", long=1, wide=9),
        bed(long=2, wide=2),
    ]
    seen = visible_answers(garden, {"limit": 5, "beds": rows, "big": "to"})
    assert [(row.get("what"), row.get("wide"), row.get("area"), row.get("share")) for row in seen["beds"]] == [
        (None, 2, 8, 0.67),
        ("dâu", None, None, None),
        (None, 2, 4, 0.33),
    ]
    assert (seen["whole"], seen["big"]) == (12, "to")
    assert beside(garden, {"limit": 5, "beds": rows})["big?"] is True
    assert visible_answers(garden, {"limit": 5})["whole"] == 0


def test_a_hidden_column_is_not_demanded_and_a_shown_one_is(garden):
    answers = {"limit": 5, "beds": [bed(crop="rau"), bed(crop="other")]}
    assert check_submit(garden, answers) == {"beds": {"rule": "required", "row": 1, "field": "what"}}
    long = {"limit": 5, "beds": [bed(crop="rau", long=9)]}
    message = {"vi": "Dài quá mức", "en": "Dài quá mức"}
    assert check_submit(garden, long) == {"beds": {"rule": "check", "message": message, "row": 0, "field": "long"}}
    assert flags(garden, long) == ["check:beds.long"]
    assert check_submit(garden, long | {"limit": 9}) == {}


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        ({"crop": "lúa"}, {"rule": "choices", "row": 0, "field": "crop"}),
        ({"ways": ["yes", "perhaps"]}, {"rule": "choices", "row": 0, "field": "ways"}),
        ({"ways": "yes"}, {"rule": "type", "type": "choices", "row": 0, "field": "ways"}),
        ({"ways": ["yes", "yes"]}, {"rule": "type", "type": "choices", "row": 0, "field": "ways"}),
        ({"area": 5}, {"rule": "computed", "row": 0, "field": "area"}),
        ({"nope": 5}, {"rule": "unknown", "row": 0, "field": "nope"}),
    ],
)
def test_what_a_row_may_not_hold_is_named(garden, cells, fault):
    assert check_put(garden, {"beds": [{"id": "a", **cells}]})[1] == {"beds": fault}


def test_more_rows_than_a_form_holds_are_refused(garden):
    rows = [{"id": str(at), "crop": "rau"} for at in range(300)]
    assert check_put(garden, {"beds": rows})[1] == {"beds": {"rule": "count", "most": 200}}
    assert check_submit(garden, {"limit": 5, "beds": rows[:200]}) == {}


def of(*columns, **more):
    """A definition with these columns."""
    fields = [{"name": "n", "type": "integer", "label": WORDS}]
    fields += [{"name": "r", "type": "rows", "label": WORDS, "fields": [{"label": WORDS, **one} for one in columns]}]
    top = {"key": "k", "version": 1, "title": WORDS, "by": ["leader"], "period": "once", "review": ["department"]}
    return {**top, "fields": fields, **more}


A = {"name": "a", "type": "integer"}


@pytest.mark.parametrize(
    ("columns", "fault"),
    [
        (
            [{**A, "compute": {"field": "r.b"}}, {**A, "name": "b", "compute": ["+", {"field": "r.a"}, 1]}],
            "fields.r.fields.a.compute: goes round in a circle: r.a → r.b → r.a",
        ),
        ([{**A, "compute": ["sum", {"field": "r.a"}]}], "fields.r.fields.a.compute: goes round in a circle: r.a → r.a"),
        ([{**A, "when": [">", {"field": "r.a"}, 1]}], "fields.r.fields.a.when: goes round in a circle: r.a → r.a"),
        ([{**A, "when": [">", {"field": "r.z"}, 1]}], "fields.r.fields.a.when: 'r' has no column 'z'"),
        ([{**A, "when": [">", ["today"], "2026-01-01"]}], "fields.r.fields.a.when: what is asked does not change"),
        ([{**A, "check": ["+", {"field": "r.a"}, 1]}], "fields.r.fields.a.check: comes to number, not yes or no"),
        ([{**A, "show_when": {"field": "n", "equals": 1}}], "fields.r.fields.a: a column of rows is plain"),
    ],
)
def test_what_no_row_could_follow_is_refused(columns, fault):
    assert any(one.startswith(fault) for one in parse_with_faults(of(*columns))[1]), parse_with_faults(of(*columns))[1]


def test_a_withdrawn_choice_stays_in_rows_and_trees_may_not_change():
    choices = [{"value": value, "label": WORDS} for value in "ab"]
    kinds = {"name": "kinds", "type": "choices", "choices": choices}
    old = parse(of(kinds, {**A, "when": ["selected", {"field": "r.kinds"}, "a"]}))
    withdrawn = {**kinds, "choices": [{**choices[0], "retired": True}, choices[1]]}
    new = parse(of(withdrawn, {**A, "when": ["selected", {"field": "r.kinds"}, "a"]}, version=2))
    assert compatible(old, new) == []
    assert check_put(new, {"r": [{"id": "1", "kinds": ["a", "b"], "a": 3}]})[1] == {}
    assert visible_answers(new, {"r": [{"id": "1", "kinds": ["a"], "a": 3}]})["r"][0]["a"] == 3
    other = parse(of(withdrawn, {**A, "when": ["selected", {"field": "r.kinds"}, "b"]}, version=2))
    assert compatible(old, other) == ["fields.r.fields.a.when: may not change"]


def test_figures_count_what_rows_show_and_no_list_of_choices():
    yes = {"name": "y", "type": "yesno"}
    columns = [
        yes,
        {**A, "when": ["=", {"field": "r.y"}, True]},
        {**A, "name": "b", "compute": ["*", {"field": "r.a"}, 2]},
    ]
    sums = [{"key": one, "label": WORDS, "kind": "sum", "fields": [f"r.{one}"], "by": ["r.y"]} for one in "ab"]
    rows = [{"id": "1", "y": True, "a": 3}, {"id": "2", "y": False, "a": 100}]
    assert contributions(parse(of(*columns, measures=sums)), {"r": rows}) == {
        ("a", "", ""): 3000,
        ("a", "r.y", "true"): 3000,
        ("b", "", ""): 6000,
        ("b", "r.y", "true"): 6000,
    }
    kinds = {"name": "k", "type": "choices", "choices": [{"value": "a", "label": WORDS}]}
    counted = [{"key": "m", "label": WORDS, "kind": "rows", "fields": ["r"], "by": ["r.k"]}]
    assert any("several answers in each row" in one for one in parse_with_faults(of(kinds, measures=counted))[1])


def test_today_is_the_records_own_day():
    settings = [("form_id", "form_title", "version"), ("thu", "Thử", "1")]
    heads = ("type", "name", "label", "relevant", "calculation", "required")
    born = [("date", "day", "Ngày", "", "", "yes"), ("begin_repeat", "r", "Em"), ("date", "born", "Sinh")]
    age = ("calculate", "age", "Tuổi", "", "int((today() - ${born}) div 365.25)")
    rest = [age, ("end_repeat",), ("today", "now"), ("text", "late", "Muộn", "${now} > '2026-06-01'")]
    made = drafted([heads, *born, *rest], settings=settings)
    day = {"field": "day"}
    age_tree = ["int", ["div", ["days", day, {"field": "r.born"}], 365.25]]
    assert made.register.fields["r"].fields["age"].compute == age_tree
    assert made.register.fields["late"].when == [">", day, "2026-06-01"]
    assert sum("Today is the record's own day" in text for _, _, text in remarks(made)) == 1
