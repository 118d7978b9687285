"""The page of an example, and what stands where one was withdrawn."""

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from server.models.examples import Example
from server.publishing.examples.published import published_example
from server.publishing.examples.readable import PublicExample
from server.publishing.pages.missing import gone, missing
from server.publishing.pages.page import Page
from server.publishing.pages.render import Reader, render
from server.publishing.ripples.kept import Models
from server.publishing.ripples.models import PublicModel
from sync.protocol.canonical import sound_text

SUMMARY = 180  # characters of the story that a link's preview shows


def example_page(reader: Reader, models: Models, session: Session, slug: str) -> Page:
    """The page of an example; a kind word with status 410 where one was withdrawn."""
    example = published_example(session, slug)
    if example is None:
        return gone(reader) if _was_there(session, slug) else missing(reader)
    shown = {"example": example, "models": _models(example, models), "summary": summary(example)}
    return render("example.html", reader, ("", slug), shown)


def summary(example: PublicExample) -> str:
    """How the story begins, cut after a word."""
    text = " ".join(" ".join(example.paragraphs).split())
    return text if len(text) <= SUMMARY else f"{text[:SUMMARY].rsplit(' ', 1)[0]} …"


def _was_there(session: Session, slug: str) -> bool:
    return sound_text(slug) and bool(session.scalar(select(exists().where(Example.slug == slug))))


def _models(example: PublicExample, models: Models) -> list[PublicModel]:
    """The models with pages of their own that an example tells of."""
    kinds = {one.kind for one in example.models}
    titles = {one.title for one in example.models}
    return [one for one in models.models if (one.title["vi"] in titles if one.own else one.key in kinds)]
