"""Workbooks that somebody waits for: made at once, in a folder that is gone afterwards."""

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")


def workbook_bytes(make: Callable[[Path], T]) -> tuple[bytes, T]:
    """The bytes of the file that ``make`` writes to the path that it is given, and what it returns."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "list.xlsx"
        made = make(path)
        return path.read_bytes(), made
