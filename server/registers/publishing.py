"""New registers and versions, without a programmer and without a release: uploaded, checked, looked at, published."""

import hashlib
import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from server.access.units import publishes
from server.access.viewer import Viewer
from server.audit.actor import Act
from server.models.org import Person
from server.models.registers import CatalogVersion, RegisterFile
from server.platform.clock import now
from server.platform.workbook import Fault, Unreadable
from server.registers import published as registers_published
from server.registers.definition_text import definition, toml, too_large
from server.registers.messages import vietnamese
from server.registers.published import DRAFT, PUBLISHED
from server.registers.version_diff import Difference, differences
from server.registers.xlsform.messages import say
from server.registers.xlsform.reading import Read, read
from sync.protocol.canonical import Json, sound
from sync.protocol.canonical import parse as parse_json
from sync.protocol.problems import Problem
from sync.protocol.register_entry import ChoiceEntry
from sync.registers import Register, RegisterFaults, Registers, catalog_entry, compatible, parse_with_faults
from sync.registers.field import OFFERS

MOST_TEXT = 512 << 10  # bytes of a definition file
MOST_FAULTS = 300
WHERE = re.compile(r"([a-z_]+(?:[.\[][^\n]*?)?): (.*)", re.DOTALL)
EXAMPLES: list[ChoiceEntry] = [
    {"value": str(number), "label": {"vi": f"Ví dụ {number}", "en": f"Example {number}"}} for number in (1, 2, 3)
]
FORM = re.compile(r"([a-z][a-z0-9_]*@[0-9]+): (.*)", re.DOTALL)


class Refused(Exception):
    """Nothing changed; ``faults`` are all that is wrong with what was uploaded."""

    def __init__(self, faults: list[Fault]):
        super().__init__(f"{len(faults)} faults")
        self.faults = faults


@dataclass(frozen=True)
class Draft:
    """A register that may be published: what it is, what it changes, and what was left out or filled in on the way."""

    register: Register
    digest: str
    before: Register | None
    changes: list[Difference]
    remarks: list[Fault] = field(default_factory=list)

    @property
    def same(self) -> bool:
        """Whether it is what is published already."""
        return self.before is not None and self.before.version == self.register.version


def upload(by: Act, directories: list[Path], data: bytes) -> Draft:
    """Keep what was uploaded as the draft of its register's next version. Refused with all its faults at once.

    Problem ``forbidden``."""
    _allowed(by.viewer)
    published = registers_published.texts(by.session)
    made = judge(Registers(directories, published), directories, published, data)
    if not made.same:
        _keep(by.session, by.viewer, made)
        said: Json = {"version": made.register.version, "title": made.register.title["vi"]}
        by.record("register.draft", ("register", made.register.key), None, **said)
    return made


def judge(registers: Registers, directories: list[Path], published: Mapping[str, str], data: bytes) -> Draft:
    """What was uploaded, as a draft. Refused."""
    made = _read(data)
    key = made.raw.get("key")
    before = registers.latest(key) if isinstance(key, str) else None
    _number(made, before)
    register, found = parse_with_faults(made.raw)
    found = [*too_large(made.raw), *found]
    if before and before.version == register.version and before == register and not (found or made.faults):
        return Draft(register, _digest(toml(definition(register))), before, [], made.remarks)
    if before:
        found += _outgrown(before, register, made.raw)
    if not found:
        found = _beside(directories, published, register)
    faults = _together(made, found)
    if faults:
        raise Refused(faults[:MOST_FAULTS])
    told = list(differences(before, register)) if before else []
    return Draft(register, _digest(toml(definition(register))), before, told, made.remarks)


def publish(by: Act, directories: list[Path], key: str, version: int, seen: str) -> Register:
    """Publish the draft that has this digest, for every phone from its next sync on.

    Publishing again what is published changes nothing. Problem ``forbidden``, ``not_found``; ``stale`` if the draft
    is another meanwhile. Refused if another register has changed so that it no longer fits."""
    _allowed(by.viewer)
    session = by.session
    # The one row whose lock all publishers take, so that of two at once one is first.
    session.execute(update(CatalogVersion).values(number=CatalogVersion.number))
    row = session.get(RegisterFile, (key, version), with_for_update=True)
    if row is None:
        raise Problem("not_found")
    if row.digest != seen:
        raise Problem("stale")
    published = registers_published.texts(session)
    if row.state != PUBLISHED:
        draft = judge(Registers(directories, published), directories, published, row.text.encode())
        row.state, row.by, row.at = PUBLISHED, by.viewer.account, now()
        row.turn = (session.scalar(select(func.max(RegisterFile.turn))) or 0) + 1
        said: Json = {"version": version, "title": draft.register.title["vi"], "changes": len(draft.changes)}
        by.record("register.publish", ("register", key), None, **said)
    return parse_with_faults(tomllib.loads(row.text))[0]


def discard(by: Act, key: str, version: int, seen: str) -> None:
    """Throw away the draft that has this digest. Problem ``forbidden``, ``not_found``; ``stale`` if it is another."""
    _allowed(by.viewer)
    row = by.session.get(RegisterFile, (key, version), with_for_update=True)
    if row is None or row.state != DRAFT:
        raise Problem("not_found")
    if row.digest != seen:
        raise Problem("stale")
    by.session.delete(row)
    by.record("register.discard", ("register", key), None, version=version)


def listing(session: Session, viewer: Viewer, registers: Registers) -> list[Json]:
    """Every register by its title, with who published it when, and the draft that waits. Problem ``forbidden``."""
    _allowed(viewer)
    rows = {(row.key, row.version): row for row in session.scalars(select(RegisterFile))}
    known = select(Person.id, Person.name).where(Person.id.in_({row.by for row in rows.values()}))
    names = {each.id: each.name for each in session.execute(known)}
    latest = {register.key: register for register in registers.all_latest()}
    found = []
    for key in latest.keys() | {key for key, _ in rows}:
        register = latest.get(key)
        drafts = [row for row in rows.values() if row.key == key and row.state == DRAFT]
        waiting = [row for row in drafts if row.version == (register.version if register else 0) + 1]
        if register is None and not waiting:
            continue
        shown = register or parse_with_faults(tomllib.loads(waiting[0].text))[0]
        file = rows.get((key, register.version)) if register else None
        found.append(
            {
                "key": key,
                "title": dict(shown.title),
                "version": register.version if register else None,
                "period": shown.period,
                "by": list(shown.by),
                "fields": len(shown.fields),
                "published": _by(file, names) if file else None,
                "draft": {"version": waiting[0].version, **_by(waiting[0], names)} if waiting else None,
            }
        )
    return sorted(found, key=lambda one: one["title"]["vi"])


def preview(draft: Draft) -> Json:
    """The draft as a phone would get it, and what it changes; what a school has of its own is there by example."""
    entry = catalog_entry(draft.register, dict.fromkeys(OFFERS, EXAMPLES))
    return {
        "key": draft.register.key,
        "version": draft.register.version,
        "digest": draft.digest,
        "same": draft.same,
        "before": draft.before.version if draft.before else None,
        "entry": entry,
        "changes": [change._asdict() for change in draft.changes],
        "remarks": [told(remark) for remark in draft.remarks],
    }


def waiting(session: Session, viewer: Viewer, directories: list[Path], key: str, version: int) -> Draft:
    """The draft that waits under that number, judged by what is published now. Problem ``forbidden``, ``not_found``."""
    _allowed(viewer)
    row = session.get(RegisterFile, (key, version))
    if row is None or row.state != DRAFT:
        raise Problem("not_found")
    published = registers_published.texts(session)
    return judge(Registers(directories, published), directories, published, row.text.encode())


def one(viewer: Viewer, registers: Registers, key: str) -> Register:
    """The latest published version. Problem ``forbidden``, ``not_found``."""
    _allowed(viewer)
    if found := registers.latest(key):
        return found
    raise Problem("not_found")


def told(fault: Fault) -> Json:
    return fault._asdict()


def _allowed(viewer: Viewer) -> None:
    if not publishes(viewer):
        raise Problem("forbidden")


def _by(row: RegisterFile, names: dict[str, str]) -> Json:
    return {"by": names.get(row.by or ""), "at": row.at.isoformat()}


def _keep(session: Session, viewer: Viewer, made: Draft) -> None:
    """One draft a version: the next upload takes the place of the last, and its digest of the other's."""
    text = toml(definition(made.register))
    key = (made.register.key, made.register.version)
    row = session.get(RegisterFile, key, with_for_update=True)
    if row is None:
        row = RegisterFile(key=key[0], version=key[1])
        session.add(row)
    row.state, row.text, row.digest, row.by, row.at = DRAFT, text, made.digest, viewer.account, now()
    session.flush()


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _read(data: bytes) -> Read:
    """A workbook, or a definition as TOML or JSON; what it is, it says itself."""
    if data.startswith((b"PK", bytes.fromhex("d0cf11e0"))):
        try:
            return read(data)
        except Unreadable as unreadable:
            raise Refused(unreadable.faults) from None
    if len(data) > MOST_TEXT:
        raise Refused([say("large_text", size=MOST_TEXT >> 10)])
    try:
        text = unicodedata.normalize("NFC", data.decode("utf-8-sig"))
        raw = parse_json(text.encode()) if text.lstrip().startswith("{") else tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Refused([say("not_toml", what=str(error)[:200])]) from None
    except (ValueError, RecursionError):
        raise Refused([say("not_a_file")]) from None
    if not isinstance(raw, dict) or not sound(raw):
        raise Refused([say("not_a_file")])
    return Read(raw={name: value for name, value in raw.items() if value is not None})


def _number(made: Read, before: Register | None) -> None:
    """A file that names no version, or one that is published, is the next version, unless it is that one itself."""
    version = made.raw.get("version")
    if version is None and before is None:
        made.raw["version"] = 1
    elif before and (version is None or (isinstance(version, int) and version <= before.version)):
        made.raw["version"] = before.version
        register, faults = parse_with_faults(made.raw)
        if faults or register != before:
            made.raw["version"] = before.version + 1


def _outgrown(before: Register, register: Register, raw: Json) -> Iterator[str]:
    """What does not follow from the version before; a field that is there and broken is not gone."""
    listed = raw.get("fields")
    fields = listed if isinstance(listed, list) else []
    there = {str(one.get("name")) for one in fields if isinstance(one, dict)}
    for fault in compatible(before, register):
        where, _, reason = fault.partition(": ")
        parts = where.split(".")
        if not (reason.startswith("is gone") and len(parts) == 2 and parts[0] == "fields" and parts[1] in there):
            yield fault


def _beside(directories: list[Path], published: Mapping[str, str], register: Register) -> list[str]:
    """What is wrong between this register and the others, once it stands beside them."""
    try:
        Registers(directories, {**published, register.form: toml(definition(register))})
    except RegisterFaults as faults:
        mine = f"{register.form}: "
        return [fault.removeprefix(mine) for fault in faults.faults]
    return []


def _together(made: Read, found: list[str]) -> list[Fault]:
    """All faults, each with its row; of a row that tells its own, nothing is told that follows from it."""
    rows = {(fault.sheet, fault.row) for fault in made.faults}
    faults = list(made.faults)
    for text in dict.fromkeys(found):
        form, rest = (match[1], match[2]) if (match := FORM.fullmatch(text)) else ("", text)
        where, reason = (match[1], match[2]) if (match := WHERE.fullmatch(rest)) else ("", rest)
        place, left = (None, f"{form} {where}".strip()) if form else made.at(where)
        if place in rows and reason.startswith("missing; "):
            continue
        beside = f"{left}: " if left else ""
        faults.append(Fault(f"{beside}{vietnamese(reason)}", f"{beside}{reason}", *(place or (None, None))))
    return sorted(faults, key=lambda fault: (fault.sheet or "", fault.row or 0))
