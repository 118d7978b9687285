"""Answers as ODK's forms have them: in JSON for OData, and as the text of a cell for CSV."""

from server.exports.records_csv import photo_name
from server.odk.names import META, OURS, group
from server.odk.submissions import Submission
from server.platform.clock import zoned
from sync.registers import Field, Register


def about(submission: Submission) -> dict[str, str | None]:
    """What stands in the group of our own."""
    row = submission.row
    return {
        "unit": row["unit"],
        "unitId": submission.unit,
        "unitCode": row["code"] or None,
        "sectorCode": row.get("sector_code") or None,
        "place": row["place"] or None,
        "period": row["period"],
        "status": row["status"],
        "schoolState": row["school"] or None,
    }


def meta(submission: Submission) -> dict[str, str | None]:
    """What stands in ODK's own group."""
    return {"instanceID": submission.instance, "instanceName": submission.row["title"]}


def groups(register: Register, submission: Submission) -> dict[str, dict[str, str | None]]:
    """Both groups by their names."""
    return {group(register, OURS): about(submission), group(register, META): meta(submission)}


def json_value(field: Field, value: object, wkt: bool = False) -> object:
    """An answer as OData has it: several choices are one text with blanks between; photos are the names of their files;
    a place is GeoJSON or, with ``wkt``, Well-Known Text."""
    if value is None or value in ("", []):
        return None
    if field.type == "place" and isinstance(value, list):
        latitude, longitude = value[:2]
        return f"POINT ({longitude} {latitude})" if wkt else {"type": "Point", "coordinates": [longitude, latitude]}
    if field.type in ("integer", "decimal", "yesno"):
        return value
    return text_value(field, value)


def text_value(field: Field, value: object) -> str | None:
    """An answer as the text of one cell; None without one. Times have seconds and their zone."""
    if value is None or value in ("", []):
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    if field.type == "photos" and isinstance(value, list):
        return " ".join(photo_name(photo["sha256"]) for photo in value)
    if isinstance(value, list):
        return " ".join(str(one) for one in value)
    return zoned(str(value)) if field.type in ("time", "datetime") else str(value)


def cells(field: Field, value: object) -> list[str | None]:
    """An answer as the cells of its columns: four for a place, latitude first, without altitude and accuracy."""
    if field.type != "place":
        return [text_value(field, value)]
    if not isinstance(value, list):
        return [None] * 4
    return [str(value[0]), str(value[1]), None, None]
