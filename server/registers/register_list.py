"""Registers for the people who publish them: the list, one register by its key, and the preview of a draft."""

import tomllib
from typing import TypedDict

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.access.viewer import Viewer
from server.models.org import Person
from server.models.registers import RegisterFile
from server.platform.workbook_faults import Fault
from server.registers.drafts import Draft
from server.registers.published import DRAFT
from server.registers.publishing import refuse_others
from sync.protocol.problems import Problem
from sync.protocol.register_entry import Bilingual, ChoiceEntry, RegisterEntry
from sync.registers import Register, Registers, catalog_entry, parse_with_faults
from sync.registers.field import NOTE, OFFERS

EXAMPLES: list[ChoiceEntry] = [
    {"value": str(number), "label": {"vi": f"Ví dụ {number}", "en": f"Example {number}"}} for number in (1, 2, 3)
]


class ByWhom(TypedDict):
    """Who uploaded or published a register (a name; None if unknown), and when (ISO)."""

    by: str | None
    at: str


class WaitingDraft(ByWhom):
    """A draft that is not published yet; ``version`` is the one that it will be."""

    version: int


class ListedRegister(TypedDict):
    """A register in the list. ``by``: the roles that fill it in; ``fields``: how many it has.

    ``version`` is None if it was never published; ``published`` is None if its latest version came with the release;
    ``draft`` is None if none waits.
    """

    key: str
    title: dict[str, str]
    version: int | None
    period: str
    by: list[str]
    fields: int
    published: ByWhom | None
    draft: WaitingDraft | None


class ChangeEntry(TypedDict):
    """What a new version changes, in both languages. ``question``: the label of the question that it is of, ``field``
    its name, of a column with that of its rows; None if it is of the register."""

    vi: str
    en: str
    question: Bilingual | None
    field: str | None


class DraftPreview(TypedDict):
    """A draft as the desk shows it: ``entry``, as a phone would get it, what it changes, and remarks.

    ``before``: the number of the published version, None if there is none; ``same``: the draft is published already.
    ``remarks``: what was left out of the upload or filled in.
    """

    key: str
    version: int
    digest: str
    same: bool
    before: int | None
    entry: RegisterEntry
    changes: list[ChangeEntry]
    remarks: list[dict[str, object]]


def list_registers(session: Session, viewer: Viewer, registers: Registers) -> list[ListedRegister]:
    """Every register and every draft, sorted by Vietnamese title. Raises Problem ``forbidden``."""
    refuse_others(viewer)
    files = {(file.key, file.version): file for file in session.scalars(select(RegisterFile))}
    known = select(Person.id, Person.name).where(Person.id.in_({file.by for file in files.values()}))
    names: dict[str, str] = {one.id: one.name for one in session.execute(known)}
    latest = {register.key: register for register in registers.all_latest()}
    listed = []
    for key in latest.keys() | {key for key, _ in files}:
        register = latest.get(key)
        next_version = (register.version if register else 0) + 1
        waiting = files.get((key, next_version))
        if waiting is not None and waiting.state != DRAFT:
            waiting = None
        if register is None and waiting is None:
            continue
        listed.append(_listed(key, register, files, waiting, names))
    return sorted(listed, key=lambda one: one["title"]["vi"])


def latest_register(viewer: Viewer, registers: Registers, key: str) -> Register:
    """The newest published version of a register. Raises Problem ``forbidden``, ``not_found``."""
    refuse_others(viewer)
    if register := registers.latest(key):
        return register
    raise Problem("not_found")


def preview(draft: Draft) -> DraftPreview:
    """A draft as the desk shows it.

    Sites and schools, which a phone would offer as choices, differ from unit to unit: three examples are there instead.
    """
    return {
        "key": draft.register.key,
        "version": draft.register.version,
        "digest": draft.digest,
        "same": draft.same,
        "before": draft.before.version if draft.before else None,
        "entry": catalog_entry(draft.register, dict.fromkeys(OFFERS, EXAMPLES)),
        "changes": [ChangeEntry(vi=one.vi, en=one.en, question=one.question, field=one.field) for one in draft.changes],
        "remarks": [fault_entry(remark) for remark in draft.remarks],
    }


def fault_entry(fault: Fault) -> dict[str, object]:
    """A fault or remark as JSON for the desk: ``{"vi", "en", "sheet", "row"}``."""
    return fault._asdict()


def _listed(
    key: str,
    register: Register | None,
    files: dict[tuple[str, int], RegisterFile],
    waiting: RegisterFile | None,
    names: dict[str, str],
) -> ListedRegister:
    shown = register or parse_with_faults(tomllib.loads(waiting.text if waiting else ""))[0]
    file = files.get((key, register.version)) if register else None
    return {
        "key": key,
        "title": dict(shown.title),
        "version": register.version if register else None,
        "period": shown.period,
        "by": list(shown.by),
        "fields": sum(field.type != NOTE for field in shown.fields.values()),
        "published": _by(file, names) if file else None,
        "draft": {"version": waiting.version, **_by(waiting, names)} if waiting else None,
    }


def _by(file: RegisterFile, names: dict[str, str]) -> ByWhom:
    return {"by": names.get(file.by or ""), "at": file.at.isoformat()}
