"""What still stands of the public pages, by which a reader's phone forgets what it has kept of what does not."""

import orjson
from sqlalchemy import select
from sqlalchemy.orm import Session

from server.figures.public_snapshots import public_snapshots
from server.models.examples import Example
from server.publishing.examples.standing import is_read, photos_of
from server.publishing.pages.addresses import SECTIONS
from server.publishing.pages.page import Page
from server.publishing.ripples.kept import Models

KEY = 16
"""Digits of a photo's key that tell it from all others here."""


def standing(models: Models, session: Session) -> Page:
    """``{"pages": [...], "photos": [...]}``: what the address of every page ends in, and how photos' keys begin."""
    examples = dict(session.execute(select(Example.id, Example.slug).where(is_read())).all())
    shown = [photo.key[:KEY] for both in photos_of(session, list(examples)).values() for photo in both.shown]
    sections = {name for names in SECTIONS.values() for name in names.values()}
    pages = {*sections, *examples.values(), *(model.key for model in models.models)}
    pages |= {snapshot.id for snapshot in public_snapshots(session)}
    content = {"pages": sorted(one for one in pages if one), "photos": sorted(shown)}
    return Page(orjson.dumps(content), "application/json; charset=utf-8")
