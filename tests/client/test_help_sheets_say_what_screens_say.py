"""Help sheets name buttons and screens as these are named: each quoted word is a text of the product, by its key."""

import json
import re
from collections.abc import Iterator

import pytest

from server.api.help_sheets import SHEETS
from server.platform.config import ROOT

TEXTS = ROOT / "client" / "src" / "text"
TEMPLATES = ROOT / "server" / "api" / "templates" / "sheets"
PICTURES = ROOT / "server" / "api" / "static" / "sheets"
QUOTED = re.compile(r'<q data-text="([^"]+)">([^<]*)</q>')
HEAVIEST, ALL_OF_THEM = 70_000, 500_000  # bytes


def texts() -> dict[str, set[str]]:
    """A key → its Vietnamese texts, in all parts of the app."""
    found: dict[str, set[str]] = {}
    for file in [TEXTS / "vi.json", *TEXTS.glob("*/vi.json")]:
        for key, text in json.loads(file.read_text()).items():
            found.setdefault(key, set()).add(text)
    return found


def quoted(role: str) -> Iterator[tuple[str, str]]:
    yield from QUOTED.findall((TEMPLATES / f"{role}.html").read_text())


@pytest.mark.parametrize("role", SHEETS)
def test_each_quoted_word_is_a_text_of_the_product(role: str):
    known = texts()
    said = list(quoted(role))
    assert len(said) >= 10
    assert [(key, word) for key, word in said if word not in known.get(key, ())] == []


@pytest.mark.parametrize("role", SHEETS)
def test_nothing_is_quoted_without_its_key(role: str):
    bare = QUOTED.sub("", (TEMPLATES / f"{role}.html").read_text())
    assert not re.search(r"<q\b|[«»“”]", bare)


@pytest.mark.parametrize("role", SHEETS)
def test_a_sheet_has_six_to_nine_steps_and_says_what_to_do_when_it_goes_wrong(role: str):
    text = (TEMPLATES / f"{role}.html").read_text()
    assert 6 <= text.count("<li>") <= 9
    assert text.count("<dt>") >= 4


def test_pictures_are_there_and_light():
    wanted = {picture.file for sheet in SHEETS.values() for picture in sheet.pictures}
    sizes = {file.name: file.stat().st_size for file in PICTURES.glob("*.webp")}
    assert set(sizes) == wanted
    assert max(sizes.values()) <= HEAVIEST
    assert sum(sizes.values()) <= ALL_OF_THEM
