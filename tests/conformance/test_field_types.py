"""A put checks names, types, upper lengths and ranges of every field type."""

import pytest

from .phone_probe import applied, code, uuid7

ROW = "0193a000-0000-7000-8000-0000000000aa"
GOOD = [
    ("note", "x" * 50),
    ("note", "Á" * 50),
    ("note", "A\u0301" * 50),
    ("note", "x"),
    ("note", "😀 ế"),
    ("big", "y" * 20000),
    ("big", "dòng\nhai\t"),
    ("n", 0),
    ("n", 1000),
    ("m", -5),
    ("dec", 1.25),
    ("dec", 3),
    ("day", "2026-10-05"),
    ("day", "2025-12-31"),
    ("pick", "a"),
    ("picks", []),
    ("picks", ["a", "b", "c"]),
    ("yes", True),
    ("yes", False),
    ("place", [21.39, 103.02]),
    ("place", [21, 103]),
    ("rows", []),
    ("rows", [{"id": ROW, "name": "Một", "count": 2}]),
    ("rows", [{"id": ROW, "name": "Một"}]),
    ("whom", []),
]
BAD = [
    ("note", 5),
    ("note", True),
    ("note", ["a"]),
    ("note", {"a": 1}),
    ("note", "x" * 51),
    ("note", "Á" * 51),
    ("big", 5),
    ("big", ["a"]),
    ("big", "y" * 20001),
    ("n", "5"),
    ("n", 1.5),
    ("n", True),
    ("n", False),
    ("n", [1]),
    ("n", {}),
    ("n", -1),
    ("n", 1001),
    ("n", ""),
    ("m", "5"),
    ("m", 0.1),
    ("m", True),
    ("dec", "abc"),
    ("dec", True),
    ("dec", [1.5]),
    ("dec", {}),
    ("dec", ""),
    ("day", "2026-13-01"),
    ("day", "2026-02-30"),
    ("day", "05/10/2026"),
    ("day", 20261005),
    ("day", ""),
    ("day", "2026-10-05T00:00:00"),
    ("day", "2026-1-5"),
    ("day", ["2026-10-05"]),
    ("day", True),
    ("day", "20261005"),
    ("day", "2026-W41-1"),
    ("day", "２０２６-10-05"),
    ("day", " 2026-10-05"),
    ("day", "0000-01-01"),
    ("pick", "z"),
    ("pick", ["a"]),
    ("pick", 1),
    ("pick", ""),
    ("pick", "A"),
    ("picks", "a"),
    ("picks", ["z"]),
    ("picks", ["a", "z"]),
    ("picks", [1]),
    ("picks", {"a": 1}),
    ("picks", [["a"]]),
    ("picks", [None]),
    ("yes", "yes"),
    ("yes", 1),
    ("yes", 0),
    ("yes", "true"),
    ("yes", []),
    ("place", "21,103"),
    ("place", [21.39]),
    ("place", [21.39, 103.02, 5]),
    ("place", ["a", "b"]),
    ("place", 5),
    ("place", [True, False]),
    ("place", {"lat": 21, "lon": 103}),
    ("place", [None, None]),
    ("place", [[21], [103]]),
    ("who", 5),
    ("who", ["a"]),
    ("who", True),
    ("who", {}),
    ("whom", "a"),
    ("whom", [5]),
    ("whom", {"a": 1}),
    ("whom", [["a"]]),
    ("link", 5),
    ("link", ["a"]),
    ("link", "not an id"),
    ("link", True),
    ("rows", "x"),
    ("rows", {"id": ROW}),
    ("rows", ["x"]),
    ("rows", [5]),
    ("rows", [{"id": ROW, "zz": 1}]),
    ("rows", [{"id": ROW, "count": "two"}]),
    ("rows", [{"id": ROW, "name": 5}]),
    ("rows", [{"name": "Không id"}]),
    ("rows", [{"id": 5, "name": "x"}]),
    ("rows", [{"id": ROW, "name": ["x"]}]),
    ("rows", [[]]),
    ("rows", [{"id": ROW, "count": 1.5}]),
    ("rows", [{"id": ROW, "count": True}]),
]


def short(value) -> str:
    return ascii(value)[:40]


def names(outcome: dict) -> str:
    return str(outcome["refused"].get("fields", ""))


@pytest.mark.parametrize(("field", "value"), GOOD, ids=short)
def test_a_good_value_is_kept(gv, direct, field, value):
    made = gv.put(direct, set={field: value})
    applied(gv.do(made))
    kept = gv.read(made["id"])["data"][field]
    assert kept == (value.replace("A\u0301", "Á") if isinstance(value, str) else value)


@pytest.mark.parametrize(("field", "value"), BAD, ids=short)
def test_a_bad_value_is_invalid_and_names_its_field(gv, direct, field, value):
    made = gv.put(direct, set={"yes": True} | {field: value})
    outcome = gv.do(made)
    assert code(outcome) == "invalid"
    assert field in names(outcome)
    assert not gv.sees(made["id"])


@pytest.mark.parametrize(("field", "value"), [("n", 1001), ("note", "x" * 51), ("pick", "z"), ("nosuch", 1)])
def test_an_edit_is_checked_like_a_creation(gv, shared, field, value):
    record, version = shared
    assert code(gv.do(gv.put(record=record, base=version, set={field: value}))) == "invalid"
    assert gv.version(record) == version


def test_one_bad_field_refuses_the_whole_put(gv, shared):
    record, version = shared
    gv.do(gv.put(record=record, base=version, set={"note": "Đúng", "n": 1001}))
    assert gv.read(record)["data"]["note"] != "Đúng"


def test_a_person_is_an_account(gv, gvb, direct):
    made = gv.put(direct, set={"who": gvb.account, "whom": [gvb.account, gv.account]})
    applied(gv.do(made))
    assert gv.read(made["id"])["data"] == made["set"]


def test_a_reference_is_a_records_id(gv, direct, stage):
    activity = stage.reach("submitted")
    made = gv.put(direct, set={"link": activity})
    applied(gv.do(made))
    assert gv.read(made["id"])["data"]["link"] == activity


def test_text_is_made_nfc(gv, direct):
    made = gv.put(
        direct,
        set={
            "big": "Tie\u0302\u0301ng Vie\u0323\u0302t",
            "rows": [{"id": uuid7(), "name": "Vu\u031bo\u031b\u0300n", "count": 1}],
        },
    )
    applied(gv.do(made))
    data = gv.read(made["id"])["data"]
    assert data["big"] == "Tiếng Việt"
    assert data["rows"][0]["name"] == "Vườn"
