"""Templates of a few kilobytes that would run for hours are refused by their place, and the worker stays as it was."""

import base64

import pytest

from server.exports.word.default_template.document import default_template
from server.exports.word.template_opening import RULES, first_fault
from server.platform.sandbox.fault import REASONS
from tests.exports.test_a_broken_template_is_explained_without_jinja import TEXTS, saying
from tests.platform.bombs import replaced
from tests.platform.memory import watched

pytestmark = pytest.mark.slow  # files are opened in processes of their own

NESTED = "{% for a in 'TEXT' %}{% for b in 'TEXT' %}{% for c in 'TEXT' %}TEXT{% endfor %}{% endfor %}{% endfor %}"
BOMBS = {
    "loops over constants, 4.8 GB": (NESTED.replace("TEXT", "x" * 170), "loop"),
    "the same, of a kind that fits nowhere": (NESTED.replace("TEXT", "x" * 9_000), "tangled"),
    "the report within itself": ("{% for a in sections %}" * 3 + "x" * 30_000 + "{% endfor %}" * 3, "loop"),
    "2,000 filters": ("{{ unit" + "|upper" * 2_000 + " }}", "tangled"),
    "3,000 parentheses": ("{{ " + "(" * 3_000 + "unit" + ")" * 3_000 + " }}", "tangled"),
    "3,000 conditions": ("{% if unit %}" * 3_000 + "{% endif %}" * 3_000, "tangled"),
    "3,000 times not": ("{{ " + "not " * 3_000 + "unit }}", "tangled"),
}


def test_each_is_refused_by_its_place(village):
    officer = village.client("so")
    for name, (text, rule) in BOMBS.items():
        upload = {"name": name, "file": base64.b64encode(saying(text)).decode()}
        answer = watched(lambda upload=upload: officer.post("/api/templates", upload))
        fault = answer.json["fields"]["file"]
        assert (answer.status_code, fault["rule"]) == (400, rule), name
        assert fault["paragraph"].startswith("Kính gửi"), name


@pytest.mark.slow
def test_what_no_rule_foresees_is_stopped_by_the_sandbox():
    """A sound part of a million empty paragraphs in a few kilobytes."""
    many = b"<w:p/>" * 1_000_000 + b"<w:sectPr"
    file = replaced(default_template(), "word/document.xml", lambda part: part.replace(b"<w:sectPr", many, 1))
    assert len(file) < 100_000
    assert watched(lambda: first_fault(file)) == {"rule": "costly"}


@pytest.mark.parametrize("code", REASONS)
def test_whatever_the_sandbox_says_has_its_words(code):
    rule = RULES.get(code, "costly")
    assert all(f"template.{rule}" in texts for texts in TEXTS.values())
