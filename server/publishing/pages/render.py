"""Templates filled in: every value is escaped, and a name that is not given is a fault."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from server.platform.texts import period_text
from server.publishing.pages.addresses import REPLICATE, address, replicate_address
from server.publishing.pages.files import file
from server.publishing.pages.page import Page
from server.publishing.pages.pictures import photo_address, preview_address
from server.publishing.pages.texts import LANGUAGES, Texts

_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_TEMPLATES.globals |= {
    "address": address,
    "file": file,
    "photo_address": photo_address,
    "preview_address": preview_address,
    "replicate_address": replicate_address,
    "replicate_path": REPLICATE,
    "period_text": period_text,
    "labelled": lambda choices, language: [(value, label[language]) for value, label in choices.items()],
    "pairs": lambda values: [(value, value) for value in values],
}


@dataclass(frozen=True)
class Reader:
    """For whom a page is drawn: the language, and ``origin``, how the site calls itself: ``https://lantoa.example``."""

    language: str
    origin: str


def render(
    template: str,
    reader: Reader,
    path: tuple[str, ...],
    values: Mapping[str, object],
    status: int = 200,
    indexed: bool = True,
) -> Page:
    """A page of a template.

    ``path``: what ``address`` makes its address of, in either language; ``values``: what it shows; ``indexed``: whether
    search engines may list it.
    """
    body = _TEMPLATES.get_template(template).render(
        t=Texts(reader.language),
        language=reader.language,
        origin=reader.origin,
        at={language: address(language, *path) for language in LANGUAGES},
        indexed=indexed and status == 200,
        **values,
    )
    return Page(body.encode(), status=status)
