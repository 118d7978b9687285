"""The definition language: what loads, and every fault of what does not, at once and with where it stands."""

import json
import tomllib
from contextlib import suppress
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.registers.definition_text import toml
from sync.registers import RegisterFaults, Registers, catalog_entry, load, parse

ROOT = Path(__file__).parents[2]
DIRECTORIES = [ROOT / "server/registers/definitions", ROOT / "tests/fixtures/registers"]
FILES = sorted(path for directory in DIRECTORIES for path in directory.glob("*.toml"))
PROBE = tomllib.loads((ROOT / "tests/fixtures/registers/probe.1.toml").read_text(encoding="utf-8"))
WORDS = {"vi": "Chữ", "en": "Words"}
FIELDS = {field["name"]: place for place, field in enumerate(PROBE["fields"])}


def faults(definition: dict[str, Any]) -> list[str]:
    with pytest.raises(RegisterFaults) as caught:
        parse(definition)
    return caught.value.faults


def changed(**members: Any) -> dict[str, Any]:
    return {name: value for name, value in {**deepcopy(PROBE), **members}.items() if value != "gone"}


def with_field(name: str, **members: Any) -> dict[str, Any]:
    definition = deepcopy(PROBE)
    place = FIELDS.get(name, len(PROBE["fields"]))
    old = definition["fields"][place] if name in FIELDS else {"name": name, "type": "text", "label": WORDS}
    definition["fields"][place : place + 1] = [{k: v for k, v in {**old, **members}.items() if v != "gone"}]
    return definition


def with_measure(**members: Any) -> dict[str, Any]:
    return changed(measures=[*deepcopy(PROBE["measures"]), {"key": "x", "label": WORDS, "kind": "count", **members}])


FAULTY = [
    (changed(zz=1), "zz: unknown key"),
    (changed(title={"vi": "Chỉ có tiếng Việt"}), "title: must be {vi, en}"),
    (changed(title={"vi": "Biểu", "en": " "}), "title: must be {vi, en}"),
    (changed(title="gone"), "title: missing"),
    (changed(version=0), "version: must be"),
    (changed(version=True), "version: must be"),
    (changed(by=["admin"]), "by: must be"),
    (changed(by=[]), "by: must be"),
    (changed(period="week"), "period: must be one of event, semester"),
    (changed(review=["leader"]), "review: must be"),
    (changed(review=["department", "leader"]), "review: must be"),
    (changed(counts=["deleted"]), "counts: must be"),
    (changed(publish={"title": "note"}), "publish: must be {title, story"),
    (changed(publish={"title": "note", "story": "nope"}), "publish.story: there is no field 'nope'"),
    (changed(publish={"title": "day", "story": "note"}), "publish.title: 'day' is date, not text"),
    (changed(list={"title": "nope"}), "list.title: there is no field 'nope'"),
    (changed(fields=[]), "fields: must be"),
    (changed(fields="x"), "fields: must be"),
    (changed(period_from="n", natural_key=False), "period_from: 'n' is integer, not date"),
    (changed(period_from="nope", natural_key=False), "period_from: there is no field 'nope'"),
    (changed(period_from="day", natural_key=False), "period_from: 'day' must be required"),
    (changed(period_from="day"), "period_from: a record with natural_key carries its period"),
    (changed(period="event"), "natural_key: an event"),
    (with_field("note", label="gone"), "fields.note.label: missing"),
    (with_field("note", label={"vi": "x", "en": "y", "fr": "z"}), "fields.note.label: must be"),
    (with_field("note", type="colour"), "fields.note.type: must be one of text"),
    (
        with_field("note", type="photos", copy_from={"field": "link", "of": "x"}),
        "fields.note.copy_from: photos has none",
    ),
    (with_field("note", length=[9, 2]), "fields.note.length: must be"),
    (with_field("note", length=[-1, 2]), "fields.note.length: must be"),
    (with_field("n", range=[5, 1]), "fields.n.range: must be"),
    (with_field("n", range=["0", "1"]), "fields.n.range: must be"),
    (with_field("note", range=[0, 1]), "fields.note.range: text has none"),
    (with_field("n", length=[0, 1]), "fields.n.length: integer has none"),
    (with_field("n", places=2), "fields.n.places: integer has none"),
    (with_field("dec", places=4), "fields.dec.places: must be 0 to 3"),
    (with_field("note", required="yes"), "fields.note.required: must be true or false"),
    (with_field("Nope"), "fields.Nope.name: must be"),
    (with_field("month"), "fields.month: this name"),
    (with_field("period"), "fields.period: this name"),
    (with_field("pick", choices="gone"), "fields.pick: needs either choices or choices_from"),
    (with_field("pick", choices_from="sites"), "fields.pick: needs either choices or choices_from"),
    (with_field("pick", choices_from="moon"), "fields.pick.choices_from: must be one of sites, cluster"),
    (with_field("pick", choices=[{"value": "a", "label": WORDS}] * 2), "fields.pick.choices.a: stands there 2 times"),
    (with_field("pick", choices=[{"value": "a b", "label": WORDS}]), "fields.pick.choices.a b.value: must be"),
    (with_field("pick", choices=[{"value": "a"}]), "fields.pick.choices.a.label: missing"),
    (with_field("link", to="gone"), "fields.link.to: missing"),
    (with_field("note", across=True), "fields.note.across: text has none"),
    (with_field("pick", choices=[]), "fields.pick: needs either choices or choices_from"),
    (with_field("rows", fields="gone"), "fields.rows.fields: missing"),
    (with_field("rows", fields=[{"name": "x", "type": "person", "label": WORDS}]), "fields.rows.fields.x: a column"),
    (with_field("rows", fields=[{"name": "id", "type": "text", "label": WORDS}]), "fields.rows.fields.id: each row"),
    (with_field("note", show_when={"field": "nope", "equals": 1}), "fields.note.show_when: there is no field 'nope'"),
    (with_field("note", show_when={"field": "pick", "equals": "z"}), "fields.note.show_when.equals: 'pick' is never"),
    (with_field("note", show_when={"field": "yes", "equals": 1}), "fields.note.show_when.equals: 'yes' is never 1"),
    (with_field("note", show_when={"field": "day", "equals": "x"}), "fields.note.show_when: 'day' is date"),
    (with_field("note", show_when={"field": "pick"}), "fields.note.show_when: must be"),
    (with_field("yes", show_when={"field": "yes", "equals": True}), "fields.yes.show_when: goes round in a circle"),
    (with_field("note", copy_from={"field": "pick", "of": "x"}), "fields.note.copy_from: 'pick' is choice, not ref"),
    (with_field("note", copy_from={"field": "nope", "of": "x"}), "fields.note.copy_from: there is no field"),
    (changed(rules=[{"check": "sum_is", "fields": ["n", "m"]}]), "rules[1].check: must be"),
    (changed(rules=[{"check": "dates_in_order", "fields": ["n", "m"]}]), "rules.dates_in_order: 'n' is integer"),
    (changed(rules=[{"check": "not_above", "fields": ["n", "nope"]}]), "rules.not_above: there is no field 'nope'"),
    (with_measure(kind="mean"), "measures.x.kind: must be one of count"),
    (with_measure(kind="sum"), "measures.x.fields: missing"),
    (with_measure(kind="sum", fields=["nope"]), "measures.x.fields: there is no field 'nope'"),
    (with_measure(kind="sum", fields=["note"]), "measures.x.fields: 'note' is text"),
    (with_measure(kind="rows", fields=["n"]), "measures.x.fields: 'n' is integer"),
    (with_measure(fields=["n"]), "measures.x.fields: count has none"),
    (with_measure(by=["big"]), "measures.x.by: 'big' is longtext"),
    (with_measure(where={"field": "pick", "in": ["z"]}), "measures.x.where.in: 'pick' is never 'z'"),
    (with_measure(where={"field": "pick", "in": []}), "measures.x.where: must be"),
    (with_measure(kind="units", of="nope"), "measures.x.of: there is no measure 'nope'"),
    (with_measure(kind="units", of="n"), "measures.x.of: 'n' is sum, not count"),
    (with_measure(kind="ratio", n="n", d="rate"), "measures.x.d: 'rate' is ratio"),
    (with_measure(kind="ratio", n="n", d="m", by=["pick"]), "measures.x.by: 'n' is not kept by pick"),
    (with_measure(key="n"), "measures.n: stands there 2 times"),
    (with_measure(flow="river"), "measures.x.flow: must be flow or stock"),
    (changed(due=-1), "due: must be days"),
    (changed(applies_to=[]), "applies_to: must be a list"),
    (changed(sections=[{"key": "s", "title": WORDS, "most": 0}]), "sections.s.most: must be"),
    (with_field("n", section="nope"), "fields.n.section: there is no section 'nope'"),
    (with_field("rows", points="count"), "fields.rows.points: stands in no section with points"),
    (with_field("n", points="count"), "fields.n.points: integer has none"),
    (with_field("note", evidence=["nope"]), "fields.note.evidence: there is no field 'nope'"),
    (with_field("note", evidence=["pick"]), "fields.note.evidence: 'pick' is choice, not integer or decimal"),
    (with_field("n", evidence=["m"]), "fields.n.evidence: integer has none"),
    (with_field("n", within="n"), "fields.n.within: must be register.field"),
    (with_field("note", within="probe.n"), "fields.note.within: text has none"),
    (with_field("yes", computed={"how": "all"}), "fields.yes.computed.of: missing"),
    (with_field("yes", computed={"how": "all", "of": ["n"]}), "fields.yes.computed.of: 'n' is integer, not yesno"),
    (with_field("yes", computed={"how": "most"}), "fields.yes.computed: must be"),
    (with_field("n", computed={"how": "total"}), "fields.n.computed: total is a decimal"),
    (with_field("dec", computed={"how": "total"}), "fields.dec.computed: the sections' points come to 0, not 100"),
    (with_field("pick", computed={"how": "rating"}), "fields.pick.choices: each needs the least total"),
    (
        with_field("pick", choices=[{"value": "a", "label": WORDS, "least": 5}]),
        "fields.pick.choices.a.least: only a computed rating",
    ),
    (changed(scores={"register": "x", "unit": "pick"}), "scores.unit: 'pick' is no required choice from the cluster"),
    (with_measure(kind="share"), "measures.x.of: missing; share needs it"),
    (with_measure(kind="share", of="n"), "measures.x.of: 'n' is sum, not count"),
    (with_measure(kind="share", of="count", applies_to=["TH"]), "measures.x.applies_to: 'count' concerns other units"),
    (with_measure(by=["rows.count"]), "measures.x: count goes record by record"),
    (with_measure(kind="sum", fields=["rows.nope"]), "measures.x.fields: 'rows' has no column 'nope'"),
    (with_measure(kind="sum", fields=["rows.count", "n"]), "measures.x.fields: a sum over rows adds up columns"),
    (with_measure(kind="ratio", n="n", d="other.staff", by=["pick"]), "measures.x.by: what another register counts"),
    (with_measure(target={"value": 1}), "measures.x.target: must be"),
    (changed(charts=[{"measure": "nope", "by": "unit"}]), "charts.nope: there is no measure 'nope'"),
    (changed(charts=[{"measure": "n", "by": "pick"}]), "charts.n.by: 'n' is not kept by pick"),
]


@pytest.mark.parametrize(("definition", "fault"), [pytest.param(*case, id=case[1]) for case in FAULTY])
def test_a_fault_is_named_with_where_it_stands(definition, fault):
    assert any(found.startswith(fault) for found in faults(definition)), faults(definition)


def test_all_faults_are_told_at_once():
    definition = changed(zz=1, title="gone", period="week", charts=[{"measure": "nope", "by": "unit"}])
    assert [fault.split(":")[0] for fault in faults(definition)] == ["zz", "title", "period", "charts.nope"]


def test_a_broken_field_is_not_reported_by_all_that_mention_it():
    assert [fault.split(":")[0] for fault in faults(with_field("n", type="colour"))] == ["fields.n.type"]


def test_conditions_that_wait_for_each_other_are_refused():
    definition = with_field("yes", show_when={"field": "pick", "equals": "a"})
    definition["fields"][FIELDS["pick"]]["show_when"] = {"field": "yes", "equals": True}
    assert [fault for fault in faults(definition) if "yes → pick → yes" in fault]


def test_a_field_twice_is_refused():
    assert "fields.n: stands there 2 times" in faults(changed(fields=[*PROBE["fields"], PROBE["fields"][FIELDS["n"]]]))


def test_what_is_not_toml_says_where():
    with pytest.raises(ValueError, match=r"not TOML: .*line 1"):
        load("key = ,")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_catalog_entry_says_all_that_the_file_says(path):
    register = load(path.read_text(encoding="utf-8"))
    entry = json.loads(json.dumps(catalog_entry(register)))
    assert parse(entry) == register


@pytest.mark.parametrize(
    ("within", "fault"),
    [
        ("nowhere.m", "fields.n.within: 'nowhere' keeps no number 'm' once per unit"),
        ("probe.nope", "fields.n.within: 'probe' keeps no number 'nope' once per unit"),
        ("probe.note", "fields.n.within: 'probe' keeps no number 'note' once per unit"),
        ("probe.m", None),
    ],
)
def test_a_number_is_within_one_that_its_unit_has_once(within, fault):
    definition = with_field("n", within=within)
    found = []
    try:
        Registers([DIRECTORIES[0]], {"probe@1": toml(definition)})
    except RegisterFaults as faulty:
        found = faulty.faults
    assert found == ([f"probe@1: {fault}"] if fault else [])


def test_what_is_asked_at_review_alone_is_not_sent_to_phones():
    register = parse(with_field("n", within="probe.m"))
    of_phones = catalog_entry(register, {})["fields"][FIELDS["n"]]
    assert "within" not in of_phones
    assert catalog_entry(register)["fields"][FIELDS["n"]] == of_phones | {"within": "probe.m"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_catalog_entry_has_every_member_of_the_protocol(path):
    entry = catalog_entry(load(path.read_text(encoding="utf-8")), {"sites": [{"value": "s", "label": WORDS}]})
    assert entry.keys() >= {
        "key", "version", "title", "by", "period", "natural_key", "period_from", "review", "rules", "fields",
    }  # fmt: skip
    for field in entry["fields"]:
        assert field.keys() >= {"name", "type", "label", "required"}
        assert (field["type"] in ("choice", "choices")) == ("choices" in field)


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from(sorted(FIELDS)),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["field", "in", "vi"]), inner),
    max_leaves=6,
)


@pytest.mark.slow
@given(part=st.sampled_from(["", "fields", "rules", "measures", "charts"]), data=st.data())
def test_nothing_that_toml_can_say_breaks_the_loader(part, data):
    definition = deepcopy(PROBE)
    table = data.draw(st.sampled_from(definition[part])) if part else definition
    table[data.draw(st.sampled_from(sorted(table)) | st.text())] = data.draw(ANYTHING)
    with suppress(RegisterFaults):
        parse(definition)
