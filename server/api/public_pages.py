"""The public pages: read by everybody, without an account, in Vietnamese and in English."""

from collections.abc import Callable
from functools import partial

from flask import Blueprint, Response, current_app, request
from sqlalchemy.orm import Session

from server.api.public_answers import FOREVER, reader, send, site
from server.platform.database import read
from server.platform.static_files import WORKER
from server.publishing.pages import files
from server.publishing.pages.addresses import ROOT, SECTIONS
from server.publishing.pages.conference_pages import conference_page, slides
from server.publishing.pages.edition import edition
from server.publishing.pages.example_pages import example_page
from server.publishing.pages.feeds import atom, json_feed
from server.publishing.pages.home import home
from server.publishing.pages.missing import missing, offline
from server.publishing.pages.model_pages import model_list, model_page
from server.publishing.pages.page import Page
from server.publishing.pages.question import YEAR, question
from server.publishing.pages.render import Reader
from server.publishing.pages.standing import standing
from server.publishing.ripples.kept import Models
from server.registers.published import renew

blueprint = Blueprint("public_pages", __name__, url_prefix=ROOT)
Draw = Callable[[Reader, Models, Session], Page]
"""What draws a page."""


def answer(language: str, draw: Draw) -> Response:
    """The response with the page that is drawn; it is drawn once in each edition."""
    models = site().models.get(lambda: renew(current_app))
    by = reader(language)

    def drawn() -> Page:
        with read() as session:
            return draw(by, models, session)

    return send(site().pages.get((by, request.full_path), (models.edition, edition()), drawn))


def at_both(
    blueprint: Blueprint, section: str, rest: str = ""
) -> Callable[[Callable[..., Response]], Callable[..., Response]]:
    """Add a view at a section's address in each language; the view gets the ``language``."""

    def add(view: Callable[..., Response]) -> Callable[..., Response]:
        for language, before in (("vi", ""), ("en", "/en")):
            rule = f"{before}/{SECTIONS[section][language]}{rest}" if section else f"{before}{rest}"
            blueprint.add_url_rule(rule, view.__name__, view, defaults={"language": language})
        return view

    return add


both = partial(at_both, blueprint)


@blueprint.get("/")
def root() -> Response:
    """The first page has no slash behind it."""
    return Response(status=308, headers={"Location": ROOT})


@both("")
def first(language: str) -> Response:
    """The first page."""
    wanted = question(request.args)
    return answer(language, lambda by, models, session: home(by, models, session, wanted))


@both("models")
def models(language: str) -> Response:
    """All models, and how wide they have spread."""
    return answer(language, lambda by, found, _: model_list(by, found))


@both("models", "/<key>")
def model(language: str, key: str) -> Response:
    """How one model spread."""
    return answer(language, lambda by, found, _: model_page(by, found, key))


@both("conference")
def honoured(language: str) -> Response:
    """Who is honoured in a school year, to be printed."""
    return answer(
        language, lambda by, _, session: conference_page(by, session, renew(current_app), request.args.get(YEAR))
    )


@both("slides")
def presentation(language: str) -> Response:
    """The same as slides."""
    return answer(language, lambda by, _, session: slides(by, session, renew(current_app), request.args.get(YEAR)))


@both("offline")
def without_network(language: str) -> Response:
    """What stands in for a page that was never opened, where there is no network."""
    return answer(language, lambda by, *_: offline(by))


@both("", "/<slug>")
def example(language: str, slug: str) -> Response:
    """One example; 410 where one was withdrawn."""
    return answer(language, lambda by, models, session: example_page(by, models, session, renew(current_app), slug))


@both("", "/atom.xml")
def atom_feed(language: str) -> Response:
    """The newest examples as an Atom feed."""
    return answer(language, lambda by, _, session: atom(by, session))


@both("", "/feed.json")
def feed(language: str) -> Response:
    """The newest examples as a JSON Feed."""
    return answer(language, lambda by, _, session: json_feed(by, session))


@blueprint.get("/con-lai.json")
def what_stands() -> Response:
    """What is public now, for phones that keep pages."""
    return answer("vi", lambda _, models, session: standing(models, session))


@blueprint.get("/<path:rest>")
def nowhere(rest: str) -> Response:
    """Any other address: there is nothing."""
    return answer("en" if rest.split("/")[0] == "en" else "vi", lambda by, *_: missing(by))


@blueprint.get("/tep/<name>")
def file(name: str) -> Response:
    """A file that pages name, which never changes under that address."""
    found = files.by_address().get(f"{files.FILES}/{name}")
    if found is None:
        return answer("vi", lambda by, *_: missing(by))
    return send(Page(found.content, f"{found.type}; charset=utf-8"), FOREVER)


@blueprint.get("/sw.js")
def worker() -> Response:
    """The service worker of these pages alone."""
    response = send(Page(files.worker(), "text/javascript; charset=utf-8"), "no-cache")
    response.headers["Service-Worker-Allowed"] = ROOT
    response.headers["Content-Security-Policy"] = WORKER
    return response
