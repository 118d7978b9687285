"""Checking the zip file that an uploaded workbook is, before anything in it is parsed: it is refused if it is too
large, encrypted, an old .xls file, damaged, or may hold macros."""

import re
import zipfile
from io import BytesIO

from server.platform.broken_zip import BROKEN_ZIP
from server.platform.workbook_faults import Unreadable, fault
from server.platform.workbook_limits import MOST_INFLATED, MOST_PACKED, MOST_PARTS

DECLARED = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)
OF_AN_ENDING = re.compile(rb"<(?:\w+:)?default\s[^>]*>", re.IGNORECASE)
"""What a package declares its parts with a file ending to be, whether it has any or not."""
ENDING = re.compile(rb"\sextension\s*=\s*[\"']([a-z0-9]+)[\"']", re.IGNORECASE)
OLE = bytes.fromhex("d0cf11e0a1b11ae1")
"""The first bytes of .xls files, and of workbooks that are encrypted with a password."""


def check_size(data: bytes) -> None:
    """Raise ``Unreadable`` if the file ``data`` is larger than any workbook may be; otherwise do nothing."""
    if len(data) > MOST_PACKED:
        raise Unreadable([fault("large")])


def check_package(data: bytes) -> None:
    """Raise ``Unreadable``, with its reason, if the file ``data`` must not be parsed; otherwise do nothing."""
    check_size(data)
    if data.startswith(OLE):
        raise Unreadable([fault("encrypted" if "EncryptedPackage".encode("utf-16-le") in data else "old")])
    try:
        with zipfile.ZipFile(BytesIO(data)) as packed:
            reason = _refused(packed)
    except BROKEN_ZIP as error:
        raise Unreadable([fault("broken")]) from error
    if reason:
        raise Unreadable([fault(reason)])


def _refused(packed: zipfile.ZipFile) -> str | None:
    """Why a package must not be parsed, a key of ``workbook_faults.REASONS``; None if it may be.

    Sizes are taken from the zip's directory: a part that is really larger is cut off there, and its checksum fails.
    """
    parts = packed.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_INFLATED:
        return "swollen"
    if any(part.flag_bits & 1 for part in parts):
        return "encrypted"
    names = {part.filename.lower() for part in parts}
    if len(names) < len(parts) or "[content_types].xml" not in names:
        return "broken"
    types = next(part for part in parts if part.filename.lower() == "[content_types].xml")
    if any("vbaproject" in name for name in names) or _declares_macros(packed.read(types), names):
        return "macros"
    xml = (part for part in parts if part.filename.lower().endswith((".xml", ".rels")))
    return "broken" if any(DECLARED.search(packed.read(part)) for part in xml) else None


def _declares_macros(types: bytes, names: set[str]) -> bool:
    """Whether the list of content types says that a part may hold macros. Some programs declare every ending that a
    workbook could have: one that no part of ``names`` has says nothing."""
    endings = {name.rpartition(".")[2].encode() for name in names}

    def counts(declared: re.Match[bytes]) -> bytes:
        ending = ENDING.search(declared[0])
        return declared[0] if ending is None or ending[1].lower() in endings else b""

    return b"macroenabled" in OF_AN_ENDING.sub(counts, types).lower()
