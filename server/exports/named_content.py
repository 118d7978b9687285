"""Figures and records with their units named as the department wants them in tables and lists."""

from server.exports.export_row import ExportRow
from server.exports.notation import Notation
from server.figures.snapshot_content import SnapshotContent
from server.figures.snapshot_register import SnapshotMeasure, SnapshotRegister, SnapshotRow


def name_content(content: SnapshotContent, notation: Notation) -> SnapshotContent:
    """The same report with other names in its rows and lists; the unit that it is about keeps its full name."""
    return {**content, "registers": [_register(one, notation) for one in content["registers"]]}


def name_row(row: ExportRow, notation: Notation) -> ExportRow:
    """The same record with the names of its unit and of the place where that lies written so."""
    return {**row, "unit": notation.unit(row["unit"]), "place": notation.unit(row["place"])}


def _register(register: SnapshotRegister, notation: Notation) -> SnapshotRegister:
    named: SnapshotRegister = {
        **register,
        "missing": [notation.unit(name) for name in register["missing"]],
        "measures": [_measure(one, notation) for one in register["measures"]],
    }
    if "places" in register:
        named["places"] = [[notation.unit(str(place)), count] for place, count in register["places"]]
    return named


def _measure(measure: SnapshotMeasure, notation: Notation) -> SnapshotMeasure:
    rows = measure["rows"]
    if "unit" not in rows:
        return measure
    return {**measure, "rows": rows | {"unit": [_row(row, notation) for row in rows["unit"]]}}


def _row(row: SnapshotRow, notation: Notation) -> SnapshotRow:
    label = row["label"]
    if isinstance(label, str):
        return {**row, "label": notation.unit(label)}
    return {**row, "label": {language: notation.unit(text) for language, text in label.items()}}
