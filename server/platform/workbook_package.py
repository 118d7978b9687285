"""Checking the zip file that an uploaded workbook is, before anything in it is parsed: it is refused if it is too
large, encrypted, an old .xls file, damaged, or may hold macros."""

import re
import zipfile
from io import BytesIO

from server.platform.broken_zip import BROKEN_ZIP
from server.platform.workbook_faults import Unreadable, fault
from server.platform.workbook_limits import MOST_INFLATED, MOST_PACKED, MOST_PARTS

DECLARED = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)
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
    if any("vbaproject" in name for name in names) or b"macroenabled" in packed.read(types).lower():
        return "macros"
    xml = (part for part in parts if part.filename.lower().endswith((".xml", ".rels")))
    return "broken" if any(DECLARED.search(packed.read(part)) for part in xml) else None
