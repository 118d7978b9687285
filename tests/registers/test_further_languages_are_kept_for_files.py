"""A form's texts in languages beside Vietnamese and English are kept, are in the download again, and on no phone."""

import pytest

from server.registers.definition_text import definition, toml, too_large
from server.registers.xlsform.reading import read
from sync.registers import RegisterFaults, catalog_entry, load, parse
from tests.registers.test_registers_published_without_a_programmer import publish, upload, workbook_of
from tests.registers.test_xlsforms_as_the_world_writes_them import SETTINGS, YES_NO, drafted, remarks

HEADS = ("type", "name", "label::Tiếng Việt (vi)", "label::English (en)", "label::Français (fr)")
FR = "Français (fr)"
SHOWN_HERE = "are kept and are in the download again; Vietnamese and English are shown here."


EVERY = (*HEADS, "hint::Français (fr)", "guidance_hint::Français (fr)", "constraint", "constraint_message::fr")
SURVEY = [
    (*EVERY, "required", "required_message::French (fr)", "hint"),
    ("begin_group", "g", "Phần", "Part", "Partie"),
    ("select_one k", "q", "Loại", "Kind", "Genre", "Choisir", "Un seul", "", "", "yes", "Il le faut", "Chọn"),
    ("integer", "n", "Số", "Number", "Nombre", "", "", ". > 0", "Plus de zéro"),
    ("end_group",),
    ("begin_repeat", "r", "Bảng", "Table", "Tableau"),
    ("text", "c", "Cột", "Column", "Colonne"),
    ("note", "", "Ghi hết", "All of them", "Tous"),
    ("end_repeat",),
]
CHOICES = [
    ("list_name", "name", "label", "label::Français (fr)"),
    ("k", "a", "Một", "Un"),
    ("k", "b", "Hai", "Deux"),
]


def test_every_text_of_a_form_is_kept_in_its_language():
    made = drafted(SURVEY, CHOICES)
    (french,) = made.register.translations
    assert french.language == FR
    assert french.texts == {
        "sections.g.title": "Partie",
        "fields.q.label": "Genre",
        "fields.q.required_message": "Il le faut",
        "fields.q.help": "Choisir Un seul",
        "fields.q.choices.a.label": "Un",
        "fields.q.choices.b.label": "Deux",
        "fields.n.label": "Nombre",
        "fields.r.label": "Tableau",
        "fields.r.help": "Tous",
        "fields.r.fields.c.label": "Colonne",
        "fields.n.constraint_message": "Plus de zéro",
    }
    assert made.register.fields["q"].help == {"vi": "Chọn", "en": "Chọn"}


def test_one_remark_says_that_a_language_is_not_shown():
    made = drafted([HEADS, ("text", "a", "A", "B", "C"), ("text", "b", "A", "B", "C")])
    assert remarks(made) == [("survey", None, f"Texts in “{FR}” {SHOWN_HERE}")]


def test_a_plain_text_beside_both_languages_is_a_further_one():
    made = drafted([("type", "name", *HEADS[2:4], "label"), ("text", "a", "A", "B", "C")])
    assert made.register.translations[0].texts == {"fields.a.label": "C"}
    assert made.register.translations[0].language == "default"


@pytest.mark.parametrize(("default", "shown"), [("French (fr)", ("A", "A")), ("English", ("A", "B")), ("", ("B", "A"))])
def test_the_default_language_is_that_of_texts_without_one(default, shown):
    settings = [(*SETTINGS[0], "default_language"), (*SETTINGS[1], default)]
    made = drafted([("type", "name", "label::Vietnamese (vi)", "label"), ("text", "a", "A", "B")], settings=settings)
    assert tuple(made.register.fields["a"].label.values()) == {"": ("A", "B")}.get(default, shown)
    french = default.startswith("French")
    assert [(one.language, one.texts) for one in made.register.translations] == (
        [(default, {"fields.a.label": "B"})] if french else []
    )
    said = [text for _, _, text in remarks(made) if "default_language" in text]
    assert said == (
        [f"Everybody sees their own language here, so “{default}” is not the first one (default_language)."]
        if default
        else []
    )


def test_the_default_language_is_shown_where_there_is_neither_of_the_two():
    settings = [(*SETTINGS[0], "default_language"), (*SETTINGS[1], "Español")]
    heads = ("type", "name", "label::Français (fr)", "label::Español")
    made = drafted([heads, ("text", "a", "Le nom", "El nombre")], settings=settings)
    assert made.register.fields["a"].label == {"vi": "El nombre", "en": "El nombre"}
    assert [(one.language, one.texts) for one in made.register.translations] == [
        ("Español", {"fields.a.label": "El nombre"}),
        (FR, {"fields.a.label": "Le nom"}),
    ]
    texts = [text for _, _, text in remarks(made)]
    assert "There is “label::Español” alone; it is shown in both languages." in texts
    assert f"Texts in “{FR}” {SHOWN_HERE}" in texts
    assert f"Texts in “Español” {SHOWN_HERE}" not in texts


def test_two_columns_of_one_language_are_remarked_and_the_named_one_is_taken():
    settings = [(*SETTINGS[0], "default_language"), (*SETTINGS[1], "vi")]
    heads = ("type", "name", "label", "label::Tiếng Việt (vi)")
    made = drafted([heads, ("text", "a", "Cũ", "Mới"), ("text", "b", "Chỉ có đây", "")], settings=settings)
    assert [one.label["vi"] for one in made.register.fields.values()] == ["Mới", "Chỉ có đây"]
    assert (
        "survey",
        None,
        "The columns “label” and “label::Tiếng Việt (vi)” are of one language: where both are filled in, "
        "“label::Tiếng Việt (vi)” is used.",
    ) in remarks(made)


@pytest.mark.parametrize(
    "heads", [("label::English (US)", "label::English (UK)"), ("label::French (fr)", "label::Français (fr)")]
)
def test_two_headings_that_name_one_language_are_refused_with_both(heads):
    survey = [("type", "name", "label::Tiếng Việt (vi)", *heads), ("text", "a", "A", "A", "A")]
    assert [(one.sheet, one.row, one.vi, one.en) for one in read(workbook_of(survey, YES_NO, SETTINGS)).faults] == [
        (
            "survey",
            1,
            f"Cột “{heads[0]}” và “{heads[1]}” cùng một ngôn ngữ; mỗi ngôn ngữ chỉ có một cột.",
            f"The columns “{heads[0]}” and “{heads[1]}” are of one language, and there is one column for each.",
        )
    ]


def test_a_heading_that_is_there_twice_is_refused_as_such():
    survey = [("type", "name", "label::fr", "label::fr"), ("text", "a", "A", "A")]
    assert [one.en for one in read(workbook_of(survey, YES_NO, SETTINGS)).faults] == [
        "The column “label::fr” is there twice."
    ]


def test_answers_in_a_text_keep_the_names_of_their_questions():
    heads = ("type", "name", *HEADS[2:])
    live = ("text", "b", "Trong ${So-Em} em", "Of ${So-Em}", "De ${So-Em} et ${thing}")
    made = drafted([heads, ("integer", "So-Em", "Số", "Number", "Nombre"), live, ("audio", "thing", "A", "A", "A")])
    assert made.register.translations[0].texts["fields.b.label"] == "De ${so_em} et [thing]"
    assert made.register.fields["b"].live_label["vi"] == "Trong ${so_em} em"


def test_a_phone_is_spared_them_and_files_have_them(village):
    so = village.client("so")
    settings = [("form_title", "form_id", "lt_by", "lt_period"), ("Thử", "thu", "teacher", "once")]
    draft = upload(so, workbook_of([HEADS, ("text", "a", "A", "B", "Le nom")], YES_NO, settings)).json
    assert draft["entry"]["key"] == "thu"
    publish(so, draft)
    (form,) = [one for one in village.client("gv").get("/api/catalog").json["registers"] if one["key"] == "thu"]
    assert "Le nom" not in str(form)
    kept = so.http.get("/api/registers/thu.toml", headers={"X-Account": so.account})
    assert "Le nom" in kept.get_data(as_text=True)


def register(**more):
    field = {"name": "a", "type": "text", "label": {"vi": "A", "en": "B"}}
    top = {"key": "made", "version": 1, "title": {"vi": "M", "en": "M"}, "by": ["leader"], "period": "once"}
    return parse(top | {"review": ["department"], "fields": [field], **more})


@pytest.mark.parametrize(
    ("language", "place", "fault"),
    [
        (FR, "fields.b.label", f"translations.{FR}: there is no text fields.b.label"),
        (FR, "fields.a.help", f"translations.{FR}: there is no text fields.a.help"),
        ("English (en)", "fields.a.label", "translations.English (en): Vietnamese and English stand with each text"),
    ],
)
def test_a_text_of_nothing_is_refused(language, place, fault):
    with pytest.raises(RegisterFaults) as refused:
        register(translations=[{"language": language, "texts": [{"of": place, "text": "A"}]}])
    assert refused.value.faults == [fault]


def test_a_definition_file_has_them_and_a_catalog_has_not():
    made = register(translations=[{"language": FR, "texts": [{"of": "fields.a.label", "text": "Nom"}]}])
    assert load(toml(definition(made))) == made
    assert "translations" not in catalog_entry(made, {})


def test_they_have_a_limit_of_their_own():
    texts = [{"of": f"fields.f{at}.label", "text": "x" * 900} for at in range(200)]
    assert list(too_large({"fields": [], "translations": [{"language": FR, "texts": texts}]})) == []
    (fault,) = too_large({"fields": [], "translations": [{"language": FR, "texts": texts * 2}]})
    assert fault.startswith("translations: take")


def test_titles_of_sections_that_can_be_no_groups_are_kept_in_every_language():
    """A section within another one breaks it up: its title is in a sheet of its own then."""
    inner = [("begin_group", "h", "Trong", "Inner", "Dedans"), ("text", "b", "B", "B", "B"), ("end_group",)]
    outer = [("begin_group", "g", "Phần", "Part", "Partie"), ("text", "a", "A", "A", "A"), *inner]
    made = drafted([HEADS, *outer, ("text", "c", "C", "C", "C"), ("end_group",)])
    (french,) = made.register.translations
    assert {of: text for of, text in french.texts.items() if of.startswith("sections.")} == {
        "sections.g.title": "Partie",
        "sections.h.title": "Dedans",
    }
