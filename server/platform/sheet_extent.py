"""What a sheet of a workbook says of how far it reaches: a hint, which some programs write as no reader takes it."""

import re
import zipfile
from io import BytesIO

SHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
EXTENT = re.compile(rb"<((?:\w+:)?)dimension\s[^>]*?(?:/>|>\s*</\1dimension>)")


def without_extents(data: bytes) -> bytes:
    """The .xlsx file ``data``, which was checked, without what its sheets say of their extents; what they hold is the
    same. Raises what a broken zip archive does."""
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as packed, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in packed.infolist():
            content = packed.read(part)
            archive.writestr(
                part.filename, EXTENT.sub(b"", content, count=1) if SHEET.fullmatch(part.filename) else content
            )
    return made.getvalue()
