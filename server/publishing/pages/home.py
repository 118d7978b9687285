"""The first page: what is told to everybody, and where to read on."""

from server.publishing.pages.page import Page
from server.publishing.pages.render import Reader, render
from server.publishing.ripples.drawing import draw
from server.publishing.ripples.kept import Models
from server.publishing.ripples.models import PublicModel

FEW = 3
"""How many of the schools' own models the first page shows."""


def home(reader: Reader, models: Models) -> Page:
    """The first page in the reader's language."""
    named, own = split(models)
    return render("home.html", reader, (), named=cards(named), own=own[:FEW], more=len(own) > FEW, **counts(models))


def split(models: Models) -> tuple[list[PublicModel], list[PublicModel]]:
    """The named models, and the schools' own."""
    return [one for one in models.models if not one.own], [one for one in models.models if one.own]


def cards(models: list[PublicModel]) -> list[tuple[PublicModel, object]]:
    """Each model with its drawing."""
    return [(model, draw(model)) for model in models]


def counts(models: Models) -> dict[str, int]:
    """How many schools there are in all models, how many take part in each, added up, and how many learned from one
    another."""
    schools = {(step.school, step.commune) for model in models.models for step in model.steps}
    return {
        "schools": len(schools),
        "taken": sum(len(model.steps) for model in models.models),
        "spread": sum(model.spread for model in models.models),
    }
