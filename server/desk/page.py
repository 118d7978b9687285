"""What every page of the desk has in common: its language, its addresses, its errors, its headers."""

from typing import Any
from urllib.parse import urlencode, urlsplit

from flask import Response, current_app, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from server.api.query import parameters
from server.desk import text, writing
from server.errors import CODES
from server.pages import POLICY
from sync.problems import KINDS, Problem
from sync.registers import Registers

OURS = ("lang", "account")  # parameters of the page, not of the question


def registers() -> Registers:
    return current_app.extensions["registers"]


def language() -> str:
    return "en" if request.args.get("lang") == "en" else "vi"


def given() -> dict[str, list[str]]:
    """The parameters of the question, without empty ones."""
    return {name: [*filter(None, values)] for name, values in parameters().items() if name not in OURS}


def here(endpoint: str, **parts: Any) -> str:
    """The address of a page of ours; it keeps the language and the account."""
    kept: dict[str, Any] = {name: value for name in OURS if (value := request.args.get(name))}
    return url_for(f"desk.{endpoint}", **{name: value for name, value in (kept | parts).items() if value})


def safe(address: str | None) -> str:
    """Where to go after signing in: a page of ours, never another site."""
    parts = urlsplit(address or "")
    own = not parts.scheme and not parts.netloc and parts.path.startswith("/so")
    return address if address and own and "\\" not in address else url_for("desk.overview")


def context() -> dict[str, Any]:
    """What templates know."""
    tongue = language()
    return {
        "t": text.TEXT[tongue],
        "language": tongue,
        "demo": current_app.config["DEMO"],
        "here": here,
        "other_language": _this_page(lang="vi" if tongue == "en" else "en"),
        "number": lambda value: writing.number(value, tongue),
        "moment": writing.moment,
    }


def finish(response: Response) -> Response:
    response.headers["Content-Security-Policy"] = f"{POLICY}; form-action 'self'"
    if request.endpoint != "desk.static":
        response.headers["Cache-Control"] = "no-store"
    return response


def refused(problem: Problem) -> ResponseReturnValue:
    """As a page; where nobody is signed in, first that and then the page that was asked for."""
    if problem.code == "unauthenticated":
        return redirect(here("sign_in", next=_this_page(account=None), account=None), 303)
    return _problem_page(problem.code, problem.status)


def failed(error: HTTPException) -> ResponseReturnValue:
    status = error.code or 500
    if status < 400:
        return error.get_response()  # redirects
    return _problem_page("broken" if status >= 500 else CODES.get(status, "malformed"), status)


def _problem_page(code: str, status: int) -> ResponseReturnValue:
    kind = KINDS[code]
    said = kind.en if language() == "en" else kind.vi
    return make_response(render_template("problem.html", code=code, said=said, status=status), status)


def _this_page(**changes: str | None) -> str:
    """This page's address with some parameters changed; several values of one are joined by commas."""
    parts = {name: ",".join(values) for name, values in request.args.lists()} | changes
    query = urlencode({name: value for name, value in parts.items() if value})
    return f"{request.path}?{query}" if query else request.path
