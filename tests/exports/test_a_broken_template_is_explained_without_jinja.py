"""What is wrong with an officer's Word template is said in Vietnamese and English, by the text that stands in it."""

import io
import json
import re
import zipfile
from pathlib import Path

import docx
import pytest

from server.exports.word.default_template.document import default_template
from server.exports.word.sandbox import FILTERS, TESTS
from server.exports.word.template_fault import TemplateFault
from server.exports.word.template_faults import faults
from server.exports.word.template_loops import LISTS

pytestmark = pytest.mark.slow  # files are opened in processes of their own

CLIENT = Path("client/src")
TEXTS = {at: json.loads((CLIENT / f"text/screens/{at}.json").read_text()) for at in ("vi", "en")}
FOR, END = "{% for s in sections %}", "{% endfor %}"

BROKEN = [
    # What is written, the rule that it breaks, and what is quoted.
    ("{{ unit", "braces", "{{"),
    ("unit }}", "braces", "}}"),
    ("{% if frozen }}", "braces", "{%"),
    ("{# ghi chú", "braces", "{#"),
    (f"{FOR}{{{{ s.title }}}}", "unclosed", FOR),
    ("{% if frozen %}x", "unclosed", "{% if frozen %}"),
    (f"{FOR}{{% if frozen %}}x{END}", "unclosed", "{% if frozen %}"),
    ("x{% endfor %}", "unopened", "{% endfor %}"),
    ("x{%  endif %}", "unopened", "{%  endif %}"),
    ("{% else %}", "unopened", "{% else %}"),
    (f"{FOR}{{% elif unit %}}{END}", "unopened", "{% elif unit %}"),
    ("{{ }}", "syntax", "{{ }}"),
    ("{{ unit agency }}", "syntax", "{{ unit agency }}"),
    ("{{ unit| }}", "syntax", "{{ unit| }}"),
    ("{{ “unit }}", "syntax", "{{ “unit }}"),
    ("{{ tên đơn vị }}", "syntax", "{{ tên đơn vị }}"),
    ("{{ unit & agency }}", "syntax", "{{ unit & agency }}"),
    ("{% if %}x{% endif %}", "syntax", "{% if %}"),
    ("{% for s %}x{% endfor %}", "syntax", "{% for s %}"),
    ("{% lặp sections %}", "syntax", "{% lặp sections %}"),
    ("{% foreach s in sections %}", "syntax", "{% foreach s in sections %}"),
    ("{{ đơn_vị }}", "unknown", "đơn_vị"),
    (f"{FOR}{{{{ z.title }}}}{END}", "unknown", "z"),
    (f"{FOR}x{END}{{{{ s.title }}}}", "unknown", "s"),
    ("{{ unit|viết_hoa }}", "filter", "viết_hoa"),
    ("{{ unit|attr('x') }}", "filter", "attr"),
    ("{% if frozen is filled %}x{% endif %}", "test", "filled"),
    ("{{ unit.upper() }}", "says", "{{ unit.upper() }}"),
    ("{{ unit['x'] }}", "says", "{{ unit['x'] }}"),
    ("{{ unit.__class__ }}", "says", "{{ unit.__class__ }}"),
    ("{{ 'a' * 1000000000 }}", "says", "{{ 'a' * 1000000000 }}"),
    ("{% set x = 1 %}", "says", "{% set x = 1 %}"),
    ("{% import 'x' as y %}", "says", "{% import 'x' as y %}"),
    ("{% for a in appendices %}{% for r in a.rows %}{% for c in r.cells %}{% for d in c.x %}x" + END * 4, "deep",
     "{% for d in c.x %}"),
    ("{% for a in 'constant' %}x{% endfor %}", "loop", "{% for a in 'constant' %}"),
    ("{% for a in sections|first %}x{% endfor %}", "loop", "{% for a in sections|first %}"),
    ("{% for a in (sections if unit else appendices) %}x{% endfor %}", "loop",
     "{% for a in (sections if unit else appendices) %}"),
    (f"{FOR}{{% for b in sections %}}x{END}{END}", "loop", "{% for b in sections %}"),
    (f"{FOR}{{% for b in appendices %}}x{END}{END}", "loop", "{% for b in appendices %}"),
    ("{% for a in appendices %}{% for r in a.rows %}{% for b in a.rows %}x" + END * 3, "loop", "{% for b in a.rows %}"),
    ("{% for c in unit %}x{% endfor %}", "fill", "{% for c in unit %}"),
    (f"{FOR}{{% for c in s.title %}}x{END}{END}", "fill", "{% for c in s.title %}"),
    (f"{FOR}{{% for c in s %}}x{END}{END}", "fill", "{% for c in s %}"),
    (f"{FOR}{{% for c in loop %}}x{END}{END}", "loop", "{% for c in loop %}"),
    ("{% if unit %}" * 13 + "{% endif %}" * 13, "tangled", "{% if unit %}"),
    ("{{ ((((((((( unit ))))))))) }}", "tangled", "{{ ((((((((( unit ))))))))) }}"),
    ("{{ unit.tên }}", "member", "{{ unit.tên }}"),
    (f"{FOR}{{{{ s.tilte }}}}{END}", "member", "{{ s.tilte }}"),
    (f"{FOR}{{{{ s.a.b }}}}{END}", "member", "{{ s.a.b }}"),
    ("{% for s in unit.rows %}x{% endfor %}", "member", "{% for s in unit.rows %}"),
    ("{{ sections }}", "fill", "{{ sections }}"),
    ("{{ unit.upper }}", "fill", "{{ unit.upper }}"),
    (f"{FOR}{{% for m in s.number %}}x{END}{END}", "fill", "{% for m in s.number %}"),
    ("{% if unit < 3 %}x{% endif %}", "fill", "{% if unit < 3 %}"),
    ("{{ unit|upper(1, 2, 3) }}", "fill", "{{ unit|upper(1, 2, 3) }}"),
    ("{{ sections|join(1, 2, 3, 4) }}", "fill", "{{ sections|join(1, 2, 3, 4) }}"),
]  # fmt: skip


def written(document):
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def saying(text):
    """Our own template with one more paragraph, in two pieces as Word leaves them after a correction."""
    document = docx.Document(io.BytesIO(default_template()))
    paragraph = document.add_paragraph("Kính gửi: ")
    paragraph.add_run(text[: len(text) // 2])
    paragraph.add_run(text[len(text) // 2 :])
    return written(document)


def with_part(name, body):
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(default_template())) as old, zipfile.ZipFile(out, "w") as new:
        for one in old.namelist():
            new.writestr(one, body if one == name else old.read(one))
    return out.getvalue()


def said(fault: TemplateFault, language):
    """The fault as the desk says it."""
    found = TEXTS[language][f"template.{fault['rule']}"]
    if "paragraph" in fault:
        found += f" {TEXTS[language]['template.where']}"
    return re.sub(r"\{(\w+)\}", lambda name: fault.get(name[1], ""), found)


@pytest.mark.parametrize(("text", "rule", "name"), BROKEN)
def test_a_fault_quotes_the_tag_as_it_was_written(text, rule, name):
    fault = next(faults(saying(text)))
    assert (fault["rule"], fault["name"]) == (rule, name)
    assert fault["paragraph"] == f"Kính gửi: {text}"[:119] + "…" * (len(text) > 110)
    for language in TEXTS:
        assert name in said(fault, language)
        assert "Kính gửi" in said(fault, language)
    if rule == "unclosed":
        assert fault["closes"] in ("endfor", "endif")


@pytest.mark.parametrize(("text", "rule", "name"), BROKEN)
def test_nothing_is_said_that_stands_neither_in_the_template_nor_in_our_texts(text, rule, name):
    ours = {", ".join(FILTERS), ", ".join(TESTS), ", ".join(LISTS), "endfor", "endif"}
    for fault in faults(saying(text)):
        own = {fault.get(key, "").rstrip("…") for key in ("name", "paragraph", "closes", "may")}
        assert all(one in f"Kính gửi: {text}" or one in ours for one in own), fault


def test_a_block_that_begins_above_a_table_and_ends_in_it_is_named():
    document = docx.Document()
    document.add_paragraph(FOR)
    document.add_table(1, 1).rows[0].cells[0].text = END
    fault = next(faults(written(document)))
    assert fault == {"rule": "torn", "name": FOR}
    assert "{%tr … %}" in said(fault, "vi")


def test_a_tag_that_takes_a_row_is_quoted_with_what_takes_it():
    document = docx.Document()
    document.add_table(1, 1).rows[0].cells[0].text = "{%tr for s in rows %}"
    document.add_paragraph("{%p endfor %}")
    assert next(faults(written(document))) == {"rule": "unknown", "name": "rows", "paragraph": "{%tr for s in rows %}"}


def test_a_tag_in_the_head_of_the_page_is_found():
    document = docx.Document(io.BytesIO(default_template()))
    document.sections[0].header.paragraphs[0].text = "Sở {{ so }}"
    assert list(faults(written(document))) == [{"rule": "unknown", "name": "so", "paragraph": "Sở {{ so }}"}]


def test_of_two_tags_that_are_the_same_the_faulty_one_is_named():
    document = docx.Document()
    document.add_paragraph(f"Trong: {FOR}{{{{ s.title }}}}{END}")
    document.add_paragraph("Ngoài: {{s.title}}")
    assert next(faults(written(document)))["paragraph"] == "Ngoài: {{s.title}}"


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("word/document.xml", b"<w:document>"),
        ("word/document.xml", "<a>tệp</a>".encode("utf-16")),
        ("word/document.xml", b""),
        ("[Content_Types].xml", b"<Types/>"),
        ("_rels/.rels", b"x"),
        ("word/styles.xml", b"<"),
    ],
)
def test_a_file_that_word_cannot_read_is_called_broken(name, body):
    fault = next(faults(with_part(name, body)))
    assert fault == {"rule": "broken"}
    assert "Word" in said(fault, "vi")


def test_a_tag_within_thousands_of_brackets_is_refused_as_well():
    assert next(faults(saying(f"{{{{ {'(' * 5000}unit{')' * 5000} }}}}")))["rule"] == "tangled"


def test_braces_without_end_are_found_at_once():
    assert next(faults(saying("{{ " * 20_000)))["rule"] == "braces"


def test_every_rule_has_its_words_in_both_languages_and_the_desk_knows_it():
    rules = set(re.findall(r"``(\w+)``(?=[ :,\n])", TemplateFault.__doc__ or "")) - {"rule", "name", "paragraph"}
    rules -= {"may", "closes"}
    known = (CLIENT / "desk/reports/templateFault.ts").read_text().partition("KNOWN = [")[2].partition("\n]")[0]
    assert set(re.findall(r"'(\w+)'", known)) == rules
    for texts in TEXTS.values():
        assert {f"template.{rule}" for rule in rules} <= set(texts)
    assert {rule for _, rule, _ in BROKEN} < rules


def test_our_own_template_is_sound():
    assert list(faults(default_template())) == []
