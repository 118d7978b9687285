"""The schema of definitions that editors are given takes what the loader takes, and refuses what it refuses."""

import copy
import tomllib

import jsonschema_rs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.platform.config import ROOT
from server.registers import definition_values
from server.registers.definition_schema import definition_schema, table
from sync.registers import RegisterFaults, language, load, parse
from tests.village import Village

FILES = [
    *sorted((ROOT / "server" / "registers" / "definitions").glob("*.toml")),
    *sorted((ROOT / "tests" / "fixtures" / "registers").glob("*.toml")),
]
TABLES = ("REGISTER", "FIELD", "CHOICE", "SECTION", "RULE", "MEASURE", "TRANSLATION", "CHART")
OF_TABLES = {("REGISTER", name) for name in ("fields", "sections", "rules", "measures", "charts", "translations")}
OF_TABLES |= {("FIELD", "fields"), ("FIELD", "choices")}
LOOSER = {"range", "length", "plausible", "by"}
"""Members of which only the loader finds that a pair falls, or stands there twice the other way round."""
TREES = {"when", "check", "compute", "choice_filter", "repeat_count"}
"""Members of which only the loader finds that they are too deep or large, or hold no pattern."""
VALIDATOR = jsonschema_rs.validator_for(definition_schema())


def validator(of: str, name: str) -> jsonschema_rs.Validator:
    own = {"fields": {}, "choices": {}} | dict(getattr(definition_values, of))
    one = table({name: getattr(language, of)[name]}, own)
    return jsonschema_rs.validator_for({**definition_schema(), **one})


MEMBERS = {
    (of, name): (one, validator(of, name))
    for of in TABLES
    for name, one in getattr(language, of).items()
    if (of, name) not in OF_TABLES
}
TEXTS = [
    "",
    " ",
    "a",
    "b",
    "a.b",
    "a.b.c",
    "A",
    "Ab-1",
    "é",
    "a" * 63,
    "a" * 64,
    "x" * 100,
    "x" * 101,
    "event",
    "teacher",
]
TEXTS += [
    "teacher",
    "leader",
    "department",
    "approved",
    "sites",
    "text",
    "total",
    "count",
    "flow",
    "bonus",
    "and",
    "=",
    "today",
]
KEYS = [
    "vi",
    "en",
    "title",
    "story",
    "field",
    "equals",
    "in",
    "of",
    "how",
    "register",
    "unit",
    "period",
    "value",
    "source",
]
ATOMS = st.sampled_from([*TEXTS, None, True, False, -1, 0, 1, 3, 4, 366, 367, 10**6, 2**53, 2**53 + 1, 0.5, -2.5])
VALUES = st.recursive(
    ATOMS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=3),
    max_leaves=5,
)


@given(VALUES)
def test_a_value_fits_for_the_schema_as_for_the_loader(value):
    for (of, name), (member, schema) in MEMBERS.items():
        fits, valid = bool(member.fits(value)), schema.is_valid({name: value})
        assert valid or not fits, f"{of}.{name} may be {value!r}, and the schema refuses it"
        if name not in LOOSER | TREES:
            assert fits or not valid, f"{of}.{name} may not be {value!r}, and the schema takes it"


GOOD = (
    "a", 1, True, {"field": "a.b"}, ["today"], ["and", ["=", {"field": "a"}, 1], True], ["sum", {"field": "a.b"}],
    ["selected", {"field": "a"}, "x"], ["regex", {"field": "a"}, "[a-z]+"], ["if", True, 1, ["+", 1, 2, 3]],
    ["count-selected", {"field": "a"}], ["round", {"field": "a"}, 2],
)  # fmt: skip
BAD = (
    [], ["and", True], ["today", 1], ["none", 1], [1, 2], {"field": "A"}, {"field": "a", "x": 1}, None, 2**60,
    ["sum", 1], ["selected", {"field": "a"}, 1], ["regex", "a"], ["not", True, True], [["and"]], {"column": "A"},
)  # fmt: skip


def test_trees_are_known_part_by_part():
    for name in TREES:
        member, schema = MEMBERS["FIELD", name]
        for tree in (*GOOD, *([] if name != "choice_filter" else [["=", {"column": "a"}, {"field": "b"}]])):
            if name != "when" or isinstance(tree, list):
                assert member.fits(tree), (name, tree)
            assert schema.is_valid({name: tree}), (name, tree)
        for tree in BAD:
            assert not member.fits(tree), (name, tree)
            assert not schema.is_valid({name: tree}), (name, tree)
    assert not MEMBERS["FIELD", "check"][1].is_valid({"check": {"column": "a"}})


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_what_is_shipped_is_valid_and_what_is_broken_is_not(file):
    jsonschema_rs.meta.validate(definition_schema())
    text = file.read_text()
    load(text)
    raw = tomllib.loads(text)
    assert [error.message for error in VALIDATOR.iter_errors(raw)] == []
    for broken in ways_to_break(raw):
        with pytest.raises(RegisterFaults):
            parse(broken)
        assert not VALIDATOR.is_valid(broken), broken


def ways_to_break(raw):
    """Copies of a definition with one part of it broken: a member too many, one too few, one of another type."""
    places = [((), "REGISTER"), (("fields", -1), "FIELD")]
    places += [((part, 0), part.upper()[:-1]) for part in ("measures", "sections", "rules", "charts") if raw.get(part)]
    for path, of in places:
        for name, one in {**getattr(language, of), "colour": None}.items():
            changed = copy.deepcopy(raw)
            inside = changed
            for step in path:
                inside = inside[step]
            if one is not None and one.needed:
                del inside[name]
                yield changed
                changed = copy.deepcopy(changed)
                inside = changed
                for step in path:
                    inside = inside[step]
            inside[name] = {"x": 1}
            yield changed


def test_anybody_may_have_it_and_a_file_may_name_it(village: Village):
    answer = village.app.test_client().get("/api/registers/definition.schema.json")
    assert (answer.status_code, answer.mimetype) == (200, "application/schema+json")
    assert answer.json == definition_schema()
    text = FILES[0].read_text()
    assert load(f"#:schema https://example.vn/api/registers/definition.schema.json\n{text}") == load(text)
