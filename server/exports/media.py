"""The folder ``media`` of an exported archive: the photos that records name, each once, and why others are left out."""

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import TextIO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

import structlog

from server.exports.export_row import ExportRow
from server.exports.faults import TooLarge
from server.exports.records_csv import photo_name
from server.photos.files import PhotoFiles
from server.photos.standings import SHOWN, RecordPhotos
from server.platform.clock import HERE, now
from server.platform.texts import phrase
from sync.registers import Register

PAGE = 100  # records whose photos are looked up at once
MOST_BYTES = 1 << 30  # of the photos of one archive
HEAD = ("KEY", "field", "file", "reason", "text")
GONE, HIDDEN, LOST = "gone", "hidden", "lost"
"""Why a photo is left out, besides how it stands: it, or its record, is not to be seen any more; the form does not show
its answer; its file is not on the disk."""

Find = Callable[[Sequence[str]], dict[str, RecordPhotos]]
"""How the photos of some records stand at this moment, noted in the audit where somebody looks from outside."""

log = structlog.get_logger()


def member(name: str) -> ZipInfo:
    """A file of an archive by its name, made now."""
    moment = now().astimezone(HERE)
    return ZipInfo(name, (moment.year, moment.month, moment.day, moment.hour, moment.minute, moment.second))


class Media:
    """Adds photos to an archive that is open for writing, one at a time in memory.

    ``missing``: a text file, open without translated line ends, for the list of those that are left out.
    """

    def __init__(self, archive: ZipFile, files: PhotoFiles, register: Register, missing: TextIO, language: str):
        self._archive, self._files, self._language = archive, files, language
        self._fields = [name for name, field in register.fields.items() if field.type == "photos" and not field.retired]
        self._missing = csv.writer(missing)
        self._names: set[str] = set()
        self._bytes = 0
        self.left_out = 0
        """How many photos are named in ``missing``."""

    def rows(self, rows: Iterable[ExportRow], find: Find) -> Iterator[ExportRow]:
        """The rows of records, whose photos are in the archive by then: each answer names those that are, no others.

        Raises TooLarge for more than ``MOST_BYTES`` of photos.
        """
        left = iter(rows)
        while page := list(islice(left, PAGE)):
            found = find([row["key"] for row in page if any(row["data"].get(name) for name in self._fields)])
            for row in page:
                yield self._with_photos(row, found.get(row["key"]))

    def _with_photos(self, row: ExportRow, found: RecordPhotos | None) -> ExportRow:
        data = dict(row["data"])
        for name in self._fields:
            kept = []
            for photo in data.get(name) or ():
                sha256 = photo["sha256"]
                standing = found.standings.get(sha256, GONE) if found else GONE
                if found and standing == SHOWN:
                    standing = self._add(found.scope, sha256)
                if standing == SHOWN:
                    kept.append(photo)
                else:
                    self._leave_out(row, name, sha256, standing)
            data[name] = kept or None
            for photo in row["hidden"].get(name) or ():
                self._leave_out(row, name, photo["sha256"], HIDDEN)
        return {**row, "data": data}

    def _add(self, scope: str, sha256: str) -> str:
        """Put a photo into the archive, if it is not there; returns how it stands then."""
        if sha256 in self._names:
            return SHOWN
        try:
            body = self._files.read(scope, sha256, small=False)
        except FileNotFoundError:
            log.error("a photo's file is missing", scope=scope, sha256=sha256)
            return LOST
        self._bytes += len(body)
        if self._bytes > MOST_BYTES:
            raise TooLarge
        # What is compressed already is not compressed again.
        self._archive.writestr(member(f"media/{photo_name(sha256)}"), body, ZIP_STORED)
        self._names.add(sha256)
        return SHOWN

    def _leave_out(self, row: ExportRow, field: str, sha256: str, standing: str) -> None:
        if not self.left_out:
            self._missing.writerow(HEAD)
        self.left_out += 1
        text = phrase(f"photo_{standing}", self._language)
        self._missing.writerow((row["key"], field, photo_name(sha256), standing, text))
