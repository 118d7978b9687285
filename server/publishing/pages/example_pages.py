"""The page of an example, and what stands where one was withdrawn."""

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from server.models.examples import Example
from server.publishing.examples.published import as_read, published_example, published_examples
from server.publishing.examples.readable import PublicExample, PublicPhoto
from server.publishing.examples.readable import PublicModel as NamedModel
from server.publishing.open_data.of_example import facts_of
from server.publishing.pages.missing import gone, missing
from server.publishing.pages.page import Page
from server.publishing.pages.render import Reader, render
from server.publishing.ripples.kept import Models
from server.publishing.ripples.models import PublicModel
from sync.protocol.canonical import sound_text
from sync.registers import Registers

OTHERS = 3
"""How many other examples, the newest, stand below one."""
SUMMARY = 180  # characters of the story that a link's preview shows


def example_page(reader: Reader, models: Models, session: Session, registers: Registers, slug: str) -> Page:
    """The page of an example; a kind word with status 410 where one was withdrawn."""
    example = published_example(session, slug)
    if example is None:
        return gone(reader) if _was_there(session, slug) else missing(reader)
    others = [one for one in published_examples(session, limit=OTHERS + 1).examples if one.id != example.id]
    shown = _shown(example, models, session, registers) | {"others": others[:OTHERS]}
    return render("example.html", reader, ("", slug), shown)


def example_preview(reader: Reader, models: Models, session: Session, registers: Registers, example: Example) -> Page:
    """The page of an example as it is now, whoever may read it; photos have addresses beside the page's."""
    [known] = as_read(session, [example])

    def photo_address(photo: PublicPhoto, small: bool = False) -> str:
        return f"/api/examples/{example.id}/preview/{photo.key}/{'small' if small else 'large'}.webp"

    shown = _shown(known, models, session, registers) | {"photo_address": photo_address, "preview": True, "others": []}
    return render("example.html", reader, ("", known.slug), shown, indexed=False)


def _shown(example: PublicExample, models: Models, session: Session, registers: Registers) -> dict[str, object]:
    found = _models(example, models)
    return {
        "example": example,
        "models": found,
        "summary": summary(example),
        "source": _source(example, found),
        "facts": facts_of(session, registers, example),
    }


def summary(example: PublicExample, most: int = SUMMARY) -> str:
    """How the story begins, in at most so many characters, cut after a word."""
    text = " ".join(" ".join(example.paragraphs).split())
    return text if len(text) <= most else f"{text[:most].rsplit(' ', 1)[0]} …"


def _was_there(session: Session, slug: str) -> bool:
    return sound_text(slug) and bool(session.scalar(select(exists().where(Example.slug == slug))))


def _models(example: PublicExample, models: Models) -> list[PublicModel]:
    """The models with pages of their own that an example tells of."""
    return [one for one in models.models if any(_is(named, one) for named in example.models)]


def _source(example: PublicExample, found: list[PublicModel]) -> str | None:
    """The record by which the example's school has the first of these models: others take it up from there."""
    return next((named.record for named in example.models if found and _is(named, found[0])), None)


def _is(named: NamedModel, model: PublicModel) -> bool:
    return model.title["vi"] == named.title if model.own else model.key == named.kind
