"""Figures that the department published: pages for readers, CSV and JSON for whoever works with them."""

from functools import partial

from flask import Blueprint, Response, current_app

from server.api.public_pages import answer, at_both
from server.publishing.pages.addresses import ROOT
from server.publishing.pages.figure_pages import figure_csv, figure_json, figure_list, figure_page
from server.registers.published import renew

blueprint = Blueprint("open_data", __name__, url_prefix=ROOT)
both = partial(at_both, blueprint)


@both("figures")
def figures(language: str) -> Response:
    """All published figures."""
    return answer(language, lambda by, _, session: figure_list(by, session))


@both("figures", "/<snapshot>")
def figure(language: str, snapshot: str) -> Response:
    """The figures of one snapshot; 410 once it is taken back."""
    return answer(language, lambda by, _, session: figure_page(by, session, snapshot))


@both("figures", "/<snapshot>.csv")
def as_csv(language: str, snapshot: str) -> Response:
    """The same as CSV."""
    return answer(language, lambda by, _, session: figure_csv(by, session, renew(current_app), snapshot))


@both("figures", "/<snapshot>.json")
def as_json(language: str, snapshot: str) -> Response:
    """The same as JSON, with what the columns mean."""
    return answer(language, lambda by, _, session: figure_json(by, session, renew(current_app), snapshot))
