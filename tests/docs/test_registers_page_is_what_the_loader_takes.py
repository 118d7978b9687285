"""docs/registers.md names each property that a definition may have and no other, as the loader takes it."""

import tomllib

import pytest

from sync.registers import growth, language
from sync.registers.column_consistency import NOT_OF_COLUMNS
from sync.registers.consistency import RESERVED
from sync.registers.field import COLUMNS, OFFERS
from sync.registers.measure_consistency import COMMON_DIMENSIONS, DIMENSIONS, GIVEN
from tests.docs.tables import code, page, table, under

PAGE = page("docs/registers.md")
SHAPES = {
    "A register": language.REGISTER,
    "A section": language.SECTION,
    "A field": language.FIELD,
    "A choice": language.CHOICE,
    "A rule": language.RULE,
    "A measure": language.MEASURE,
    "A chart": language.CHART,
    "A translation": language.TRANSLATION,
}
ROWS = {heading: {code(row[0])[0]: row for row in table(PAGE, heading, "property", "type")} for heading in SHAPES}
PROPERTIES = [(heading, name) for heading, rows in ROWS.items() for name in rows]
PYTHON = {
    "name": str,
    "text": str,
    "words": (dict, str),
    "whole": int,
    "number": (int, float),
    "flag": bool,
    "list": list,
    "pair": list,
    "table": dict,
    "texts": dict,
}
"""What an example of each type is, once read."""
SMALL = {code(row[0])[0]: row[1] for row in table(PAGE, "Small tables", "table")}


def example(heading, name):
    """The value that a property has in its row."""
    ((written, value),) = tomllib.loads(code(ROWS[heading][name][4])[0]).items()
    assert written == name
    return value


@pytest.mark.parametrize("heading", SHAPES)
def test_every_property_is_there_and_no_other(heading):
    assert sorted(ROWS[heading]) == sorted(SHAPES[heading])


@pytest.mark.parametrize(("heading", "name"), PROPERTIES)
def test_a_property_must_be_there_where_its_row_says_so(heading, name):
    assert ROWS[heading][name][2] == ("yes" if SHAPES[heading][name].needed else "no")


@pytest.mark.parametrize(("heading", "name"), PROPERTIES)
def test_a_property_has_the_type_and_the_example_that_it_takes(heading, name):
    kind, member = ROWS[heading][name][1], SHAPES[heading][name]
    if kind == "tables":
        assert member.fits([{}])
        return
    value = example(heading, name)
    assert isinstance(value, PYTHON[kind])
    assert isinstance(value, bool) == (kind == "flag")
    assert member.fits(value), member.wanted


def test_every_small_table_is_there():
    assert SMALL.keys() == {name for heading, name in PROPERTIES if ROWS[heading][name][1] == "table"}


def may_lack(written):
    """The members that a small table may lack, as its row says."""
    if written.endswith("(all but two may be left out)"):
        return code(written)[2:]
    return code(written)[-1:] if written.endswith("(may be left out)") else []


@pytest.mark.parametrize("name", SMALL)
def test_a_small_table_has_the_members_that_are_named_and_no_other(name):
    (heading,) = [heading for heading, shape in SHAPES.items() if name in shape]
    fits, value = SHAPES[heading][name].fits, example(heading, name)
    members, optional = code(SMALL[name]), may_lack(SMALL[name])
    full = value | ({"of": ["one", "another"]} if "of" in optional else {})
    assert full.keys() == set(members)
    assert fits(full)
    assert not fits(full | {"more": "than_that"})
    for member in members:
        lacking = {key: one for key, one in full.items() if key != member}
        if lacking:  # an empty `list` is how a catalog writes what a file leaves out
            assert fits(lacking) == (member in optional), member


def named(heading, name):
    """What the row of a property says in code."""
    return set(code(ROWS[heading][name][3]))


def test_what_a_property_may_say_is_listed_whole():
    assert named("A register", "by") == set(language.ROLES)
    assert named("A register", "period") == set(language.PERIODS)
    assert named("A register", "counts") == set(language.STATUSES)
    assert named("A register", "review") == {role for review in language.REVIEWS for role in review}
    assert named("A field", "name") == set(RESERVED)
    assert named("A field", "choices_from") == set(OFFERS)
    assert named("A measure", "by") == {*DIMENSIONS, *COMMON_DIMENSIONS}
    assert named("A chart", "by") == set(COMMON_DIMENSIONS)


def test_columns_of_rows_are_what_the_page_says():
    may, _, may_not = under(PAGE, "Columns of rows").partition(". It has no")
    assert set(code(may)) == set(COLUMNS)
    assert set(code(may_not)) == {*NOT_OF_COLUMNS, "id"}


def test_each_property_is_of_the_types_that_are_named():
    rows = table(PAGE, "A field", "property", "types")
    found = {name: set(code(types)) for names, types in rows for name in code(names)}
    assert found == {name: set(types) for name, types in language.FITTING.items()}


def test_each_kind_of_measure_is_made_of_what_is_named():
    assert {code(kind)[0]: tuple(code(made)) for kind, _, made in table(PAGE, "A measure", "kind")} == GIVEN


def test_what_may_not_change_is_what_growth_keeps():
    kept = {of: set(code(names)) for of, names in table(PAGE, "The next version", "of")}
    assert kept["a register"] == set(growth.UNCHANGED)
    assert kept["a field"] == {*growth.FIELD_UNCHANGED, "name"}
    assert kept["a measure"] == {*growth.MEASURE_UNCHANGED, "key"}
