"""The pages of models: all of them, and how one spread."""

from server.publishing.pages.addresses import address
from server.publishing.pages.home import cards, counts, split
from server.publishing.pages.missing import missing
from server.publishing.pages.page import Page
from server.publishing.pages.render import Reader, render
from server.publishing.ripples.drawing import draw
from server.publishing.ripples.kept import Models


def model_list(reader: Reader, models: Models) -> Page:
    """All models."""
    named, own = split(models)
    return render("models.html", reader, ("models",), {"named": cards(named), "own": own} | counts(models))


def model_page(reader: Reader, models: Models, key: str) -> Page:
    """The page of one model; one that has got another name leads to its present address."""
    model = models.find(key)
    if model is None:
        return missing(reader)
    if model.key != key:
        return Page(b"", status=301, to=address(reader.language, "models", model.key))
    return render("model.html", reader, ("models", model.key), {"shown": model, "drawing": draw(model)})
