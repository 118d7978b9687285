"""Reading a CSV file as rows of cells, whichever program wrote it."""

import csv
import io
from collections.abc import Iterator

from server.platform.workbook_faults import Unreadable, fault
from server.platform.workbook_limits import LONGEST, MOST_COLUMNS, MOST_ROWS

SEPARATORS = ",;\t"


def read_csv(data: bytes, unreadable: str = "csv") -> Iterator[tuple[int, list[object]]]:
    """The rows that are not empty, each with its number from 1; all cells are text, None if empty.

    A first line such as ``sep=;`` says what stands between cells. Raises Unreadable for what is no text in UTF-8 or
    UTF-16, with ``unreadable`` for its reason, or is too large.
    """
    text = _text(data, unreadable)
    first = text.partition("\n")[0].strip()
    named = first.lower().startswith("sep=") and len(first) == len("sep=;")
    separator = first[-1] if named else max(SEPARATORS, key=first.count)
    csv.field_size_limit(LONGEST)
    count = 0
    try:
        for at, cells in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=separator), 1):
            if not any(cell.strip() for cell in cells) or (named and at == 1):
                continue
            count += 1
            if count > MOST_ROWS:
                raise Unreadable([fault("rows", "CSV", at)])
            yield at, [_cell(cell) for cell in cells[:MOST_COLUMNS]]
    except csv.Error:
        raise Unreadable([fault(unreadable)]) from None


def _text(data: bytes, unreadable: str) -> str:
    code = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        text = data.decode(code)
    except ValueError:
        raise Unreadable([fault(unreadable)]) from None
    if "\0" in text or not any(separator in text for separator in SEPARATORS):
        raise Unreadable([fault(unreadable)])
    return text


def _cell(cell: str) -> str | None:
    """A cell's text, without the sign that our own files put before what a spreadsheet could run."""
    return (cell[1:] if cell.startswith("'") else cell) if cell.strip() else None
