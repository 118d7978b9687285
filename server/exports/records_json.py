"""The records of a register as JSON, with all their members, for other programs."""

from collections.abc import Iterable
from pathlib import Path

import orjson

from server.exports.export_row import ExportRow


def json_list(path: Path, rows: Iterable[ExportRow]) -> None:
    """Write the records to ``path`` as one JSON array, each record on a line of its own."""
    with path.open("wb") as file:
        file.write(b"[")
        for number, row in enumerate(rows):
            file.write(b",\n" if number else b"\n")
            file.write(orjson.dumps(row))
        file.write(b"\n]\n")
