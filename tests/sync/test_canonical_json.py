"""Two mutations are the same if their canonical JSON is: RFC 8785, and bytes that any store can hold."""

import json

import pytest
import rfc8785
from hypothesis import given, reject
from hypothesis import strategies as st

from sync.protocol.canonical import canonical, canonical_of_any, depth, parse, sound

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.floats(-(2.0**53), 2.0**53) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)

NUMBERS = {  # RFC 8785, appendix B
    "5e-324": "5e-324",
    "1.7976931348623157e308": "1.7976931348623157e+308",
    "9007199254740992": "9007199254740992",
    "295147905179352830000": "295147905179352830000",
    "9.999999999999997e22": "9.999999999999997e+22",
    "1e23": "1e+23",
    "999999999999999700000.0": "999999999999999700000",
    "1e21": "1e+21",
    "9.999999999999997e-7": "9.999999999999997e-7",
    "0.000001": "0.000001",
    "333333333.3333332": "333333333.3333332",
    "-0.0": "0",
    "1.0": "1",
    "0.00001": "0.00001",
    "1e-7": "1e-7",
    "123e-7": "0.0000123",
}


@pytest.mark.parametrize(("written", "canonical_form"), NUMBERS.items())
def test_numbers_are_written_as_javascript_writes_them(written, canonical_form):
    assert canonical(parse(written.encode())) == canonical_form.encode()


def test_keys_are_sorted_by_utf16_units_and_strings_kept():
    names = ["\\u20ac", "\\r", "\\ufb33", "1", "\\ud83d\\ude00", "\\u0080", "ö"]  # the RFC's own example
    text = "{" + ",".join(f'"{name}":0' for name in names) + "}"
    keys = list(json.loads(canonical(parse(text.encode()))))
    assert keys == ["\r", "1", "\u0080", "ö", "€", "\U0001f600", "\ufb33"]


@given(JSON)
def test_a_library_of_others_writes_the_same_bytes(value):
    """Of what it takes: no integer that JavaScript could not count to, and no half of a character."""
    try:
        expected = rfc8785.dumps(value)
    except (rfc8785.IntegerDomainError, UnicodeEncodeError):
        reject()
    assert canonical(value) == expected


@given(JSON)
def test_canonical_bytes_say_the_same_and_say_it_once(value):
    once = canonical(value)
    assert json.loads(once) == value
    assert canonical(parse(once)) == once


@given(st.dictionaries(st.text(), st.integers(-99, 99)))
def test_the_order_of_members_does_not_matter(value):
    assert canonical(dict(reversed(value.items()))) == canonical(value)


@pytest.mark.parametrize(
    "text", ["NaN", "Infinity", "[1,]", "{", "", "\ufeff1", '{"a":1}x', "[" * 901 + "]" * 901, "[" * 100_000]
)
def test_what_is_not_json_is_refused(text):
    with pytest.raises(ValueError):
        parse(text.encode())


@pytest.mark.parametrize(
    "text", ['"\\u0000"', '"\\ud800"', "9007199254740993", "1" * 5000, "1e400", "-1e300", '{"\\u0000":1}']
)
def test_what_a_store_or_a_phone_cannot_hold_is_json_but_not_sound(text):
    value = parse(text.encode())
    assert not sound([value])
    assert canonical(value)


def test_depth_is_counted_without_recursion():
    assert depth(parse(b"[" * 900 + b"]" * 900)) == 900
    assert depth(1) == 0
    assert depth({"a": [{}]}) == 3


@given(JSON)
def test_the_quick_way_and_thecanonical_of_any_one_write_the_same(value):
    assert canonical(value) == canonical_of_any(value)
