"""Checking the texts in further languages: each is of a text that the register has, in a language of its own."""

from collections.abc import Iterable, Iterator

from sync.registers.field import Field
from sync.registers.register import Register
from sync.registers.text_language import OURS, text_language

WORDED = ("label", "help", "constraint_message", "required_message")
"""The texts of a field that may be in further languages. A label with answers in it is one text with the label."""


def faults(register: Register, declared: frozenset[str]) -> Iterator[str]:
    """A sentence for each further language that a form's heading cannot name, and for each text in one of which there
    is none in the register; parameters as of ``consistency.faults``."""
    texts = {f"sections.{section.key}.title" for section in register.sections}
    texts |= {*_of("fields", register.fields.values())}
    broken = declared - register.fields.keys()
    first: dict[str, str] = {}
    for one in register.translations:
        language = text_language(one.language)
        earlier = first.setdefault(language, one.language)
        if language in OURS:
            yield f"translations.{one.language}: Vietnamese and English stand with each text"
        elif earlier != one.language:
            yield f"translations.{one.language}: is the same language as '{earlier}'"
        # In a heading the name stands after "label::".
        if "::" in f":{one.language.strip()}":
            yield f"translations.{one.language}: a name may neither begin with a colon nor hold two in a row"
        for place in one.texts:
            if place not in texts and not broken & {*place.split(".")[1:2]}:
                yield f"translations.{one.language}: there is no text {place}"


def _of(where: str, fields: Iterable[Field]) -> Iterator[str]:
    for field in fields:
        at = f"{where}.{field.name}"
        yield from (f"{at}.{member}" for member in WORDED if getattr(field, member))
        yield from (f"{at}.choices.{choice.value}.label" for choice in field.choices)
        yield from _of(f"{at}.fields", field.fields.values())
