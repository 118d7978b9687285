"""Templates filled in: every value is escaped, and a name that is not given is a fault."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from server.publishing.pages.addresses import address
from server.publishing.pages.files import file
from server.publishing.pages.page import Page
from server.publishing.pages.texts import LANGUAGES, Texts

_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_TEMPLATES.globals["address"] = address
_TEMPLATES.globals["file"] = file


@dataclass(frozen=True)
class Reader:
    """For whom a page is drawn: the language, and ``origin``, how the site calls itself: ``https://lantoa.example``."""

    language: str
    origin: str


def render(template: str, reader: Reader, path: tuple[str, ...], status: int = 200, **values: Any) -> Page:
    """A page of a template. ``path``: what ``address`` makes its address of, in either language; then what it shows."""
    body = _TEMPLATES.get_template(template).render(
        t=Texts(reader.language),
        language=reader.language,
        origin=reader.origin,
        at={language: address(language, *path) for language in LANGUAGES},
        status=status,
        **values,
    )
    return Page(body.encode(), status=status)
