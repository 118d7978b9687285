"""Publishing registers without a release of the app: upload a file, preview the draft, publish or discard it."""

import tomllib
from collections.abc import Mapping
from pathlib import Path

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from server.access.units import publishes
from server.access.viewer import Viewer
from server.audit.actor import Act
from server.models.catalog import CatalogVersion
from server.models.registers import RegisterFile
from server.platform.clock import now
from server.registers.definition_text import definition, toml
from server.registers.drafts import Draft, make_draft
from server.registers.earlier_types import texts_before
from server.registers.published import DRAFT, PUBLISHED, published_texts
from server.registers.uploads import Refused, open_upload
from server.registers.xlsform import names
from server.registers.xlsform.missing import Given, Missing
from server.registers.xlsform.reading import ReadDefinition
from sync.protocol.problems import Problem
from sync.registers import Register, Registers, parse_with_faults


def open_file(
    viewer: Viewer, registers: Registers, data: bytes, given: Given, files: Mapping[str, bytes]
) -> ReadDefinition:
    """The definition in an uploaded file, which is opened before anything is locked.

    ``given``: what was said beside a workbook, of what it lacks; ``files``: name → content of those with choices that
    came with it. Raises Problem ``forbidden``; Refused if there is no
    definition in it.
    """
    refuse_others(viewer)
    read = open_upload(data, given, files)
    if rows := texts_before(read, registers):
        read = open_upload(data, {**given, "as_text": rows}, files)
    return read


def upload(by: Act, directories: list[Path], read: ReadDefinition) -> Draft:
    """Store what was read from a file as the draft of its register's next version, replacing the draft before it.

    If this version is published already, nothing is stored. ``directories``: where the release's definition files are.
    Raises Problem ``forbidden``; Refused with all that is wrong with it.
    """
    refuse_others(by.viewer)
    draft = _draft_of(by.session, directories, read)
    if not draft.same:
        _keep(by.session, by.viewer, draft)
        details = {"version": draft.register.version, "title": draft.register.title["vi"]}
        by.record("register.draft", ("register", draft.register.key), None, **details)
    return draft


def still_missing(session: Session, viewer: Viewer, directories: list[Path], read: ReadDefinition) -> Missing | None:
    """What somebody is to say before a file makes a draft, None if nothing; a key that is guessed is one that is free.

    Raises Problem ``forbidden``; Refused with all that is wrong with it, whatever they will say.
    """
    refuse_others(viewer)
    if read.missing is None:
        return None
    published = published_texts(session)
    registers = Registers(directories, published)
    if "key" in read.missing["lacking"]:
        read.raw["key"] = read.missing["key"] = names.proposed(read.raw["key"], {one.key for one in registers})
    if before := registers.latest(str(read.raw["key"])):
        # Whoever filled in and reviewed the last version is the best guess for this one.
        if "by" in read.missing["lacking"]:
            read.raw["by"] = read.missing["by"] = list(before.by)
        if "review" in read.missing["lacking"]:
            read.raw["review"] = read.missing["review"] = list(before.review)
    if read.missing["files"]:
        # What else is wrong may follow from choices that are not there yet.
        if read.faults:
            raise Refused(read.faults)
    else:
        make_draft(registers, directories, published, read)
    return read.missing


def publish(by: Act, directories: list[Path], key: str, version: int, seen: str) -> Register:
    """Publish a draft; every phone gets it at its next sync.

    ``seen``: the digest of the draft that the person looked at. If it is published already, nothing changes. Raises
    Problem ``forbidden``, ``not_found``; ``stale`` if the draft has changed since; Refused if it no longer fits the
    other registers.
    """
    refuse_others(by.viewer)
    session = by.session
    # The one row whose lock all publishers take, so that of two at once one is first.
    session.execute(update(CatalogVersion).values(number=CatalogVersion.number))
    row = session.get(RegisterFile, (key, version), with_for_update=True)
    if row is None:
        raise Problem("not_found")
    if row.digest != seen:
        raise Problem("stale")
    if row.state != PUBLISHED:
        draft = _draft_of(session, directories, _stored(row))
        row.state, row.by, row.at = PUBLISHED, by.viewer.account, now()
        row.turn = (session.scalar(select(func.max(RegisterFile.turn))) or 0) + 1
        details = {"version": version, "title": draft.register.title["vi"], "changes": len(draft.changes)}
        by.record("register.publish", ("register", key), None, **details)
    return parse_with_faults(tomllib.loads(row.text))[0]


def discard(by: Act, key: str, version: int, seen: str) -> None:
    """Delete a draft. ``seen``: the digest of the draft that the person looked at.

    Raises Problem ``forbidden``, ``not_found``; ``stale`` if the draft has changed since.
    """
    refuse_others(by.viewer)
    row = by.session.get(RegisterFile, (key, version), with_for_update=True)
    if row is None or row.state != DRAFT:
        raise Problem("not_found")
    if row.digest != seen:
        raise Problem("stale")
    by.session.delete(row)
    by.record("register.discard", ("register", key), None, version=version)


def waiting_draft(session: Session, viewer: Viewer, directories: list[Path], key: str, version: int) -> Draft:
    """The unpublished draft with this key and version, checked against what is published now.

    Raises Problem ``forbidden``, ``not_found``; Refused if it no longer fits the other registers.
    """
    refuse_others(viewer)
    row = session.get(RegisterFile, (key, version))
    if row is None or row.state != DRAFT:
        raise Problem("not_found")
    return _draft_of(session, directories, _stored(row))


def refuse_others(viewer: Viewer) -> None:
    """Raise Problem ``forbidden`` if the viewer may not publish registers."""
    if not publishes(viewer):
        raise Problem("forbidden")


def _draft_of(session: Session, directories: list[Path], read: ReadDefinition) -> Draft:
    published = published_texts(session)
    return make_draft(Registers(directories, published), directories, published, read)


def _stored(row: RegisterFile) -> ReadDefinition:
    """The definition of a draft or register that is stored: its text is not what was uploaded, but ``toml``'s."""
    return ReadDefinition(tomllib.loads(row.text))


def _keep(session: Session, viewer: Viewer, draft: Draft) -> None:
    """Store the draft; there is one for each version, so that it replaces the one uploaded before."""
    key = (draft.register.key, draft.register.version)
    row = session.get(RegisterFile, key, with_for_update=True)
    if row is None:
        row = RegisterFile(key=key[0], version=key[1])
        session.add(row)
    row.state, row.text, row.digest = DRAFT, toml(definition(draft.register)), draft.digest
    row.by, row.at = viewer.account, now()
    session.flush()
