"""A form that is uploaded: its workbook or definition, the files beside it, and what is said of it in the address."""

from urllib.parse import unquote

import marshmallow as ma
from flask import request

from server.api import multipart
from server.api.multipart import SentFile
from server.api.query import query_parameter
from server.api.request_body import read_bytes
from server.platform import workbook_limits
from server.registers.uploads import MOST_BESIDE
from server.registers.xlsform.missing import Given
from sync.protocol.canonical import sound
from sync.protocol.problems import Problem
from sync.registers.fits import NAME
from sync.registers.language import PERIODS, ROLES


class Beside(ma.Schema):
    """What is said beside a workbook, of what it lacks."""

    key = ma.fields.String(validate=ma.validate.Regexp(NAME.pattern + r"\Z"))
    title = ma.fields.String(validate=ma.validate.Length(1, 200))
    period = ma.fields.String(validate=ma.validate.OneOf(PERIODS))
    by = ma.fields.List(ma.fields.String(validate=ma.validate.OneOf(ROLES)), validate=ma.validate.Length(1))
    without = ma.fields.List(ma.fields.String(validate=ma.validate.Length(1, 200)))
    review = ma.fields.List(ma.fields.String(validate=ma.validate.OneOf(ROLES)), validate=ma.validate.Length(1))
    ask = ma.fields.Boolean()


BESIDE = [
    query_parameter("key", "of a workbook that has no form_id: the register's key"),
    query_parameter("title", "of a workbook that has no form_title"),
    query_parameter("period", "of a workbook that has no lt_period", enum=list(PERIODS)),
    query_parameter("by", "who fills it in, roles with commas between, where lt_by is missing"),
    query_parameter("review", "who decides, in order, where lt_review is missing"),
    query_parameter(
        "ask",
        "`true`: who fills it in and who decides is asked for as well where the workbook does not say it",
        type="boolean",
    ),
    query_parameter(
        "without",
        "the name of a file that the form wants and nobody has; once for each of several",
        type="array",
        items={"type": "string"},
    ),
    {
        "in": "header",
        "name": "X-File-Name",
        "description": "What a file is called that is sent alone, percent-encoded: a title may be guessed of it.",
        "schema": {"type": "string"},
    },
]
BINARY = {"type": "string", "format": "binary"}
SEVERAL = {
    "type": "object",
    "properties": {
        "form": BINARY | {"description": "the workbook"},
        "files": {"type": "array", "items": BINARY, "description": "the CSV files that it names, called so"},
    },
    "required": ["form"],
}
FILE = {
    workbook_limits.TYPE: {"schema": BINARY},
    workbook_limits.OLD_TYPE: {"schema": BINARY},
    "application/toml": {"schema": {}},
    multipart.TYPE: {"schema": SEVERAL},
}


def sent_form() -> tuple[SentFile, dict[str, bytes]]:
    """The form that was sent, and the files beside it: name → content. Problem ``malformed``, ``too_large``."""
    if request.mimetype != multipart.TYPE:
        name = unquote(request.headers.get("X-File-Name", ""))
        if not sound(name):
            raise Problem("malformed")
        return SentFile("form", name, read_bytes(workbook_limits.MOST_PACKED)), {}
    sent = multipart.read_files(workbook_limits.MOST_PACKED + MOST_BESIDE)
    files = {one.name: one.content for one in sent if one.part == "files"}
    forms = [one for one in sent if one.part == "form"]
    if len(forms) != 1 or len(files) + 1 != len(sent) or not all(files) or not sound([forms[0].name, *files]):
        raise Problem("malformed")
    return forms[0], files


def given_beside() -> Given:
    """What the address says beside a workbook. Problem ``malformed`` for what is no such thing."""
    lists = ("by", "review")
    given: dict[str, str | list[str]] = {
        name: text.split(",") if name in lists else text
        for name in Beside().fields
        if (text := request.args.get(name, "").strip())
    }
    if without := [name for one in request.args.getlist("without") if (name := one.strip())]:
        given["without"] = without
    if not sound(given):
        raise Problem("malformed")
    try:
        return Beside().load(given)
    except ma.ValidationError as fault:
        raise Problem("malformed", {str(name): {"rule": "choices"} for name in fault.messages}) from None
