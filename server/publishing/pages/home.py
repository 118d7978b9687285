"""The first page: the newest examples, how models spread, and the search through all examples."""

from dataclasses import replace

from sqlalchemy.orm import Session

from server.publishing.examples.published import published_choices, published_examples
from server.publishing.examples.readable import PublicChoices
from server.publishing.pages.figure_pages import listed
from server.publishing.pages.page import Page
from server.publishing.pages.question import Question
from server.publishing.pages.render import Reader, render
from server.publishing.ripples.drawing import Drawing, draw
from server.publishing.ripples.kept import Models
from server.publishing.ripples.models import PublicModel

FEW = 3
"""How many of the schools' own models the first page shows."""
NEWEST, PAGE = 6, 24
"""How many examples stand on the first page, and on a page of a list."""


def home(reader: Reader, models: Models, session: Session, wanted: Question) -> Page:
    """The first page in the reader's language; the list alone, if something is wanted for."""
    if wanted.narrow:
        return _found(reader, models, session, wanted)
    named, own = split(models)
    newest = published_examples(session, limit=NEWEST)
    shown: dict[str, object] = {"examples": newest.examples, "after": newest.after}
    shown |= {"choices": _choices(models, session), "wanted": wanted}
    shown |= {"named": cards(named), "own": own[:FEW], "more": len(own) > FEW}
    shown["snapshots"] = listed(reader, session)[:FEW]
    return render("home.html", reader, (), shown | counts(models))


def _found(reader: Reader, models: Models, session: Session, wanted: Question) -> Page:
    found = published_examples(
        session,
        year=wanted.year,
        kind=wanted.kind,
        commune=wanted.commune,
        model_kind=wanted.model_kind,
        search=wanted.search,
        after=wanted.after,
        limit=PAGE,
    )
    shown = {"examples": found.examples, "after": found.after, "wanted": wanted, "choices": _choices(models, session)}
    return render("list.html", reader, (), shown, indexed=False)


def _choices(models: Models, session: Session) -> PublicChoices:
    """What examples can be filtered by: kinds of models stand among the models, all others among the kinds."""
    choices = published_choices(session)
    named = {one.key for one in models.models if not one.own}
    return replace(
        choices,
        kinds={kind: label for kind, label in choices.kinds.items() if kind not in named},
        model_kinds={kind: label for kind, label in choices.model_kinds.items() if kind in named},
    )


def split(models: Models) -> tuple[list[PublicModel], list[PublicModel]]:
    """The named models, and the schools' own."""
    return [one for one in models.models if not one.own], [one for one in models.models if one.own]


def cards(models: list[PublicModel]) -> list[tuple[PublicModel, Drawing]]:
    """Each model with its drawing."""
    return [(model, draw(model)) for model in models]


def counts(models: Models) -> dict[str, object]:
    """How many schools there are in all models, how many take part in each, added up, and how many learned from one
    another."""
    schools = {(step.school, step.commune) for model in models.models for step in model.steps}
    return {
        "schools": len(schools),
        "taken": sum(len(model.steps) for model in models.models),
        "spread": sum(model.spread for model in models.models),
    }
