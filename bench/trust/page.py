"""Writes what was run into the tables of docs/reliability.md."""

import re
from collections.abc import Sequence

from server.platform.config import ROOT

PAGE = ROOT / "docs" / "reliability.md"


def put(key: str, cells: Sequence[object]) -> None:
    """Replace the row of the page whose last cell ends with ``key``, a command; add none."""
    text = PAGE.read_text()
    found = re.search(rf"^\|.*{re.escape(key)}` \|$", text, re.MULTILINE)
    if found is None:
        raise SystemExit(f"docs/reliability.md has no row for {key}")
    row = f"| {' | '.join(map(str, cells))} |"
    PAGE.write_text(text[: found.start()] + row + text[found.end() :])
