"""The templates of the Word report: the one that comes with Lan Tỏa, and uploaded ones, of which the newest is used."""

import hashlib
from typing import TypedDict

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.access.jobs import keeps_templates
from server.access.viewer import Viewer
from server.exports.word.default_template.document import default_template
from server.exports.word.template_opening import first_fault
from server.models.jobs import ReportTemplate
from server.models.org import Person
from server.org.people import new_id
from server.platform.clock import utc_text
from sync.protocol.problems import Problem

DEFAULT = "default"  # the id of the template that comes with Lan Tỏa
NEWEST_FIRST = ReportTemplate.at.desc(), ReportTemplate.id.desc()


class TemplateEntry(TypedDict):
    """A template in the list. ``sha256``: the hash of its file in hexadecimal.

    ``at``: the moment of its upload as ISO 8601 text; ``by``: the name of who uploaded it. The template that comes with
    Lan Tỏa has the id ``default``, an empty name, and None for both.
    """

    id: str
    name: str
    at: str | None
    by: str | None
    sha256: str


def current(session: Session) -> bytes:
    """The bytes of the template in use: the newest uploaded one or, without any, the one that comes with Lan Tỏa."""
    newest = session.scalar(
        select(ReportTemplate).order_by(ReportTemplate.at.desc(), ReportTemplate.id.desc()).limit(1)
    )
    return newest.body if newest else default_template()


def entries(session: Session, viewer: Viewer) -> list[TemplateEntry]:
    """All templates ever uploaded, the newest (in use) first; the one that comes with Lan Tỏa is the last entry.

    Raises Problem ``forbidden`` unless the viewer keeps the templates.
    """
    if not keeps_templates(viewer):
        raise Problem("forbidden")
    query = select(ReportTemplate, Person.name).join(Person, Person.id == ReportTemplate.by)
    rows = session.execute(query.order_by(*NEWEST_FIRST))
    sha256 = hashlib.sha256(default_template()).hexdigest()
    own: TemplateEntry = {"id": DEFAULT, "name": "", "at": None, "by": None, "sha256": sha256}
    return [*(entry(one, by) for one, by in rows), own]


def entry(one: ReportTemplate, by: str) -> TemplateEntry:
    """An uploaded template as an entry of the list; ``by``: the name of who uploaded it."""
    at = utc_text(one.at)
    return {"id": one.id, "name": one.name, "at": at, "by": by, "sha256": one.sha256}


def body(session: Session, viewer: Viewer, id_: str) -> bytes:
    """The file of a template, as bytes; the id ``default`` is the one that comes with Lan Tỏa.

    Raises Problem ``forbidden`` unless the viewer keeps the templates, ``not_found`` if there is none with this id.
    """
    if not keeps_templates(viewer):
        raise Problem("forbidden")
    if id_ == DEFAULT:
        return default_template()
    found = session.get(ReportTemplate, id_)
    if found is None:
        raise Problem("not_found")
    return found.body


def check(viewer: Viewer, file: bytes) -> None:
    """Check a file that is to be the template, before anything is locked; nothing is stored.

    Raises Problem ``forbidden`` unless the viewer keeps the templates, ``malformed`` with the first ``TemplateFault``
    of the file.
    """
    if not keeps_templates(viewer):
        raise Problem("forbidden")
    if wrong := first_fault(file):
        raise Problem("malformed", {"file": wrong})


def replace(session: Session, viewer: Viewer, name: str, file: bytes) -> ReportTemplate:
    """Store a template that was checked, which is used from now on; earlier ones are kept.

    Raises Problem ``forbidden`` unless the viewer keeps the templates.
    """
    if not keeps_templates(viewer):
        raise Problem("forbidden")
    one = ReportTemplate(id=new_id(), name=name, body=file, sha256=hashlib.sha256(file).hexdigest(), by=viewer.account)
    session.add(one)
    session.flush()
    return one
