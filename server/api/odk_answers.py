"""What the addresses of ``/v1`` share: refusals in ODK Central's shape, streams, and the form that an address names."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from io import SEEK_END
from typing import IO, cast

import orjson
from flask import Response
from flask_smorest import Blueprint
from sqlalchemy.orm import Session

from server.api.known_registers import known_registers
from server.api.query import parameters
from server.api.signed_in import person
from server.odk import forms, submissions
from server.odk.archive import pieces
from server.odk.problems import CentralProblem, of_problem
from server.odk.submissions import Wanted
from server.platform.database import read
from sync.protocol.problems import Problem
from sync.registers import Register

IN_MEMORY = 4 << 20  # bytes of an answer
JSON = "application/json; charset=utf-8"


def central(name: str) -> Blueprint:
    """A blueprint of ``/v1``, whose refusals are worded as ODK Central words them."""
    blueprint = Blueprint(name, __name__, url_prefix="/v1", description="As ODK Central answers, to read")
    blueprint.register_error_handler(CentralProblem, refused)
    blueprint.register_error_handler(Problem, _problem)
    return blueprint


def refused(problem: CentralProblem) -> Response:
    """The response for a refusal; one of credentials says that a name and a password, or a token, are wanted."""
    response = Response(orjson.dumps(problem.body()), problem.status, mimetype="application/json")
    response.headers["Cache-Control"] = "no-store"
    if problem.status == 401:
        response.headers["WWW-Authenticate"] = 'Basic realm="Lan Toa", charset="UTF-8"'
    return response


def answered(content: object) -> Response:
    """A response of JSON."""
    response = Response(orjson.dumps(content), content_type=JSON)
    response.headers["Cache-Control"] = "no-store"
    return response


def query() -> dict[str, str]:
    """The parameters of the request, each once; of several of the same name the first."""
    return {name: values[0] for name, values in parameters().items()}


def named_form(project: int, form: str) -> Register:
    """The register that an address names. Raises CentralProblem 404.1."""
    return forms.find_form(person(), known_registers(), project, form)


def submissions_of(register: Register, filter_: str | None, order: str | None = None) -> Wanted:
    """The submissions of a form that the caller sees, limited by a ``$filter``, in the order of a ``$orderby``. Raises
    CentralProblem."""
    with read() as session:
        return submissions.wanted(session, person(), known_registers(), register, filter_, order)


def streamed(made: Callable[[Session], Iterator[bytes]], type_: str) -> Response:
    """A response that is read as of one moment, whole, before it leaves: a slow reader holds up no snapshot of the
    database, and what fails halfway is answered as a failure. Small ones stay in memory, others lie on the disk."""
    with ExitStack() as opened:
        file = opened.enter_context(tempfile.SpooledTemporaryFile(IN_MEMORY))
        with read() as session:
            for piece in made(session):
                file.write(piece)
        return of_file(cast(IO[bytes], file), type_, opened.pop_all())


def of_file(file: IO[bytes], type_: str, opened: ExitStack) -> Response:
    """A response with a file that was written; ``opened``, what is closed when it has been sent."""
    size = file.seek(0, SEEK_END)
    response = Response(pieces(file), content_type=type_)
    response.call_on_close(opened.close)
    response.headers["Content-Length"] = str(size)
    response.headers["Cache-Control"] = "no-store"
    return response


def _problem(problem: Problem) -> Response:
    response = refused(of_problem(problem))
    if problem.retry_after:
        response.headers["Retry-After"] = str(problem.retry_after)
    return response
