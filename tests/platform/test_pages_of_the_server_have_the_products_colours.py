"""Pages that the server draws by itself bring their style along; their colours are those of the app, light and dark."""

import re

import pytest

from server.platform.config import ROOT

PAGES = ("publishing/pages/static/site.css", "api/static/docs.css", "api/static/sheets/sheets.css")
TOKEN = re.compile(r"(--[a-z-]+):\s*(#[0-9a-f]+)")


def tokens(text: str) -> set[tuple[str, str]]:
    """The names of colours with their values of six digits; on paper there are others."""
    found = TOKEN.findall(text.partition("@media print")[0])
    return {
        (name, value if len(value) == 7 else f"#{''.join(digit * 2 for digit in value[1:])}") for name, value in found
    }


@pytest.mark.parametrize("page", PAGES)
def test_a_page_has_the_products_colours_and_uses_each(page):
    text = (ROOT / "server" / page).read_text()
    ours, products = tokens(text), tokens((ROOT / "client/src/look/tokens.css").read_text())
    assert ours <= products
    assert len(ours) >= 10
    assert {name for name, _ in ours if f"var({name})" not in text} == set()
