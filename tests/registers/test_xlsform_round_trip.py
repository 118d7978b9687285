"""Every register comes out as a workbook, and that workbook makes the same register again."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.platform.config import ROOT
from server.registers.definition_text import definition, toml
from server.registers.xlsform.reading import read
from server.registers.xlsform.writing import write
from sync.registers import load, parse
from sync.registers.field import FLAT, TEXTS

FILES = sorted(
    [
        *(ROOT / "server" / "registers" / "definitions").glob("*.toml"),
        *(ROOT / "tests" / "fixtures" / "registers").glob("*.toml"),
    ]
)

text = (
    st.text(st.sampled_from("aăđờẫ 7.,;:'\"()=+-@<>&/_x{}[]%\n"), min_size=1, max_size=12).map(str.strip).filter(bool)
)
bilingual = st.fixed_dictionaries({"vi": text, "en": text})
DEFAULTS = {"date": "today", "time": "07:15", "datetime": "2026-11-30T14:30", "barcode": "89345"}
numbers = st.lists(st.integers(-1000, 1000), min_size=2, max_size=2).map(sorted)


def goes_round(register):
    assert load(toml(definition(register))) == register
    made = read(write(register))
    assert (made.faults, made.remarks) == ([], [])
    assert parse(made.raw) == register


@pytest.mark.slow
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_file_that_is_handed_out_is_the_register(path):
    goes_round(load(path.read_text()))


@st.composite
def shown_under(draw, on, choices):
    """A question and a note that are shown under conditions on the field ``on``."""
    equals = {"choice": on.get("choices", [{"value": ""}])[0]["value"], "yesno": draw(st.booleans()), "integer": 7}
    named, value = {"field": on["name"]}, equals[on["type"]]
    tree = ["or", ["not", [draw(st.sampled_from(["=", "!="])), named, value]], ["=", named, ""]]
    shown = {"name": "shown", "type": "choices", "label": draw(bilingual), "choices": choices}
    return [
        shown | {"show_when": {"field": on["name"], "equals": value}},
        {"name": "note", "type": "note", "label": draw(bilingual), "when": tree},
    ]


@st.composite
def choices_of(draw):
    values = draw(st.lists(st.sampled_from(["a", "b-1", "C", "007", "1.5", "yes"]), min_size=1, unique=True))
    return [
        {"value": value, "label": draw(bilingual)} | ({"retired": True} if draw(st.booleans()) else {})
        for value in values
    ]


@st.composite
def flat(draw, name):
    kind = draw(st.sampled_from([*FLAT]))
    field = {"name": name, "type": kind, "label": draw(bilingual), "required": draw(st.booleans())}
    if draw(st.booleans()):
        field["exported_as"] = f"Tên-{name}"
    if draw(st.booleans()):
        field["help"] = draw(bilingual)
    for message in ("constraint_message", "required_message"):
        if draw(st.booleans()):
            field[message] = draw(bilingual)
    if kind in ("integer", "decimal") and draw(st.booleans()):
        field |= {"range": draw(numbers), "plausible": draw(numbers), "unit": draw(bilingual)}
    if kind in TEXTS and draw(st.booleans()):
        field["length"] = sorted(draw(st.lists(st.integers(0, 2000), min_size=2, max_size=2)))
    if kind in DEFAULTS and "length" not in field and draw(st.booleans()):
        field["default"] = DEFAULTS[kind]
    if kind == "decimal":
        field["places"] = draw(st.integers(0, 3))
    return field | ({"choices": draw(choices_of())} if kind == "choice" else {})


@st.composite
def registers(draw):
    fields = [draw(flat(f"f{at}")) for at in range(draw(st.integers(1, 5)))]
    sources = [field for field in fields if field["type"] in ("choice", "yesno", "integer")]
    if sources:
        fields += draw(shown_under(draw(st.sampled_from(sources)), draw(choices_of())))
    if draw(st.booleans()):
        columns = [draw(flat(f"c{at}")) for at in range(draw(st.integers(1, 3)))]
        fields.append({"name": "lines", "type": "rows", "label": draw(bilingual), "fields": columns})
    for name in ("place", "person", "persons"):
        if draw(st.booleans()):
            fields.append({"name": name, "type": name, "label": draw(bilingual), "retired": draw(st.booleans())})
    sections = [{"key": key, "title": draw(bilingual)} for key in ("s1", "s2")] if draw(st.booleans()) else []
    for field in fields if sections else ():
        if key := draw(st.sampled_from([None, "s1", "s2"])):
            field["section"] = key
    raw = {"key": "made", "version": draw(st.integers(1, 99)), "title": draw(bilingual), "fields": fields}
    raw |= {
        "by": ["teacher", "commune"],
        "period": "once",
        "review": draw(st.sampled_from([["commune"], ["department"]])),
    }
    raw |= {"sections": sections} if sections else {}
    raw |= {"help": draw(bilingual)} if draw(st.booleans()) else {}
    raw["measures"] = [{"key": "all", "label": draw(bilingual), "kind": "count", "flow": "stock"}]
    return parse(raw)


@pytest.mark.lengthy
@given(registers())
@settings(max_examples=15)
def test_whatever_can_be_said_goes_round(register):
    goes_round(register)
