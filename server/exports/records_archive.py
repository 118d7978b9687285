"""The records of a register with their photos, as the archive that ODK Central exports: a CSV beside ``media``."""

import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import IO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from server.exports.export_row import ExportRow
from server.exports.media import Find, Media, member
from server.exports.records_csv import write_rows
from server.photos.files import PhotoFiles
from sync.registers import Register

MISSING = "media-missing.csv"


def archive(
    path: Path, register: Register, rows: Iterable[ExportRow], find: Find, files: PhotoFiles, language: str
) -> None:
    """Write the records of a register to ``path`` as a ZIP, in constant memory but for the names of the photos.

    It holds ``<register>.csv``, which names the photos that are in the folder ``media``, and ``media-missing.csv`` if
    any was left out, with the reason in a ``language``. Raises TooLarge.
    """
    # Files without a name, beside the archive: nothing is left of them if the process is killed.
    with (
        tempfile.TemporaryFile("w+", dir=path.parent, encoding="utf-8-sig", newline="") as lines,
        tempfile.TemporaryFile("w+", dir=path.parent, encoding="utf-8-sig", newline="") as missing,
        ZipFile(path, "w", ZIP_STORED) as made,
    ):
        media = Media(made, files, register, missing, language)
        write_rows(lines, register, media.rows(rows, find))
        _add(made, f"{register.key}.csv", lines)
        if media.left_out:
            _add(made, MISSING, missing)


def _add(made: ZipFile, name: str, text: IO[str]) -> None:
    """Put the content of a text file into the archive."""
    text.flush()
    entry = member(name)
    entry.compress_type = ZIP_DEFLATED
    with open(text.fileno(), "rb", closefd=False) as file, made.open(entry, "w") as target:
        file.seek(0)
        shutil.copyfileobj(file, target)
