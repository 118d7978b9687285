"""What the public pages say in both languages, and how they write numbers and days."""

import json
from datetime import date
from pathlib import Path

from babel.dates import format_date
from babel.numbers import format_decimal, format_percent

LANGUAGES = ("vi", "en")
_TEXTS: dict[str, dict[str, str]] = {
    language: json.loads((Path(__file__).parent / "texts" / f"{language}.json").read_text(encoding="utf-8"))
    for language in LANGUAGES
}
DAYS = {"vi": "d/M/y", "en": "d MMM y"}


class Texts:
    """The texts of one language: ``texts("models")``, ``texts("schools", n=3)``."""

    def __init__(self, language: str):
        self.language = language

    def __call__(self, key: str, **slots: object) -> str:
        """A text with its slots filled in; of several forms, ``key.one`` is taken where ``n`` is 1."""
        found = _TEXTS[self.language]
        text = found.get(f"{key}.one", found[key]) if slots.get("n") == 1 else found[key]
        filled = {name: self.number(value) if isinstance(value, int) else value for name, value in slots.items()}
        return text.format(**filled)

    def number(self, value: float) -> str:
        """A number as it is written in the language, with three digits behind the point at most."""
        return format_decimal(value, locale=self.language)

    def percent(self, share: float) -> str:
        """A share of one as percent, with two digits behind the point at most: 71,09 % in Vietnamese."""
        pattern = "#,##0.##\N{NO-BREAK SPACE}%" if self.language == "vi" else "#,##0.##%"
        return format_percent(share, pattern, locale=self.language)

    def day(self, day: date) -> str:
        """A day as it is written in the language."""
        return format_date(day, DAYS[self.language], locale=self.language)
