"""The texts of a form in further languages than Vietnamese and English: taken out of what is shown, and put back."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from server.platform.workbook_faults import Fault
from server.registers.definition_text import Definition
from server.registers.xlsform.labels import NAMED, renamed_answers
from server.registers.xlsform.language import CHOICES, SURVEY
from server.registers.xlsform.messages import fault
from server.registers.xlsform.table import Row
from sync.registers.text_language import OURS
from sync.registers.translation_consistency import WORDED


class Further(NamedTuple):
    """A text in a further language. ``place``: of the text in the definition; ``shown``: whether it is what people
    see in its place, as there is neither Vietnamese nor English."""

    place: str
    language: str
    text: str
    shown: bool


def taken_out(fields: Sequence[Definition], sections: Sequence[Definition]) -> list[Further]:
    """Take all further languages out of the texts of fields and sections, and return them in their order.

    Fields may share their choices.
    """
    worded = list(_texts(fields, sections))
    found = [
        Further(place, language, text, all(text == part[member][one] for one in OURS))
        for place, part, member in worded
        for language, text in part[member].items()
        if language not in OURS
    ]
    for _, part, member in worded:
        part[member] = {one: part[member][one] for one in OURS}
    return found


def of_titles(sections: Iterable[Row]) -> list[Further]:
    """What rows of sections, each with a key, have of their titles in further languages."""
    return [
        Further(f"sections.{row.get('key')}.title", language, text, shown=False)
        for row in sections
        for language, text in row.all_texts("title").items()
        if language not in OURS
    ]


def kept(
    found: Iterable[Further], raw: Definition, spelled: Mapping[str, str], called: Mapping[str, str]
) -> list[Definition]:
    """The translations of a definition: those of the texts that it still has.

    ``spelled``: a language → as the form writes it; ``called``: a question's name in the form → the field's. The
    answers that stand in a text are those of fields; of a question that is none its name is there.
    """
    there = {one["name"] for one in raw["fields"]}
    fields = {name: ours for name, ours in called.items() if ours in there}
    places = {place for place, _, _ in _texts(raw["fields"], raw.get("sections", ()))}
    tables: dict[str, list[Definition]] = {}
    for one in found:
        if one.place in places:
            text = NAMED.sub(lambda name: _answer(fields.get(name[1]), name[1]), one.text)
            tables.setdefault(one.language, []).append({"of": one.place, "text": text})
    return [{"language": spelled.get(language, language), "texts": texts} for language, texts in tables.items()]


def _answer(field: str | None, name: str) -> str:
    return f"${{{field}}}" if field else f"[{name}]"


def remarks(found: Iterable[Further], spelled: Mapping[str, str]) -> list[Fault]:
    """A remark for each language of which something is kept that nobody is shown; parameters as of ``kept``."""
    sheets: dict[str, set[str]] = {}
    for one in found:
        if not one.shown:
            sheets.setdefault(one.language, set()).add(CHOICES if ".choices." in one.place else SURVEY)
    return [
        fault("language_kept", SURVEY if SURVEY in where else CHOICES, name=spelled.get(language, language))
        for language, where in sheets.items()
    ]


def put_back(raw: Definition, names: Mapping[str, str]) -> None:
    """Put the translations of a definition into its texts, beside ``vi`` and ``en``.

    ``names``: a field → what its form calls it.
    """
    places = {place: (part, member) for place, part, member in _texts(raw["fields"], raw.get("sections", ()))}
    for translation in raw.get("translations", ()):
        for one in translation["texts"]:
            part, member = places[one["of"]]
            live = member == "label" and "live_label" in part
            text = one["text"] if live else renamed_answers({"": one["text"]}, names)[""]
            part["live_label" if live else member][translation["language"]] = text


def _texts(fields: Iterable[Definition], sections: Iterable[Definition]) -> Iterator[tuple[str, Definition, str]]:
    """Each text of a definition that may be in further languages: its place, the table that has it, the member."""
    for section in sections:
        yield f"sections.{section['key']}.title", section, "title"
    yield from _of_fields("fields", fields)


def _of_fields(where: str, fields: Iterable[Definition]) -> Iterator[tuple[str, Definition, str]]:
    for field in fields:
        at = f"{where}.{field['name']}"
        yield from ((f"{at}.{member}", field, member) for member in WORDED if member in field)
        yield from ((f"{at}.choices.{one['value']}.label", one, "label") for one in field.get("choices", ()))
        yield from _of_fields(f"{at}.fields", field.get("fields", ()))
