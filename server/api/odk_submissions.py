"""Submissions of a form as ODK Central lists and exports them."""

import csv
import io
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack

import orjson
from flask import Response, current_app
from sqlalchemy.orm import Session

from server.api.answer_schema import answer_schema
from server.api.known_registers import known_registers
from server.api.odk_answers import JSON, answered, central, named_form, of_file, query, streamed, submissions_of
from server.api.photos import photo_response
from server.api.query import query_parameter
from server.api.responses import disposition
from server.api.signed_in import open_to_tokens, origin, person
from server.exports.faults import TooLarge
from server.odk import archive, csv_tables, listing, submissions
from server.odk.csv_tables import Style
from server.odk.instance_xml import instance_xml
from server.odk.names import record_of
from server.odk.photos import PhotoFinder
from server.odk.problems import not_found
from server.odk.submissions import Submission, Wanted
from server.photos.files import PhotoFiles
from server.platform.database import read
from sync.protocol.problems import Problem
from sync.registers import Register

blueprint = central("odk_submissions")
BASE = "/projects/<int:project>/forms/<form>/submissions"
FILTER = query_parameter("$filter", "As in OData.")
STYLE = [
    FILTER,
    query_parameter("splitSelectMultiples", "true: a column more for each choice of several, with 0 or 1."),
    query_parameter("groupPaths", "false: columns without the name of their group."),
]
ATTACHMENTS = query_parameter("attachments", "false: without photos.")


@blueprint.get(BASE)
@blueprint.alt_response(200, schema=answer_schema(listing.Listed)(many=True), description="Without their answers.")
@open_to_tokens
def all_(project: int, form: str) -> Response:
    """List the submissions of a form that the caller sees, the newest first."""
    wanted = submissions_of(named_form(project, form), None)

    def made(session: Session) -> Iterator[bytes]:
        yield b"["
        for at, one in enumerate(submissions.submissions(session, wanted)):
            yield (b"," if at else b"") + orjson.dumps(listing.entry(one))
        yield b"]"

    return streamed(made, JSON)


@blueprint.get(f"{BASE}.csv")
@blueprint.doc(parameters=STYLE)
@blueprint.alt_response(200, description="The table of submissions, without repeats.", content_type="text/csv")
@open_to_tokens
def as_csv(project: int, form: str) -> Response:
    """The submissions of a form as CSV, with Central's columns in Central's order."""
    register, options = named_form(project, form), query()
    wanted, style = submissions_of(register, options.get("$filter")), _style(options)

    def made(session: Session) -> Iterator[bytes]:
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(csv_tables.head(register, style))
        for one in submissions.submissions(session, wanted):
            writer.writerow(csv_tables.line(register, one, style))
            yield text.getvalue().encode()
            text.seek(0)
            text.truncate()
        yield text.getvalue().encode()

    return _named(streamed(made, "text/csv; charset=utf-8"), f"{register.key}.csv")


@blueprint.get(f"{BASE}.csv.zip")
@blueprint.doc(parameters=[*STYLE, ATTACHMENTS])
@blueprint.alt_response(200, description="A CSV for each table, and photos.", content_type="application/zip")
@open_to_tokens
def as_archive(project: int, form: str) -> Response:
    """The submissions of a form with their repeats as tables, and the photos that may be seen in ``media``."""
    register, options = named_form(project, form), query()
    wanted = submissions_of(register, options.get("$filter"))
    finder = PhotoFinder(person(), known_registers(), origin())
    photos = None if options.get("attachments") == "false" else (finder, PhotoFiles(current_app.config["PHOTOS"]))
    with ExitStack() as opened:
        file = opened.enter_context(tempfile.TemporaryFile())
        try:
            with read() as session:
                found = submissions.submissions(session, wanted)
                archive.write_archive(file, register, found, _style(options), photos)
        except TooLarge:
            raise Problem("too_large") from None
        return _named(of_file(file, "application/zip", opened.pop_all()), f"{register.key}.csv.zip")


@blueprint.get(f"{BASE}/<instance>")
@blueprint.alt_response(200, schema=answer_schema(listing.Listed), description="Without its answers.")
@open_to_tokens
def one(project: int, form: str, instance: str) -> Response:
    """One submission. Problem 404.1 if there is none, or the caller may not see it."""
    _, found = _one(named_form(project, form), instance)
    return answered(listing.entry(found))


@blueprint.get(f"{BASE}/<instance>.xml")
@blueprint.alt_response(200, description="The instance as XML.", content_type="application/xml")
@open_to_tokens
def as_xml(project: int, form: str, instance: str) -> Response:
    """One submission with its answers, as XML. Problem 404.1 if there is none, or the caller may not see it."""
    register = named_form(project, form)
    _, found = _one(register, instance)
    response = Response(instance_xml(register, found), content_type="application/xml; charset=utf-8")
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.get(f"{BASE}/<instance>/attachments")
@blueprint.alt_response(
    200, schema=answer_schema(listing.Attachment)(many=True), description="Its photos, by their files' names."
)
@open_to_tokens
def attachments(project: int, form: str, instance: str) -> Response:
    """The photos that a submission names, and which of them are to be seen."""
    wanted, found = _one(named_form(project, form), instance)
    key = found.row["key"]
    with read() as session:
        photos = submissions.photos_of(session, person(), known_registers(), [key]).get(key)
    return answered(listing.attachments(wanted, found, photos))


@blueprint.get(f"{BASE}/<instance>/attachments/<name>")
@blueprint.alt_response(200, description="The photo.", content_type="image/webp")
@open_to_tokens
def attachment(project: int, form: str, instance: str, name: str) -> Response:
    """A photo of a submission. Problem 404.1 if it is not to be seen."""
    named_form(project, form)
    return photo_response(record_of(instance) or "", listing.photo_of(name), False)


def _one(register: Register, instance: str) -> tuple[Wanted, Submission]:
    wanted = submissions.one(submissions_of(register, None), instance)
    with read() as session:
        found = next(submissions.submissions(session, wanted, None, 1), None)
    if found is None:
        raise not_found()
    return wanted, found


def _style(options: dict[str, str]) -> Style:
    return Style(options.get("splitSelectMultiples") == "true", options.get("groupPaths") != "false")


def _named(response: Response, name: str) -> Response:
    response.headers["Content-Disposition"] = disposition(name)
    return response
