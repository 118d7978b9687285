"""docs/xlsform.md has a row of each construct of XLSForm: what becomes of it is tried, and a test is named."""

from typing import NamedTuple

import pytest

from server.platform.config import ROOT
from tests.docs.tables import code, page, table
from tests.registers import xlsform_reference as reference
from tests.registers.construct_outcome import (
    KEPT,
    REFUSED,
    REMARKED,
    of_choice,
    of_column,
    of_expression,
    of_setting,
    of_sheet,
    of_type,
)

PAGE = page("docs/xlsform.md")
HERE = "tests/registers/test_each_construct_becomes_what_its_row_says.py"
HEADINGS = {
    "Types of rows": ("type", [*reference.names(reference.TYPES), *reference.names(reference.BLOCKS)]),
    "Columns of survey": ("column", reference.names(reference.SURVEY)),
    "Columns of choices": ("column", reference.names(reference.CHOICES)),
    "Settings": ("setting", reference.names(reference.SETTINGS)),
    "Sheets": ("sheet", reference.names(reference.SHEETS)),
    "Parameters": ("parameter", reference.names(reference.PARAMETERS)),
    "Appearances": ("appearance", reference.names(reference.APPEARANCES)),
    "Functions and operators": (
        "function",
        [*reference.names(reference.FUNCTIONS), *reference.names(reference.OPERATORS)],
    ),
}
TRIED = {
    "Types of rows": of_type,
    "Columns of survey": of_column,
    "Columns of choices": of_choice,
    "Settings": of_setting,
    "Sheets": of_sheet,
    "Parameters": lambda _, kind, cell: of_column("parameters", kind, cell),
    "Appearances": lambda written: of_column("appearance", "text", written),
    "Functions and operators": lambda _, written: of_expression(written),
}
"""Heading → what becomes of a construct, and of what stands as its example."""


class Stated(NamedTuple):
    """What a row says of one construct. ``example``: a question's type and a cell, or a cell, or nothing."""

    heading: str
    construct: str
    outcome: str
    example: list[str]
    test: str


def stated():
    for heading, (first, _) in HEADINGS.items():
        for names, outcome, _, *example, test in table(PAGE, heading, first, "outcome"):
            for construct in code(names):
                yield Stated(
                    heading, construct, outcome, [one for cell in example for one in code(cell)], code(test)[0]
                )


ROWS = list(stated())


@pytest.mark.parametrize("heading", HEADINGS)
def test_each_construct_of_the_reference_has_a_row_and_nothing_else_has(heading):
    assert sorted(one.construct for one in ROWS if one.heading == heading) == sorted(HEADINGS[heading][1])


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.heading}: {row.construct}")
def test_what_becomes_of_a_construct_is_what_its_row_says(row):
    found = TRIED[row.heading](row.construct, *row.example)
    assert found.word == row.outcome, found.more
    assert found.word in (KEPT, REMARKED, REFUSED)


@pytest.mark.parametrize("row", [one for one in ROWS if one.test != HERE], ids=lambda row: row.construct)
def test_the_test_that_a_row_names_is_there_and_speaks_of_it(row):
    assert row.construct.split(" ")[0] in (ROOT / row.test).read_text()


def test_every_row_names_a_test():
    assert all(one.test.startswith("tests/") and (ROOT / one.test).is_file() for one in ROWS)


def test_a_construct_that_goes_in_silence_is_found(monkeypatch):
    monkeypatch.setattr("server.registers.xlsform.survey.not_kept", lambda *_: None)
    monkeypatch.setattr("server.registers.xlsform.question.not_kept", lambda *_: None)
    assert of_column("trigger", "text", "${a}").word == "lost in silence"
