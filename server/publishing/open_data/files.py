"""The files of published figures: CSV (RFC 4180, UTF-8) and JSON, each with the same columns, which a dictionary
explains."""

import csv
from collections.abc import Iterator
from io import StringIO

import orjson

from server.figures.snapshot_content import SnapshotContent
from server.models.figures import Snapshot
from server.platform.clock import utc_text
from server.publishing.open_data.dictionary import COLUMNS, LICENCE, SOURCE
from server.publishing.open_data.figures import FigureLine, figure_lines
from sync.registers import Registers

MARK = "\ufeff"
"""At the beginning of a CSV file: a spreadsheet then reads Vietnamese letters as they are."""


def csv_file(registers: Registers, snapshot: Snapshot, content: SnapshotContent) -> bytes:
    """The figures as CSV, the names of columns first."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in _rows(registers, snapshot, content):
        writer.writerow(["" if row[name] is None else _plain(row[name]) for name in COLUMNS])
    return (MARK + out.getvalue()).encode()


def json_file(registers: Registers, snapshot: Snapshot, content: SnapshotContent, address: str) -> bytes:
    """The figures as JSON: ``{"title", "source", "licence", "address", "frozen", "sha256", "columns", "rows"}``."""
    return orjson.dumps(
        {
            "title": snapshot.title,
            "source": SOURCE,
            "licence": LICENCE,
            "address": address,
            "frozen": utc_text(snapshot.at),
            "sha256": snapshot.sha256,
            "columns": {name: dict(meaning) for name, meaning in COLUMNS.items()},
            "rows": list(_rows(registers, snapshot, content)),
        }
    )


def _plain(value: object) -> object:
    """A text that no spreadsheet takes for a formula."""
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r") else value


def _rows(registers: Registers, snapshot: Snapshot, content: SnapshotContent) -> Iterator[dict[str, object]]:
    for line in figure_lines(registers, content["registers"]):
        yield _row(line, snapshot, content)


def _row(line: FigureLine, snapshot: Snapshot, content: SnapshotContent) -> dict[str, object]:
    measure, complete = line.measure, line.register["complete"]
    unit = measure.get("unit", {"vi": "", "en": ""})
    return {
        "area": content["unit"]["name"],
        "period": content["period"]["key"],
        "starts": content["period"]["starts"],
        "ends": content["period"]["ends"],
        "frozen": utc_text(snapshot.at),
        "register": line.register["key"],
        "register_vi": line.register["title"]["vi"],
        "register_en": line.register["title"]["en"],
        "reported": complete["reported"],
        "to_report": complete["units"],
        "measure": measure["key"],
        "measure_vi": measure["label"]["vi"],
        "measure_en": measure["label"]["en"],
        "unit_vi": unit["vi"],
        "unit_en": unit["en"],
        "dimension": line.dimension,
        "label_vi": line.label["vi"],
        "label_en": line.label["en"],
        "value": line.figure["value"],
        "n": line.figure.get("n"),
        "d": line.figure.get("d"),
    }
