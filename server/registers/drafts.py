"""Drafts: uploads that make a valid register, which fits the other registers and may follow the version before."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from server.platform.workbook_faults import Fault
from server.registers.definition_text import Definition, definition, toml, too_large
from server.registers.messages import vietnamese
from server.registers.uploads import Refused
from server.registers.version_diff import Difference, differences
from server.registers.xlsform.reading import ReadDefinition
from sync.registers import Register, RegisterFaults, Registers, compatible, parse_with_faults

MOST_FAULTS = 300
WHERE = re.compile(r"([a-z_]+(?:[.\[][^\n]*?)?): (.*)", re.DOTALL)
CALLED = {
    "fields": ("các câu hỏi", "questions"),
    "choices": ("các lựa chọn", "choices"),
    "translations": ("lời bằng các ngôn ngữ khác", "texts in further languages"),
}
"""What parts of a definition are called to whoever wrote a workbook, in which they have no such names."""
FORM = re.compile(r"([a-z][a-z0-9_]*@[0-9]+): (.*)", re.DOTALL)


@dataclass(frozen=True)
class Draft:
    """A register that may be published, with what it changes.

    ``digest``: the SHA-256 of its text, in hex. ``before``: the published version now, None if there is none.
    ``remarks``: what was left out of the upload or filled in.
    """

    register: Register
    digest: str
    before: Register | None
    changes: list[Difference]
    remarks: list[Fault] = field(default_factory=list)

    @property
    def same(self) -> bool:
        """Whether this version is published already."""
        return self.before is not None and self.before.version == self.register.version


def make_draft(
    registers: Registers, directories: list[Path], published: Mapping[str, str], given: ReadDefinition
) -> Draft:
    """Make a draft of what was read from a file. Raises Refused with everything that is wrong with it.

    ``registers``: all registers there are, made of ``directories`` and ``published`` (form → definition text).
    """
    if given.faults and not given.raw.get("fields"):
        raise Refused(given.faults[:MOST_FAULTS])  # what else it lacks follows from these
    read = replace(given, raw=dict(given.raw))
    key = read.raw.get("key")
    before = registers.latest(key) if isinstance(key, str) else None
    _number(read, before)
    register, faults = parse_with_faults(read.raw)
    faults = [*too_large(read.raw), *faults]
    if before and before.version == register.version and before == register and not (faults or read.faults):
        return Draft(register, _digest(register), before, [], read.remarks)
    if before:
        faults += _broken_growth(before, register, read.raw)
    if not faults:
        faults = _faults_among_others(directories, published, register)
    if placed := _placed(read, faults):
        raise Refused(placed[:MOST_FAULTS])
    changes = list(differences(before, register)) if before else []
    return Draft(register, _digest(register), before, changes, read.remarks)


def _digest(register: Register) -> str:
    return hashlib.sha256(toml(definition(register)).encode()).hexdigest()


def _number(read: ReadDefinition, before: Register | None) -> None:
    """Set the definition's version: the published one if it equals that, else the next.

    A higher number in the file is kept.
    """
    version, authors = read.raw.get("version"), read.raw.get("form_version")
    if version is None and before is None:
        _as(read, 1, authors)
    elif before and (version is None or (isinstance(version, int) and version <= before.version)):
        _as(read, before.version, authors)
        register, faults = parse_with_faults(read.raw)
        if faults or register != before:
            _as(read, before.version + 1, authors)
    elif isinstance(version, int):
        _as(read, version, authors)


def _as(read: ReadDefinition, version: int, authors: object) -> None:
    """Let it be this version; what the form's author calls it (``authors``) is kept where that is no such number."""
    read.raw["version"] = version
    if authors is not None:
        read.raw["form_version"] = authors
    if authors == str(version):
        del read.raw["form_version"]


def _broken_growth(before: Register, register: Register, raw: Definition) -> Iterator[str]:
    """The reasons why the register may not follow the version before.

    A field that is in the definition but broken is not reported as gone.
    """
    listed = raw.get("fields")
    fields = listed if isinstance(listed, list) else []
    named = {str(one.get("name")) for one in fields if isinstance(one, dict)}
    for fault in compatible(before, register):
        where, _, reason = fault.partition(": ")
        parts = where.split(".")
        if not (reason.startswith("is gone") and len(parts) == 2 and parts[0] == "fields" and parts[1] in named):
            yield fault


def _faults_among_others(directories: list[Path], published: Mapping[str, str], register: Register) -> list[str]:
    """What is wrong between this register and the others, as English sentences."""
    try:
        Registers(directories, {**published, register.form: toml(definition(register))})
    except RegisterFaults as faults:
        return [fault.removeprefix(f"{register.form}: ") for fault in faults.faults]
    return []


def _placed(read: ReadDefinition, found: list[str]) -> list[Fault]:
    """All faults, with their sheet and row if they are in a workbook, sorted by these.

    A fault that only follows from another one in the same row is left out.
    """
    rows = {(fault.sheet, fault.row) for fault in read.faults}
    faults = list(read.faults)
    for text in dict.fromkeys(found):
        form, rest = (match[1], match[2]) if (match := FORM.fullmatch(text)) else ("", text)
        where, reason = (match[1], match[2]) if (match := WHERE.fullmatch(rest)) else ("", rest)
        place, member = (None, f"{form} {where}".strip()) if form else read.at(where)
        if place in rows and reason.startswith("missing; "):
            continue
        vi, en = CALLED.get(member or "", (member, member)) if place else (member, member)
        texts = [f"{name}: {text}" if name else text for name, text in ((vi, vietnamese(reason)), (en, reason))]
        faults.append(Fault(texts[0], texts[1], *(place or (None, None))))
    return sorted(faults, key=lambda fault: (fault.sheet or "", fault.row or 0))
