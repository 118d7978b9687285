"""A bad mutation is refused alone: its neighbours in the batch are applied."""

import json

import pytest

from .phone_probe import AT, applied, code, uuid7

DEEP = "[" * 40 + "]" * 40


def between_neighbours(phone, form: str, raw: str) -> dict:
    """Send one raw mutation between two good ones, which must be applied; all outcomes but theirs."""
    first, last = phone.put(form, set={"note": "Trước"}), phone.put(form, set={"note": "Sau"})
    frame = json.dumps(phone.envelope([first, "@", last]))
    response = phone.post(frame.replace('"@"', raw).encode())
    assert response.status_code == 200, response.text[:300]
    outcomes = response.json()["outcomes"]
    for neighbour in (first, last):
        applied(outcomes.pop(neighbour["id"]))
    return outcomes


VALUES = {
    "NUL": '"a\\u0000b"',
    "lone high surrogate": '"a\\ud800b"',
    "lone low surrogate": '"\\udc00"',
    "surrogates the wrong way": '"\\udc00\\ud800"',
    "1e400": "1e400",
    "-1e400": "-1e400",
    "1e300": "1e300",
    "5,000 digits": "9" * 5000,
    "minus 5,000 digits": "-" + "9" * 5000,
    "5,000 decimals": "0." + "3" * 5000 + "e5000",
    "2**53 + 1": str(2**53 + 1),
    "-(2**53 + 1)": str(-(2**53) - 1),
    "depth 40": DEEP,
    "depth 800": "[" * 800 + "]" * 800,
    "depth 40 of objects": '{"a":' * 40 + "1" + "}" * 40,
}


@pytest.mark.parametrize("field", ["note", "big", "m", "rows"])
@pytest.mark.parametrize("value", VALUES)
def test_a_bad_value_is_invalid(gv, direct, value, field):
    made = gv.put(direct)
    raw = json.dumps(made)[:-1] + f', "set": {{"{field}": {VALUES[value]}}}}}'
    assert code(between_neighbours(gv, direct, raw)[made["id"]]) == "invalid"
    assert not gv.sees(made["id"])


@pytest.mark.parametrize("value", VALUES)
def test_a_bad_value_is_invalid_outside_the_fields_too(gv, direct, value):
    made = gv.put(direct, set={"n": 1})
    raw = json.dumps(made)[:-1] + f', "then": {VALUES[value]}}}'
    assert code(between_neighbours(gv, direct, raw)[made["id"]]) == "invalid"


@pytest.mark.parametrize("value", ["NUL", "lone high surrogate", "depth 40"])
def test_a_bad_name_is_invalid(gv, direct, value):
    made = gv.put(direct)
    name = VALUES[value] if value != "depth 40" else '"n"'
    raw = json.dumps(made)[:-1] + f', "set": {{{name}: {DEEP}}}}}'
    assert code(between_neighbours(gv, direct, raw)[made["id"]]) == "invalid"


def test_the_greatest_number_is_taken(gv, forms, direct):
    greatest = next(field for field in forms.register("probe_direct")["fields"] if field["name"] == "m").get(
        "range", [0, 2**53]
    )[1]
    made = gv.put(direct, set={"m": greatest})
    applied(gv.do(made))
    assert gv.read(made["id"])["data"]["m"] == greatest


@pytest.mark.parametrize(
    "member",
    [
        {"status": "approved"},
        {"author": "me"},
        {"version": "1.AAAAAAAA"},
        {"nosuch": 1},
        {"then": "approve"},
        {"then": ["submit"]},
        {"do": "obliterate"},
        {"do": "PUT"},
        {"do": 5},
        {"do": None},
        {"do": ""},
        {"set": ["n"]},
        {"set": "n"},
        {"set": 5},
        {"add": ["a"]},
        {"remove": "a"},
        {"unit": 5},
        {"unit": ["a"]},
        {"unit": None},
        {"record": 5},
        {"record": "abc"},
        {"form": 5},
        {"form": ["probe_direct@1"]},
        {"base": 402},
        {"base": "abc"},
        {"base": "1"},
        {"base": "-1.AAAAAAAA"},
        {"base": ["1.AAAAAAAA"]},
        {"after": 5},
        {"after": ["a"]},
        {"resolves": ["n"]},
        {"set": {"status": "approved"}},
        {"set": {"nosuch": 1}},
        {"set": {"": 1}},
        {"set": {"id": "x"}},
        {"set": {"author": "x"}},
        {"period": 5},
    ],
    ids=str,
)
def test_a_wrong_member_is_invalid(gv, direct, member):
    made = gv.put(direct, set={"n": 1}) | member
    assert code(between_neighbours(gv, direct, json.dumps(made))[made["id"]]) == "invalid"
    assert not gv.sees(made["id"])


@pytest.mark.parametrize("identity", [None, 5, 1.5, True, [], {}, ["a"]], ids=str)
def test_a_mutation_without_a_text_id_is_skipped(gv, direct, identity):
    raw = json.dumps(gv.put(direct, set={"n": 1}) | {"id": identity})
    assert between_neighbours(gv, direct, raw) == {}


def test_a_mutation_without_any_id_is_skipped(gv, direct):
    assert between_neighbours(gv, direct, json.dumps({"at": AT, "do": "put", "unit": gv.unit})) == {}


def test_an_id_that_is_no_uuid_is_invalid(gv, direct):
    raw = json.dumps(gv.put(direct, set={"n": 1}) | {"id": "abc"})
    assert code(between_neighbours(gv, direct, raw)["abc"]) == "invalid"


@pytest.mark.parametrize("unit", ["0193a000-0000-7000-8000-000000000001", "nowhere", ""])
def test_a_unit_that_is_not_there_is_refused_alone(gv, direct, unit):
    made = gv.put(direct, set={"n": 1}) | {"unit": unit}
    assert code(between_neighbours(gv, direct, json.dumps(made))[made["id"]])


@pytest.mark.parametrize("text", ["a\\u0000b", "\\ud800"])
@pytest.mark.parametrize("verb", ["comment", "return"])
def test_a_bad_text_is_invalid(gv, direct, verb, text):
    made = gv.verb(verb, uuid7())
    raw = json.dumps(made)[:-1] + f', "text": "{text}"}}'
    assert code(between_neighbours(gv, direct, raw)[made["id"]]) == "invalid"


def test_a_bad_one_takes_no_rev_between_its_neighbours(gv, direct):
    first, bad, last = gv.put(direct, set={"n": 1}), gv.put(direct, set={"n": -1}), gv.put(direct, set={"n": 2})
    outcomes = gv.exchange(first, bad, last)["outcomes"]
    revs = [int(applied(outcomes[one["id"]]).split(".")[0]) for one in (first, last)]
    assert revs[1] == revs[0] + 1
    assert "version" not in outcomes[bad["id"]]
