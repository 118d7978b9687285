"""What a definition takes as a further language, its download names so that our own upload takes it again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.registers.messages import vietnamese
from server.registers.xlsform.headings import Column, column
from server.registers.xlsform.reading import read
from server.registers.xlsform.writing import write
from sync.registers import RegisterFaults, parse
from sync.registers.text_language import OURS

FIELD = {"name": "a", "type": "text", "label": {"vi": "A", "en": "B"}}
TOP = {"key": "made", "version": 1, "title": {"vi": "M", "en": "M"}, "by": ["leader"], "period": "once"}
OWN_NAMES = {
    "vi": ("vi", "VI", "Tiếng Việt (vi)", "Tiếng Việt", "Vietnamese", "Vietnamese (vie)", "Kinh (VIE)"),
    "en": ("en", "En", "English (en)", "English", "english", "Tiếng Anh", "eng", " English "),
}


def register(*languages):
    texts = [{"of": "fields.a.label", "text": "Nom"}]
    translations = [{"language": language, "texts": texts} for language in languages]
    return parse(TOP | {"review": ["department"], "fields": [FIELD], "translations": translations})


def refusal(*languages):
    with pytest.raises(RegisterFaults) as refused:
        register(*languages)
    (fault,) = refused.value.faults
    return fault


@pytest.mark.parametrize(("ours", "name"), [(ours, name) for ours in OURS for name in OWN_NAMES[ours]])
def test_a_heading_and_a_definition_know_the_apps_own_languages_by_the_same_names(ours, name):
    assert column(f"label::{name}") == Column("label", ours)
    assert refusal(name) == f"translations.{name}: Vietnamese and English stand with each text"


@pytest.mark.parametrize("names", [("Français (fr)", "French (fr)"), ("Tày", "tày"), ("fr", "Français (fr)")])
def test_a_language_has_one_table_however_it_is_called(names):
    fault = refusal(*names)
    assert fault == f"translations.{names[1]}: is the same language as '{names[0]}'"
    assert vietnamese(fault.partition(": ")[2]) == f"cùng một ngôn ngữ với “{names[0]}”"


@pytest.mark.parametrize("name", [":Thái", "Thái::đen", "a::b::English"])
def test_no_name_holds_what_parts_it_from_its_heading(name):
    fault = refusal(name)
    assert fault == f"translations.{name}: a name may neither begin with a colon nor hold two in a row"
    assert "hai chấm" in vietnamese(fault.partition(": ")[2])


names = st.one_of(
    st.text(st.sampled_from("vietnamgls (): Thái\n"), min_size=1, max_size=9),
    st.sampled_from(("Français (fr)", "Hmông Đen", "English", "中文 (zh)", "default", "label", "x (pt-br)")),
).map(str.strip)


@given(st.lists(names.filter(bool), min_size=1, max_size=3))
def test_whatever_is_taken_comes_back_from_its_download(languages):
    try:
        made = register(*languages)
    except RegisterFaults:
        return
    again = read(write(made))
    assert again.faults == []
    assert parse(again.raw).translations == made.translations
