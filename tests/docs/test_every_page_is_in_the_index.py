import re

from server.platform.config import ROOT
from tests.docs.tables import page, table

INDEX = page("docs/README.md")


def test_every_page_is_in_the_index_with_its_use_and_its_reader():
    rows = table(INDEX, "Documentation", "page", "what it is for", "who should read it")
    linked = {re.search(r"\]\((.+)\)", cell)[1] for cell, *_ in rows}
    pages = {path.name for path in (ROOT / "docs").glob("*.md")} - {"README.md"}
    assert pages <= linked
    assert all(use and reader for _, use, reader in rows)
