"""The department's choice of how files write numbers, days and names."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from sqlalchemy.orm import Session

from server.access.units import arranges
from server.access.viewer import Viewer
from server.audit.actor import Act
from server.exports.notation import CHOICES, SIGNS, Notation
from server.models.catalog import lock_catalog
from server.models.notation import ReportNotation
from sync.protocol.problems import Problem

ONE = 1  # the only row's id


def notation(session: Session) -> Notation:
    """The way of writing that the department has chosen; the usual one where it has chosen nothing."""
    row = session.get(ReportNotation, ONE)
    return Notation(**{name: getattr(row, name) for name in CHOICES}) if row else Notation()


def entry(written: Notation) -> dict[str, str | int]:
    """A way of writing as the API shows it: each choice by name."""
    return asdict(written)


def chosen(session: Session, viewer: Viewer) -> Notation:
    """The same, for who may change it. Raises Problem ``forbidden`` unless the viewer arranges units."""
    refuse_others(viewer)
    return notation(session)


def set_notation(by: Act, given: Mapping[str, Any]) -> None:
    """Choose how files are written from now on; ``given`` has a value for each of the ``CHOICES``.

    Raises Problem ``forbidden`` unless the caller is of the department or an administrator, ``malformed`` as
    ``read_notation``.
    """
    session = by.session
    refuse_others(by.viewer)
    after = read_notation(given)
    lock_catalog(session)  # two who choose at once do so one after the other
    before = notation(session)
    if after == before:
        return
    session.merge(ReportNotation(id=ONE, **asdict(after)))
    session.flush()
    old, new = asdict(before), asdict(after)
    changed = {name: [old[name], new[name]] for name in CHOICES if old[name] != new[name]}
    by.record("notation.set", ("notation", "files"), None, **changed)


def read_notation(given: Mapping[str, Any]) -> Notation:
    """The way of writing with these choices. Raises Problem ``malformed`` for ``missing`` with ``same`` if nobody could
    tell a figure that is 0 from one that is missing."""
    made = Notation(**{name: given[name] for name in CHOICES})
    if SIGNS[made.zero] == SIGNS[made.missing]:
        raise Problem("malformed", {"missing": {"rule": "same"}})
    return made


def refuse_others(viewer: Viewer) -> None:
    """Raises Problem ``forbidden`` unless the viewer chooses how files are written."""
    if not arranges(viewer):
        raise Problem("forbidden")
