"""Submissions as the archive that ODK Central exports: a CSV for each table, and the photos in ``media``."""

import csv
import shutil
import tempfile
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from typing import IO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from server.exports.export_row import ExportRow
from server.exports.media import Find, Media, member
from server.odk.csv_tables import Style, head, line, row_head, row_lines
from server.odk.schema import repeats
from server.odk.submissions import Submission
from server.photos.files import PhotoFiles
from sync.registers import Register

MISSING = "media-missing.csv"
CHUNK = 1 << 16
Photos = tuple[Find, PhotoFiles]


def write_archive(
    file: IO[bytes], register: Register, found: Iterable[Submission], style: Style, photos: Photos | None
) -> None:
    """Write the archive of a register's submissions to a file. ``photos``: how they are found and where they lie; None
    to leave them out. Raises TooLarge for too many of them."""
    fields = repeats(register)
    with (
        tempfile.TemporaryFile("w+", encoding="utf-8", newline="") as root,
        tempfile.TemporaryFile("w+", encoding="utf-8", newline="") as missing,
        _tables(len(fields)) as tables,
        ZipFile(file, "w", ZIP_STORED) as made,
    ):
        writer = csv.writer(root, lineterminator="\n")
        writers = [csv.writer(table, lineterminator="\n") for table in tables]
        writer.writerow(head(register, style))
        for field, rows in zip(fields, writers, strict=True):
            rows.writerow(row_head(field, style))
        media = Media(made, photos[1], register, missing, "vi") if photos else None
        for one in _with_photos(found, media, photos[0] if photos else None):
            writer.writerow(line(register, one, style))
            for field, rows in zip(fields, writers, strict=True):
                rows.writerows(row_lines(field, one, style))
        _add(made, f"{register.key}.csv", root)
        for field, table in zip(fields, tables, strict=True):
            _add(made, f"{register.key}-{field.name}.csv", table)
        if media and media.left_out:
            _add(made, MISSING, missing)


def pieces(file: IO[bytes]) -> Iterator[bytes]:
    """A finished file from its beginning, piece by piece; closed at the end."""
    with file:
        file.seek(0)
        yield from iter(lambda: file.read(CHUNK), b"")


def _with_photos(found: Iterable[Submission], media: Media | None, find: Find | None) -> Iterator[Submission]:
    """The submissions, whose answers name the photos that are in the archive, and no others."""
    if media is None or find is None:
        yield from found
        return
    waiting: deque[Submission] = deque()

    def rows() -> Iterator[ExportRow]:
        for one in found:
            waiting.append(one)
            yield one.row

    for row in media.rows(rows(), find):
        yield replace(waiting.popleft(), row=row)


@contextmanager
def _tables(count: int) -> Iterator[list[IO[str]]]:
    """As many text files without a name as there are repeats, closed together."""
    with ExitStack() as stack:
        yield [stack.enter_context(tempfile.TemporaryFile("w+", encoding="utf-8", newline="")) for _ in range(count)]


def _add(made: ZipFile, name: str, text: IO[str]) -> None:
    """Put the content of a text file into the archive."""
    text.flush()
    entry = member(name)
    entry.compress_type = ZIP_DEFLATED
    with open(text.fileno(), "rb", closefd=False) as file, made.open(entry, "w") as target:
        file.seek(0)
        shutil.copyfileobj(file, target)
