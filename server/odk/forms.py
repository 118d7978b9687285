"""The department as a project, and registers as its forms, in the shape of ODK Central."""

import hashlib
from typing import TypedDict

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from server.access.tokens import reads_register
from server.access.viewer import Viewer
from server.models.org import Person, Unit
from server.models.periods import Period
from server.models.registers import RegisterFile
from server.odk.names import PROJECT, submitter_id
from server.odk.problems import not_found
from server.odk.schema import REPEAT, form_fields
from server.platform.clock import now, start_of_day, utc_text
from server.registers.published import PUBLISHED
from sync.registers import Register, Registers


class Form(TypedDict):
    """A register as Central lists a form; moments are ISO 8601 text."""

    projectId: int
    xmlFormId: str
    name: str
    version: str
    hash: str
    state: str
    enketoId: None
    keyId: None
    createdAt: str
    updatedAt: str | None
    publishedAt: str


class FieldEntry(TypedDict):
    """A field of a form as Central lists it; ``selectMultiple``: True or None, as there."""

    path: str
    name: str
    type: str
    binary: bool
    selectMultiple: bool | None


def readable_forms(viewer: Viewer, registers: Registers) -> list[Register]:
    """The latest version of each register whose records the viewer may read at all, by key."""
    return sorted((one for one in registers.all_latest() if reads_register(viewer, one.key)), key=lambda one: one.key)


def find_form(viewer: Viewer, registers: Registers, project: int, key: str) -> Register:
    """The register that a form's id names. Raises CentralProblem 404.1."""
    register = registers.latest(key)
    if project != PROJECT or register is None or not reads_register(viewer, key):
        raise not_found()
    return register


def project(session: Session, viewer: Viewer, registers: Registers) -> dict[str, object]:
    """The one project: the department."""
    top = session.scalars(select(Unit).where(Unit.parent.is_(None))).first()
    return {
        "id": PROJECT,
        "name": top.name if top else "Lan Tỏa",
        "description": None,
        "archived": None,
        "keyId": None,
        "createdAt": _since(session),
        "updatedAt": None,
        "deletedAt": None,
        "forms": len(readable_forms(viewer, registers)),
    }


def form(session: Session, register: Register) -> Form:
    """A register as a form."""
    return forms(session, [register])[0]


def forms(session: Session, wanted: list[Register]) -> list[Form]:
    """Registers as forms. One that came with the release is as old as the first period that there is."""
    since = _since(session)
    query = select(RegisterFile.key, func.min(RegisterFile.at), func.max(RegisterFile.at))
    query = query.where(RegisterFile.state == PUBLISHED).group_by(RegisterFile.key)
    published = {key: (utc_text(first), utc_text(last)) for key, first, last in session.execute(query)}
    return [_form(one, since, published.get(one.key)) for one in wanted]


def fields(register: Register) -> list[FieldEntry]:
    """The fields of a form, in their order."""
    return [
        {
            "path": one.path,
            "name": one.name,
            "type": one.type,
            "binary": False,
            "selectMultiple": True if one.field and one.field.type == "choices" and one.type != REPEAT else None,
        }
        for one in form_fields(register)
    ]


def user(session: Session, viewer: Viewer) -> dict[str, object]:
    """The account in whose name a program reads."""
    person = session.get_one(Person, viewer.account)
    return {
        "id": submitter_id(person.id),
        "type": "user",
        "displayName": person.name,
        "email": person.username,
        "createdAt": _since(session),
        "updatedAt": None,
        "deletedAt": None,
    }


def _form(register: Register, since: str, published: tuple[str, str] | None) -> Form:
    first, last = published or (since, since)
    return {
        "projectId": PROJECT,
        "xmlFormId": register.key,
        "name": register.title["vi"],
        "version": str(register.version),
        "hash": hashlib.md5(register.form.encode(), usedforsecurity=False).hexdigest(),
        "state": "open",
        "enketoId": None,
        "keyId": None,
        "createdAt": first,
        "updatedAt": None if first == last else last,
        "publishedAt": last,
    }


def _since(session: Session) -> str:
    """When the service's calendar begins, as ISO 8601 text."""
    first = session.scalar(select(func.min(Period.starts)))
    return utc_text(start_of_day(first)) if first else utc_text(now())
