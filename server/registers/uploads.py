"""Reading uploaded registers: an XLSForm workbook, or a definition in TOML or JSON; the content shows which."""

import json
import re
import tomllib
import unicodedata
from collections.abc import Mapping

from server.platform.sandbox.fault import SandboxFault
from server.platform.sandbox.run import run
from server.platform.workbook_faults import Fault, Unreadable
from server.registers.xlsform.messages import fault
from server.registers.xlsform.missing import Given
from server.registers.xlsform.reading import ReadDefinition, read
from sync.protocol.canonical import parse, sound
from sync.registers import parse_with_faults

MOST_TEXT = 512 << 10  # bytes of a definition file
DEEPEST = 32  # tables within tables of it
MOST_FILES = 20  # with choices, beside a workbook
MOST_BESIDE = 2 << 20  # bytes of these together


class Refused(Exception):
    """Raised for an upload that makes no valid register; ``faults`` are all that is wrong with it."""

    def __init__(self, faults: list[Fault]):
        super().__init__(f"{len(faults)} faults")
        self.faults = faults


def open_upload(data: bytes, given: Given | None = None, files: Mapping[str, bytes] | None = None) -> ReadDefinition:
    """``read_upload``, in the sandbox. Raises Refused also for a file that takes more than a child may use."""
    files = files or {}
    if len(files) > MOST_FILES or sum(map(len, files.values())) > MOST_BESIDE:
        raise Refused([fault("large_files", most=MOST_FILES, size=MOST_BESIDE >> 20)])
    beside = json.dumps([given or {}, list(files)]).encode()
    try:
        answer = json.loads(run(_read, data, beside, *files.values()))
    except SandboxFault as stopped:
        raise Refused([Fault(stopped.vi, stopped.en)]) from None
    faults, remarks = ([Fault(*one) for one in answer[name]] for name in ("faults", "remarks"))
    if answer["raw"] is None:
        raise Refused(faults)
    places = {part: tuple(at) for part, at in answer["places"].items()}
    return ReadDefinition(answer["raw"], faults, remarks, places, answer["missing"])


def _read(data: bytes, beside: bytes, *contents: bytes) -> bytes:
    """The definition in an uploaded file as JSON; ``raw`` is null, and ``faults`` say why, if there is none."""
    given, names = json.loads(beside)
    try:
        found = read_upload(data, given, dict(zip(names, contents, strict=True)))
        parse_with_faults(found.raw)  # what comes back is read again outside, where nothing limits it
        # TOML has days, which no definition has: they stay what is refused.
        return json.dumps(vars(found), default=lambda day: {"day": str(day)}).encode()
    except Refused as refused:
        return json.dumps({"raw": None, "faults": refused.faults, "remarks": [], "places": {}}).encode()


def read_upload(data: bytes, given: Given | None = None, files: Mapping[str, bytes] | None = None) -> ReadDefinition:
    """The definition in an uploaded file; a workbook's faults come with it, in ``ReadDefinition.faults``.

    ``given``: what was said beside a workbook, of what it lacks; ``files``: name → content of the files with choices
    that came with it.

    Raises Refused if the file is none of these formats, is too large, or goes deeper than any definition.
    """
    if data.startswith((b"PK", bytes.fromhex("d0cf11e0"))):
        try:
            return read(data, given, files)
        except Unreadable as unreadable:
            raise Refused(unreadable.faults) from None
    if len(data) > MOST_TEXT:
        raise Refused([fault("large_text", size=MOST_TEXT >> 10)])
    try:
        text = unicodedata.normalize("NFC", data.decode("utf-8-sig"))
        raw = parse(text.encode()) if text.lstrip().startswith("{") else tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Refused([_not_toml(text, str(error))]) from None
    except (ValueError, RecursionError):
        raise Refused([fault("not_a_file")]) from None
    if not isinstance(raw, dict) or not sound(raw) or _deep(raw):
        raise Refused([fault("not_a_file")])
    unused = [fault("file_unused", name=name) for name in files or ()]
    return ReadDefinition(raw={name: value for name, value in raw.items() if value is not None}, remarks=unused)


def _not_toml(text: str, message: str) -> Fault:
    """The fault of a ``text`` that is no TOML: its row, which the parser's ``message`` names unless it is the last."""
    lines = text.rstrip().split("\n")
    named = re.search(r"at line (\d+)", message)
    row = min(int(named[1]) if named else len(lines), len(lines))
    return fault("not_toml", row=row, text=lines[row - 1].strip()[:80])


def _deep(value: object) -> bool:
    """Whether tables and arrays stand within more than ``DEEPEST`` others."""
    layer = [value]
    for _ in range(DEEPEST):
        layer = [
            part
            for one in layer
            if isinstance(one, dict | list)
            for part in (one.values() if isinstance(one, dict) else one)
        ]
    return bool(layer)
