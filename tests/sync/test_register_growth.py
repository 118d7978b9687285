"""Registers only grow: a phone months behind is judged by the version that it wrote, and figures keep their meaning."""

import tomllib
from copy import deepcopy
from pathlib import Path

import pytest

from sync.registers import RegisterFaults, Registers, check_put, compatible, parse

ROOT = Path(__file__).parents[2]
SHIPPED, TESTED = ROOT / "server/registers/definitions", ROOT / "tests/fixtures/registers"
OLD = tomllib.loads((TESTED / "probe.1.toml").read_text(encoding="utf-8"))
WORDS = {"vi": "Chữ", "en": "Words"}
NEW_FIELD = {"name": "new", "type": "integer", "label": WORDS}


def grown(change=lambda definition: None):
    definition = deepcopy(OLD)
    definition["version"] = 2
    change(definition)
    return compatible(parse(OLD), parse(definition))


def field(name, **members):
    def change(definition):
        found = next(one for one in definition["fields"] if one["name"] == name)
        found.update(members)

    return change


def measure(key, **members):
    def change(definition):
        definition["fields"].append(NEW_FIELD)
        next(one for one in definition["measures"] if one["key"] == key).update(members)

    return change


def choices(*values, retired=()):
    return [{"value": value, "label": WORDS, "retired": value in retired} for value in values]


def without(name):
    def change(definition):
        definition["fields"] = [one for one in definition["fields"] if one["name"] != name]
        definition["list"] = {}

    return change


ALLOWED = {
    "nothing but the number": lambda definition: None,
    "a field added": lambda definition: definition["fields"].append(NEW_FIELD),
    "a field retired": field("note", retired=True),
    "a choice added": field("pick", choices=choices("a", "b", "c", "d")),
    "a choice retired": field("pick", choices=choices("a", "b", "c", retired=("b",))),
    "a wider range": field("n", range=[-1, 2000]),
    "a longer text": field("note", length=[1, 60]),
    "a reference that reaches further": field("link", across=True),
    "no longer required": field("n", required=False),
    "another label": field("n", label=WORDS),
    "a dimension more": measure("n", by=["pick"]),
    "a new field in a sum": measure("n", fields=["n", "new"]),
    "a column added": field("rows", fields=[*OLD["fields"][-1]["fields"], NEW_FIELD]),
}
REFUSED = {
    "version: after 1": lambda definition: definition.update(version=3),
    "key: was": lambda definition: definition.update(key="other"),
    "natural_key: was": lambda definition: definition.update(natural_key=False),
    "period: was": lambda definition: definition.update(period="year"),
    "fields.note: is gone": without("note"),
    "fields.big.type: may not change": field("big", type="text"),
    "fields.n.range: is narrower": field("n", range=[0, 999]),
    "fields.m.range: is narrower": field("m", range=[0, 10]),
    "fields.note.length: is narrower": field("note", length=[3, 50]),
    "fields.big.length: is narrower": field("big", length=[0, 100]),
    "fields.dec.places: are fewer": field("dec", places=2),
    "fields.m.required": field("m", required=True),
    "fields.pick.choices.c: is gone": field("pick", choices=choices("a", "b")),
    "fields.link.to: may not change": field("link", to="other"),
    "fields.big.show_when: may not change": field("big", show_when={"field": "yes", "equals": True}),
    "fields.rows.fields.count: is gone": field("rows", fields=OLD["fields"][-1]["fields"][:1]),
    "measures.m: is gone": lambda definition: definition.update(measures=definition["measures"][:2], charts=[]),
    "measures.n.flow: may not change": measure("n", flow="flow"),
    "measures.n.fields: may only grow": measure("n", fields=["m"]),
    "measures.n.fields: only a new field": measure("n", fields=["n", "m"]),
    "measures.n.where": measure("n", where={"field": "pick", "in": ["a"]}),
}


@pytest.mark.parametrize("name", ALLOWED)
def test_a_register_may_grow(name):
    assert grown(ALLOWED[name]) == []


@pytest.mark.parametrize("fault", REFUSED)
def test_a_register_may_not_shrink_or_change_its_meaning(fault):
    assert [found for found in grown(REFUSED[fault]) if found.startswith(fault)], grown(REFUSED[fault])


@pytest.mark.lengthy
def test_what_was_right_by_the_old_version_is_right_by_the_new():
    old, new = (Registers([SHIPPED, TESTED]).get(form) for form in ("probe@1", "probe@2"))
    values = {"note": "Ghi chú", "n": 5, "pick": "a", "rows": [{"id": "1", "count": 2}]}
    assert check_put(old, values) == check_put(new, values)
    assert check_put(old, {"more": "x"})[1] == {"more": {"rule": "unknown"}}
    assert check_put(new, {"more": "x"})[1] == {}


def test_every_version_is_kept_and_the_latest_is_known():
    registers = Registers([SHIPPED, TESTED])
    assert registers.latest("probe").form == "probe@2"
    assert registers.get("probe@1").version == 1
    assert registers.get("probe@9") is None
    assert registers.latest("nope") is None
    forms = [register.form for register in registers.all_latest()]
    assert forms == sorted(forms)
    assert {"activity@2", "model@2", "probe@2", "probe_direct@1"} <= set(forms)


def shelved(tmp_path, **files):
    for name, text in files.items():
        (tmp_path / f"{name.replace('__', '.')}.toml").write_text(text, encoding="utf-8")
    with pytest.raises(RegisterFaults) as caught:
        Registers([SHIPPED, tmp_path])
    return caught.value.faults


def test_the_faults_of_all_files_are_told_at_once(tmp_path):
    text = (TESTED / "probe.1.toml").read_text(encoding="utf-8")
    found = shelved(
        tmp_path,
        broken__1="key = ",
        named__1=text,
        probe__3=text.replace("version = 1", "version = 3").replace('to = "activity"', 'to = "moon"'),
    )
    assert [fault for fault in found if fault.startswith("broken.1.toml: not TOML")]
    assert "named.1.toml: describes probe@1" in found
    assert "probe@3: version 2 is missing" in found
    assert "probe@3: fields.link.to: there is no register 'moon'" in found


def test_a_version_that_does_not_follow_is_refused(tmp_path):
    text = (TESTED / "probe.1.toml").read_text(encoding="utf-8")
    later = text.replace("version = 1", "version = 2").replace("range = [0, 1000]", "range = [0, 10]")
    assert shelved(tmp_path, probe__1=text, probe__2=later) == ["probe@2: fields.n.range: is narrower than [0, 1000]"]


COPY = """
[[fields]]
name = "copied"
type = "choice"
label = {{ vi = "Chép", en = "Copied" }}
copy_from = {{ field = "link", of = "{of}" }}
choices = [{{ value = "school_culture", label = {{ vi = "Văn hóa", en = "Culture" }} }}]
"""


@pytest.mark.parametrize(
    ("of", "fault"),
    [
        ("nope", "'activity' has no field 'nope'"),
        ("title", "'activity.title' is text, this is choice"),
        ("kind", "lacks the choices centred, garden, library, own, traffic, volunteers"),
    ],
)
def test_what_is_copied_must_be_there_and_fit(tmp_path, of, fault):
    text = (TESTED / "probe.1.toml").read_text(encoding="utf-8")
    found = shelved(tmp_path, probe__1=text.replace("\n[[rules]]", COPY.format(of=of) + "\n[[rules]]"))
    assert found == [f"probe@1: fields.copied.copy_from: {fault}"]


def test_a_reference_keeps_its_reach():
    near, far = deepcopy(OLD), deepcopy(OLD)
    field("link", across=True)(far)
    near["version"] = 2
    assert compatible(parse(far), parse(near)) == [
        "fields.link.across: what was referred to before would be out of reach"
    ]
