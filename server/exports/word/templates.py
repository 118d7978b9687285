"""The templates of the Word report: our own, and those that officers have uploaded, of which the newest is used."""

import hashlib
from typing import TypedDict

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.access.viewer import Viewer
from server.exports.word.default_template.document import default_template
from server.exports.word.template_faults import faults
from server.models.jobs import ReportTemplate
from server.models.org import Person
from server.org.people import new_id
from sync.protocol.problems import Problem

DEFAULT = "default"  # the id of our own
NEWEST_FIRST = ReportTemplate.at.desc(), ReportTemplate.id.desc()


class TemplateEntry(TypedDict):
    """``at``: the moment of its upload as ISO 8601 text, ``by``: the uploader's name; None for our own."""

    id: str
    name: str
    at: str | None
    by: str | None
    sha256: str


def current(session: Session) -> bytes:
    """The bytes of the newest template, or of our own if there is none."""
    newest = session.scalar(
        select(ReportTemplate).order_by(ReportTemplate.at.desc(), ReportTemplate.id.desc()).limit(1)
    )
    return newest.body if newest else default_template()


def entries(session: Session) -> list[TemplateEntry]:
    """All templates that there ever were, the newest first, our own last."""
    query = select(ReportTemplate, Person.name).join(Person, Person.id == ReportTemplate.by)
    rows = session.execute(query.order_by(*NEWEST_FIRST))
    sha256 = hashlib.sha256(default_template()).hexdigest()
    own: TemplateEntry = {"id": DEFAULT, "name": "", "at": None, "by": None, "sha256": sha256}
    return [*(entry(one, by) for one, by in rows), own]


def entry(one: ReportTemplate, by: str) -> TemplateEntry:
    """A template in the list; ``by``: the name of who uploaded it."""
    at = one.at.isoformat().replace("+00:00", "Z")
    return {"id": one.id, "name": one.name, "at": at, "by": by, "sha256": one.sha256}


def body(session: Session, id_: str) -> bytes:
    """A template's file. Problem ``not_found``."""
    if id_ == DEFAULT:
        return default_template()
    found = session.get(ReportTemplate, id_)
    if found is None:
        raise Problem("not_found")
    return found.body


def replace(session: Session, viewer: Viewer, name: str, file: bytes) -> ReportTemplate:
    """Use ``file`` from now on; earlier ones are kept. Problem ``forbidden``, or ``malformed`` with what is wrong."""
    if not viewer.has("department"):
        raise Problem("forbidden")
    if wrong := next(faults(file), None):
        raise Problem("malformed", {"file": wrong})
    one = ReportTemplate(id=new_id(), name=name, body=file, sha256=hashlib.sha256(file).hexdigest(), by=viewer.account)
    session.add(one)
    session.flush()
    return one
