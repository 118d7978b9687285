"""An expression that asks for what there is not, or brings together what is not alike, is refused before publishing."""

import pytest

from server.registers.messages import PATTERNS, vietnamese
from sync.registers import RegisterFaults, compatible, parse

BOTH = {"vi": "Một", "en": "One"}
TOP = {"key": "made", "version": 1, "title": BOTH, "by": ["leader"], "period": "once", "review": ["department"]}
CHOICES = [{"value": value, "label": BOTH} for value in ("a", "b")]
PLAIN = {
    "n": "integer", "w": "decimal", "t": "text", "d": "date", "y": "yesno", "where": "place", "c": "choice",
    "cs": "choices", "lines": "rows", "opens": "time", "shuts": "time", "held": "datetime", "tag": "barcode",
}  # fmt: skip
MORE = {
    "c": {"choices": CHOICES},
    "cs": {"choices": CHOICES},
    "lines": {"fields": [{"name": "km", "type": "decimal", "label": BOTH}]},
}
N, T, D, C = ({"field": name} for name in "ntdc")
OPENS, SHUTS, HELD, TAG = ({"field": name} for name in ("opens", "shuts", "held", "tag"))


def made(*fields, **members):
    plain = [{"name": name, "type": kind, "label": BOTH, **MORE.get(name, {})} for name, kind in PLAIN.items()]
    named = {one["name"] for one in fields}
    return parse(TOP | members | {"fields": [one for one in plain if one["name"] not in named] + list(fields)})


def field(name="f", kind="integer", **members):
    return {"name": name, "type": kind, "label": BOTH, **members}


FAULTY = [
    (field(compute=["+", N, T]), "compute: has text where number is wanted"),
    (field(compute=["sum", N]), "compute: 'n' is no column"),
    (field(compute=["sum", {"field": "lines.x"}]), "compute: 'lines' has no column 'x'"),
    (field(compute=["count", N]), "compute: 'n' is integer, not rows"),
    (field(compute={"field": "lines.km"}), "compute: 'lines.km' is a column, of which there is one in each row"),
    (field(compute={"field": "nope"}), "compute: there is no field 'nope'"),
    (field(compute={"field": "cs"}), "compute: 'cs' has several answers"),
    (field(compute=["if", N, 1, 2]), "compute: has number where yes or no is wanted"),
    (field(compute=["if", {"field": "y"}, 1, "x"]), "compute: comes to number or text"),
    (field(compute=["round", N, 7]), "compute: round has 0 to 6 places"),
    (field(compute=["days", D, ["today"]]), "compute: what is kept does not change from day to day"),
    (field(compute=T), "compute: comes to text, not number"),
    (field(kind="text", compute=N), "compute: comes to number, not text"),
    (field(kind="place", compute=N), "compute: is one of integer"),
    (field(compute=N, required=True), "compute: nobody answers it"),
    (field(compute={"field": "f"}), "compute: goes round in a circle: f → f"),
    (field(check=N), "check: comes to number, not yes or no"),
    (field(check=["=", C, "z"]), "check: 'c' is never 'z'"),
    (field(check=["selected", {"field": "cs"}, "z"]), "check: 'cs' is never 'z'"),
    (field(check=["<", T, "b"]), "check: only numbers, days and times are less or more"),
    (field(check=["=", N, "b"]), "check: compares number with text"),
    (field(check=["<", OPENS, "8:00"]), "check: compares time with text"),
    (field(check=["<", OPENS, HELD]), "check: compares time with day and time"),
    (field(check=["=", HELD, D]), "check: compares day and time with day"),
    (field(check=["=", T, OPENS]), "check: compares text with time"),
    (field(check=["<", TAG, "b"]), "check: only numbers, days and times are less or more"),
    (field(check=["<", "07:00", "08:00"]), "check: only numbers, days and times are less or more"),
    (field(when=["<", OPENS, "24:00"]), "when: compares time with text"),
    (field(when=["=", HELD, "2026-02-30T10:00"]), "when: compares day and time with text"),
    (field(kind="barcode", compute=TAG), "compute: is one of integer"),
    (field(kind="time", compute=HELD), "compute: comes to day and time, not time"),
    (field(kind="time", compute="08:00"), "compute: comes to text, not time"),
    (field(kind="time", default="7h"), "default: is no answer to it (type)"),
    (field(kind="datetime", default="today"), "default: is no answer to it (type)"),
    (field(compute=N, check=[">", N, 1]), "check: nobody types in"),
    (field(check=["regex", T, "(a+)+"]), "check: must be an expression"),
    (field(kind="date", default="hôm nay"), "default: is no answer to it (type)"),
    (field(range=[1, 5], default=0), "default: is no answer to it (range)"),
    (field(kind="place", default="x"), "default: place has none"),
    (field(kind="note", live_label={"vi": "${where}", "en": "${nope}"}), "live_label: 'where' is place"),
    (field(computed={"how": "compute"}), "compute: missing; it is an expression"),
]


@pytest.mark.parametrize(("bad", "fault"), FAULTY, ids=lambda value: value if isinstance(value, str) else "")
def test_what_does_not_fit_is_refused_in_both_languages(bad, fault):
    with pytest.raises(RegisterFaults) as caught:
        made(bad)
    assert any(one.startswith(f"fields.f.{fault}") for one in caught.value.faults), caught.value.faults
    for one in caught.value.faults:
        reason = one.split(": ", 1)[1]
        assert any(pattern.fullmatch(reason) for pattern, _ in PATTERNS), reason
        assert vietnamese(reason) != reason


@pytest.mark.parametrize(
    "tree",
    [
        ["<", OPENS, "08:00"],
        [">=", "08:00", OPENS],
        ["<=", OPENS, SHUTS],
        ["!=", HELD, "2026-11-30T14:30"],
        [">", HELD, "2026-11-30T14:30"],
        ["=", TAG, "8934563138165"],
        ["=", TAG, "08:00"],
        ["=", T, "08:00"],
        ["=", OPENS, ""],
    ],
    ids=str,
)
def test_times_are_compared_with_times_and_with_what_is_written_as_one(tree):
    made(field(when=tree), field("g", check=["or", tree, ["=", ["concat", OPENS, HELD, TAG], "x"]]))


def test_a_time_may_follow_from_times():
    made(field(kind="time", compute=["if", ["<", OPENS, SHUTS], OPENS, SHUTS]))
    made(field(kind="datetime", compute=["coalesce", HELD, HELD]))


def test_a_pattern_may_hold_a_barcode_to_its_form():
    made(field(kind="barcode", length=[8, 13], default="89345631", check=["regex", {"field": "f"}, "[0-9]+"]))


def test_a_circle_of_several_names_all_its_fields():
    with pytest.raises(RegisterFaults) as caught:
        made(field("a", compute={"field": "b"}), field("b", compute=N, when=["=", {"field": "a"}, 1]))
    assert "fields.a.compute: goes round in a circle: a → b → a" in caught.value.faults


def test_a_check_may_be_dropped_in_the_next_version_and_not_added():
    held, free = made(field(check=[">", {"field": "f"}, N])), made(field(), version=2)
    assert compatible(held, free) == []
    added = compatible(made(field()), made(field(check=[">", {"field": "f"}, N]), version=2))
    assert added == ["fields.f.check: may be dropped, not changed or added"]
    changed = compatible(made(field(compute=N)), made(field(compute=["+", N, 1]), version=2))
    assert changed == ["fields.f.compute: may not change"]


def test_a_pattern_takes_time_by_the_text_alone():
    from sync.registers.patterns import matches

    assert not matches("a*a*a*a*a*a*a*a*b", "a" * 5_000)
