"""What is computed and checked is read from forms of others, and is written as their expressions again."""

from random import Random

import pytest

from sync.registers import parse
from tests.registers.test_xlsform_round_trip import goes_round
from tests.registers.test_xlsforms_as_the_world_writes_them import drafted, remarks

BOTH = {"vi": "Một", "en": "One"}
CHOICES = [{"value": "a", "label": BOTH}, {"value": "b_c", "label": BOTH, "exported_as": "b c"}]
FIELDS = [
    {"name": "n", "type": "integer", "label": BOTH},
    {"name": "w", "type": "decimal", "label": BOTH, "exported_as": "Can-Nang"},
    {"name": "t", "type": "text", "label": BOTH},
    {"name": "d", "type": "date", "label": BOTH},
    {"name": "y", "type": "yesno", "label": BOTH},
    {"name": "c", "type": "choice", "label": BOTH, "choices": CHOICES},
    {"name": "cs", "type": "choices", "label": BOTH, "choices": CHOICES},
    {"name": "e", "type": "date", "label": BOTH},
    {"name": "h", "type": "time", "label": BOTH},
    {"name": "k", "type": "time", "label": BOTH, "exported_as": "Gio-Ra"},
    {"name": "l", "type": "datetime", "label": BOTH},
    {"name": "m", "type": "datetime", "label": BOTH},
    {"name": "r", "type": "rows", "label": BOTH, "fields": [{"name": "km", "type": "decimal", "label": BOTH}]},
]
TOP = {"key": "made", "version": 1, "title": BOTH, "by": ["leader"], "period": "once", "review": ["department"]}
MOMENTS = {"de": "2024-09-05", "hk": "08:00", "lm": "2024-09-05T08:00"}
"""Fields that hold days, times, or both → such a constant."""
PATTERNS = [
    "0[0-9]{9}",
    "[a-z]+(?:-[0-9]{2})*|[^\u2028]*",
    "[\\-^/]+?".replace("+?", "+").replace("^", "\\^"),
    "\\(x\\)",
]


def named(name):
    return {"field": name}


def number(chance, depth):
    if depth <= 0 or chance.random() < 0.3:
        asked = [named("n"), named("w"), ["sum", named("r.km")], ["count", named("r")], ["count-selected", named("cs")]]
        return chance.choice([*asked, chance.randint(-9, 99), chance.choice([0.5, 2.25])])
    what = chance.choice(["+", "*", "-", "div", "mod", "int", "round", "min", "max", "if", "coalesce", "days", "text"])
    some = [number(chance, depth - 1) for _ in range(3)]
    if what in ("+", "*"):
        return [what, *([some[0]] if not _is(some[0], what) else [7]), *some[1 : chance.randint(2, 3)]]
    if what in ("min", "max"):
        return [what, *some]
    if what == "days":
        return ["days", named("d"), chance.choice(["2026-01-31", named("d")])]
    if what == "text":
        return chance.choice(
            [["string-length", text(chance, depth - 1)], ["number", named("t")], ["number", named("c")]]
        )
    if what == "if":
        return ["if", truth(chance, depth - 1), *some[:2]]
    return {"int": ["int", some[0]], "round": ["round", some[0], chance.randint(0, 4)]}.get(what, [what, *some[:2]])


def _is(tree, what):
    return isinstance(tree, list) and tree[0] == what


def text(chance, depth):
    if depth <= 0 or chance.random() < 0.4:
        return chance.choice([named("t"), named("c"), "Lò Văn Á", "2", "'"])
    if chance.random() < 0.5:
        return ["if", truth(chance, depth - 1), text(chance, depth - 1), named("t")]
    return ["concat", text(chance, depth - 1), chance.choice([named("n"), " "])]


def moment(chance, names, depth):
    """A day, a time or both: an answer, or one that is chosen among answers."""
    if depth <= 0:
        return named(chance.choice(names))
    some = [moment(chance, names, depth - chance.randint(1, 2)) for _ in range(2)]
    either = ["if", [">", named("n"), 1], *some]
    return chance.choice([some[0], either, either[:3] + [""], ["coalesce", *some]])


def moments(chance, depth):
    """Two of these compared."""
    names, constant = chance.choice([*MOMENTS.items()])
    sides = [moment(chance, names, depth), chance.choice([constant, constant, "", moment(chance, names, depth)])]
    chance.shuffle(sides)
    return [chance.choice(["=", "!="] if "" in sides else ["=", "!=", "<", "<=", ">", ">="]), *sides]


def truth(chance, depth):
    sign = chance.choice(["=", "!=", "<", "<=", ">", ">="])
    draw = chance.random()
    if depth > 0 and draw < 0.3:
        joint = chance.choice(["and", "or"])
        some = [truth(chance, depth - 1) for _ in range(2)]
        return chance.choice([["not", some[0]], [joint, *(["not", one] if _is(one, joint) else one for one in some)]])
    plain = [
        ["=", named("y"), chance.choice([True, False])],
        [chance.choice(["=", "!="]), named("c"), chance.choice(["a", "b_c"])],
        ["selected", named(chance.choice(["c", "cs"])), "b_c"],
        ["regex", named("t"), chance.choice(PATTERNS)],
        ["!=", named(chance.choice("ntdc")), ""],
        [sign, named("d"), "2026-02-28"],
        ["=", "x", named("t")],
        ["=", ["if", ["=", named("y"), True], named("t"), chance.choice([named("c"), "x", ""])], "2026-02-28"],
        moments(chance, depth),
    ]
    if draw < 0.7:
        return chance.choice(plain)
    return [sign, named("n"), number(chance, depth - 1)] if draw < 0.9 else [sign, ["+", named("n"), 1], named("w")]


def checked(chance):
    own = chance.choice(["n", "w", "d"])
    day = [chance.choice(["<", ">="]), named("d"), ["today"]]
    bound = [chance.choice(["<", ">="]), named(own), 5] if own != "d" else day
    return own, chance.choice(
        [bound, ["and", bound, truth(chance, 1)], truth(chance, 2), ["or", bound, truth(chance, 1)]]
    )


@pytest.mark.parametrize("sign", ["=", "<"])
@pytest.mark.parametrize(("names", "constant"), MOMENTS.items(), ids=MOMENTS)
def test_what_is_chosen_among_times_is_compared_with_a_constant(names, constant, sign):
    one, other = map(named, names)
    for chosen in (
        ["if", ["=", named("n"), 1], one, other],
        ["coalesce", one, ["if", ["=", named("n"), 1], "", other]],
    ):
        for tree in ([sign, chosen, constant], [sign, constant, chosen], [sign, chosen, ["coalesce", other, one]]):
            members = {"x": {"type": "yesno", "compute": tree}, "s": {"type": "text", "when": tree}}
            fields = [{"name": name, "label": BOTH} | more for name, more in members.items()]
            goes_round(parse(TOP | {"fields": [*(one | _check(one, tree) for one in FIELDS), *fields]}))


def _check(field, tree):
    return {"check": tree} if field["name"] == "n" else {}


@pytest.mark.parametrize("seed", range(40))
def test_drawn_expressions_go_round(seed):
    chance = Random(seed)
    own, check = checked(chance)
    fields = [one | ({"check": check} if one["name"] == own and not _nested(check) else {}) for one in FIELDS]
    made = [("x1", "decimal", number(chance, 4)), ("x2", "yesno", truth(chance, 3)), ("x3", "text", text(chance, 3))]
    fields += [{"name": name, "type": kind, "label": BOTH, "compute": tree} for name, kind, tree in made]
    fields += [{"name": "x4", "type": "integer", "label": BOTH, "compute": ["+", ["int", named("x1")], 1]}]
    live = {"vi": "Trong ${x1} em, ${w}?", "en": "${x1}"}
    fields += [{"name": "note", "type": "note", "label": BOTH, "live_label": live}]
    goes_round(parse(TOP | {"fields": fields}))


def _nested(tree):
    """A condition that joins conditions that join alike would be read as one that joins them all."""
    return any(_is(tree, joint) and any(_is(part, joint) for part in tree[1:]) for joint in ("and", "or"))


EXPRESSIONS = {
    "${nu} + ${nam}": ("integer", ["+", named("nu"), named("nam")]),
    "${nu} div 2": ("decimal", ["div", named("nu"), 2]),
    "round(${nu} div ${nam} * 100, 1)": ("decimal", ["round", ["*", ["div", named("nu"), named("nam")], 100], 1]),
    "coalesce(${nu}, 0)": ("integer", ["coalesce", named("nu"), 0]),
    "if(${nu} > 3, 'nhiều', 'ít')": ("text", ["if", [">", named("nu"), 3], "nhiều", "ít"]),
    "concat(${ten}, ' ', ${nu})": ("text", ["concat", named("ten"), " ", named("nu")]),
    "${den} - ${tu}": ("integer", ["days", named("den"), named("tu")]),
    "int((${den} - ${tu}) div 7)": ("integer", ["int", ["div", ["days", named("den"), named("tu")], 7]]),
    "sum(${km})": ("decimal", ["sum", named("di.km")]),
    "count(${di})": ("integer", ["count", named("di")]),
    "if(${tot} = 'yes', 1, 0) + if(selected(${tot}, 'no'), 2, 0)": (
        "integer",
        ["+", ["if", ["=", named("tot"), "yes"], 1, 0], ["if", ["selected", named("tot"), "no"], 2, 0]],
    ),
    "${tot} + 1": ("decimal", ["+", ["number", named("tot")], 1]),
    "${nu} > 10 and not(${nam} = 0)": ("yesno", ["and", [">", named("nu"), 10], ["not", ["=", named("nam"), 0]]]),
}
SURVEY = [
    *(("integer", name, name) for name in ("nu", "nam")),
    *(("text", "ten", "Tên"), ("date", "tu", "Từ"), ("date", "den", "Đến"), ("select_one yn", "tot", "Tốt?")),
    *(("begin_repeat", "di", "Đi"), ("decimal", "km", "Km"), ("end_repeat",)),
]


@pytest.mark.parametrize(("written", "meant"), EXPRESSIONS.items(), ids=EXPRESSIONS)
def test_a_calculation_is_read_as_it_is_meant(written, meant):
    made = drafted([("type", "name", "label", "calculation"), *SURVEY, ("calculate", "x", "X", written)])
    field = made.register.fields["x"]
    assert (field.type, field.compute) == meant
    assert remarks(made) == []


CONSTRAINTS = {
    ". <= ${nu}": (None, ["<=", named("x"), named("nu")]),
    ". >= 0 and . <= ${nu}": ((0, 2**53), ["<=", named("x"), named("nu")]),
    ". = 1 or . > 5": (None, ["or", ["=", named("x"), 1], [">", named("x"), 5]]),
    "regex(., '^[0-9]{3}$') and . > 0": ((1, 2**53), ["regex", named("x"), "[0-9]{3}"]),
}


@pytest.mark.parametrize(("written", "meant"), CONSTRAINTS.items(), ids=CONSTRAINTS)
def test_a_constraint_keeps_its_bounds_and_the_rest_is_a_check(written, meant):
    heads = ("type", "name", "label", "constraint")
    field = drafted([heads, *SURVEY, ("integer", "x", "X", written)]).register.fields["x"]
    assert (field.range if meant[0] else None, field.check) == meant


@pytest.mark.parametrize("written", [". <= today()", ". < now()"])
def test_a_day_is_held_to_today(written):
    field = drafted([("type", "name", "label", "constraint"), ("date", "x", "X", written)]).register.fields["x"]
    assert field.check[1:] == [named("x"), ["today"]]


@pytest.mark.parametrize(
    "written",
    [
        "pulldata('a', 'b')",
        "today() - ${tu}",
        "once(${nu})",
        "../nu + 1",
        "round(${nu}, ${nam})",
        "${ten} + ${di}",
        "position(..)",
        "''",
    ],
)
def test_a_calculation_that_cannot_be_kept_is_remarked(written):
    rows = [*SURVEY, ("calculate", "x", "X", written), ("text", "b", "B")]
    made = drafted([("type", "name", "label", "calculation"), *rows])
    assert "x" not in made.register.fields
    assert [row for _, row, _ in remarks(made)] == [11]


def test_calculations_that_go_round_in_a_circle_are_refused_with_their_names():
    from server.registers.xlsform.reading import read
    from tests.registers.test_registers_published_without_a_programmer import workbook_of
    from tests.registers.test_xlsforms_as_the_world_writes_them import SETTINGS, YES_NO

    survey = [
        ("type", "name", "label", "calculation"),
        ("calculate", "a", "A", "${b} + 1"),
        ("calculate", "b", "B", "${a}"),
    ]
    found = read(workbook_of(survey, YES_NO, SETTINGS)).faults
    assert [one.en for one in found] == ["What is calculated goes round in a circle: a → b → a."]
