"""Plates of pictures in papers: a few photos of the newest records, each with school, day and title under it.

A paper leaves the office, so it shows those photos alone of which consent to their publication was put down: the
server does not know on which of the others a face shows.
"""

from collections.abc import Iterable, Sequence
from heapq import heappush, heappushpop
from typing import NamedTuple

from server.exports.export_row import ExportRow
from server.exports.job_viewer import PhotoFinder
from server.photos.files import PhotoFiles
from server.photos.prints import Print, read_print
from server.photos.standings import SHOWN, RecordPhotos
from server.platform.texts import day_text
from sync.registers import Registers
from sync.registers.photos import photos_in

LOOKED_AT = 60  # newest records among which pictures are chosen
OF_A_RECORD = 2  # most pictures of one record


class Picture(NamedTuple):
    """A picture of a plate with the lines under it: its school and where that lies; day and title of its record."""

    print: Print
    school: str
    record: str


def pictures(
    registers: Registers, rows: Iterable[ExportRow], finder: PhotoFinder, files: PhotoFiles, most: int
) -> list[Picture]:
    """At most ``most`` pictures of some records, ``LOOKED_AT`` at most, the newest first.

    Those of schools that the paper's reader looks at from outside are noted in the audit first.
    """
    newest = sorted(rows, key=_moment, reverse=True)[:LOOKED_AT]
    found = finder.look([row["key"] for row in newest])
    chosen = [(row, sha256) for row in newest for sha256 in _agreed(registers, row, found.get(row["key"]))][:most]
    finder.note({row["key"]: found[row["key"]] for row, _ in chosen})
    made = [(row, read_print(files, found[row["key"]].scope, sha256)) for row, sha256 in chosen]
    return [Picture(one, *caption(row)) for row, one in made if one]


def named(registers: Registers, row: ExportRow) -> list[str]:
    """The hashes of the photos in a record's answers."""
    register = registers.get(f"{row['register']}@{row['form']}")
    return [photo["sha256"] for photo in photos_in(register, row["data"])] if register else []


def caption(row: ExportRow) -> tuple[str, str]:
    """The two lines under a picture of a record."""
    day = day_text(row["day"]) if row["day"] else ""
    return _joined((row["unit"], row["place"])), _joined((day, row["title"]))


def _joined(parts: Sequence[str]) -> str:
    return " · ".join(part for part in parts if part)


def _agreed(registers: Registers, row: ExportRow, found: RecordPhotos | None) -> list[str]:
    if found is None:
        return []
    shown = [one for one in named(registers, row) if one in found.agreed and found.standings.get(one) == SHOWN]
    return shown[:OF_A_RECORD]


class Newest:
    """The newest ``LOOKED_AT`` of the records that are added and name photos; ``count``: how many do."""

    def __init__(self, registers: Registers):
        self._registers, self._heap, self.count = registers, list[tuple[str, str, ExportRow]](), 0

    def add(self, row: ExportRow) -> None:
        """Add a record, each once."""
        if named(self._registers, row):
            self.count += 1
            put = heappush if len(self._heap) < LOOKED_AT else heappushpop
            put(self._heap, (*_moment(row), row))

    @property
    def rows(self) -> list[ExportRow]:
        """Those records, in no order."""
        return [row for _, _, row in self._heap]


def _moment(row: ExportRow) -> tuple[str, str]:
    """What newer records have more of: the day, else the moment of submission, and the id."""
    return row["day"] or row["submitted"] or "", row["key"]
