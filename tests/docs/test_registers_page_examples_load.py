"""Each definition on docs/registers.md loads, each answer is taken, and each goes to XLSForm and back as it says."""

import io
import json

import openpyxl
import pytest

from server.registers import definition_text
from server.registers.xlsform import language
from server.registers.xlsform.reading import read
from server.registers.xlsform.writing import write
from sync.registers import check_submit, load, parse
from sync.registers.field import LENGTHS, MOST_ENTRIES, NOTE, PLACES, TYPES
from tests.docs.tables import code, fenced, page, table, under

PAGE = page("docs/registers.md")
EXAMPLES = fenced(PAGE, "toml")
BOTH = {"vi": "Một", "en": "One"}
CHOICES = [{"value": value, "label": BOTH} for value in ("a", "b")]
MORE = {
    "choice": {"choices": CHOICES},
    "choices": {"choices": CHOICES},
    "ref": {"to": "other"},
    "rows": {"fields": [{"name": "column", "type": "integer", "label": BOTH}]},
}
"""What a field of these types must have beside its name, type and label."""
TYPE_ROWS = table(PAGE, "Types", "type")
ANSWERS = [(code(kind)[0], json.loads(code(answer)[0])) for kind, _, answer in TYPE_ROWS if answer.strip()]


def register_of(kind):
    field = {"name": "one", "type": kind, "label": BOTH, "required": True, **MORE.get(kind, {})}
    top = {"key": "made", "version": 1, "title": BOTH, "by": ["leader"], "period": "year", "review": ["department"]}
    return parse(top | {"fields": [field]})


@pytest.mark.parametrize("text", EXAMPLES)
def test_an_example_loads_and_is_the_same_after_a_workbook(text):
    register = load(text)
    made = read(write(register))
    assert (made.faults, parse(made.raw)) == ([], register)


def test_there_are_examples_and_all_types():
    assert len(EXAMPLES) == 2
    assert {code(kind)[0] for kind, _, _ in TYPE_ROWS} == {*TYPES}
    assert {kind for kind, _ in ANSWERS} == {*TYPES} - {NOTE}


@pytest.mark.parametrize(("kind", "answer"), ANSWERS)
def test_an_answer_is_taken(kind, answer):
    assert check_submit(register_of(kind), {"one": answer}) == {}


def test_the_bounds_are_those_of_the_loader():
    types = under(PAGE, "Types")
    for most in (*(high for _, high in LENGTHS.values()), MOST_ENTRIES):
        assert f"up to {most:,}" in types
    assert PLACES == 3
    assert "up to three digits" in types
    size = f"{definition_text.MOST_FIELDS} fields, columns counted, {definition_text.MOST_CHOICES} choices a field"
    assert f"{size} and {definition_text.MOST_BYTES >> 10} KB" in PAGE


def own_columns(where):
    rows = table(PAGE, "XLSForm", "column or setting")
    return {name for names, place, _ in rows if place.startswith(where) for name in code(names)}


def test_the_columns_of_our_own_are_those_that_are_read():
    def prefixed(names):
        return {f"{language.OWN}{name}" for name in names}

    assert own_columns("survey") == prefixed(
        {"type", "name", "label", "exported_as", *language.OF_FIELD, *language.OF_GROUP}
    )
    assert own_columns("choices") == prefixed({"name", *language.OF_CHOICE})
    assert own_columns("settings") == prefixed({"title", "version", *language.OF_REGISTER})
    assert own_columns("sheets of their own") == prefixed(language.SHEETS)


def workbook(question):
    book = openpyxl.Workbook()
    book.active.title = "survey"
    rows = [("type", "name", "label", "appearance", "lt_copy_from"), ("date", "day", "Ngày", "", ""), question]
    for row in rows:
        book.active.append(row)
    choices = book.create_sheet("choices")
    for row in (("list_name", "name", "label"), ("list", "a", "A")):
        choices.append(row)
    settings = book.create_sheet("settings")
    for row in (("form_title", "form_id", "lt_period"), ("Mẫu", "made", "year")):
        settings.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.mark.parametrize(
    ("said", "appearance", "kind"),
    [
        *((kind, "", kind) for kind in ("text", "integer", "decimal", "date")),
        ("text", "multiline", "longtext"),
        ("geopoint", "", "place"),
        ("select_one list", "", "choice"),
        ("select_multiple list", "", "choices"),
        ("select_one lt_yesno", "", "yesno"),
    ],
)
def test_a_type_of_xlsform_is_read_as_the_page_says(said, appearance, kind):
    rows = [" ".join(row) for row in table(PAGE, "XLSForm", "XLSForm")]
    assert any(f"`{said.split()[0]}" in row and (kind in row) for row in rows)
    made = read(workbook((said, "one", "Một", appearance, "")))
    assert (made.faults, made.raw["fields"][1]["type"]) == ([], kind)
