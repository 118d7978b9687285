"""Which pictures a Word report shows: of each register with photos a few of the newest, small."""

from typing import NamedTuple

from sqlalchemy import ColumnElement
from sqlalchemy.orm import Session

from server.access.viewer import Viewer
from server.access.visible import visible
from server.exports import rows
from server.exports.export_row import ExportRow
from server.exports.job_viewer import PhotoFinder
from server.exports.named_content import name_row
from server.exports.notation import Notation
from server.exports.plates import LOOKED_AT, Picture, pictures
from server.exports.word.plate import Plate, PlatePicture
from server.figures.snapshot_content import SnapshotContent
from server.models.log import Record
from server.org.reporting_units import counted_at
from server.periods import ranges
from server.periods.months import find_period
from server.photos.files import PhotoFiles
from server.platform.clock import now
from server.platform.texts import phrase
from server.records.filters import in_statuses, units_below
from server.records.listing import Listing
from sync.registers import Registers

OF_A_REGISTER, MOST = 4, 24
"""The most pictures of a register, and of a report: some 2 MB."""


class Newest(NamedTuple):
    """The newest records of a register with photos that somebody agreed to publish, and how many there are."""

    rows: list[ExportRow]
    records: int


def newest(session: Session, viewer: Viewer, registers: Registers, content: SnapshotContent) -> dict[str, Newest]:
    """Register → its newest records of a report's unit, period and statuses that may have a picture to show."""
    period = find_period(session, content["period"]["key"])
    latest = registers.all_latest()
    if period is None:
        return {}
    units = units_below(content["unit"]["id"], counted_at(period.ends, now()))
    common = (visible(viewer, latest), Record.scope.in_(units), ranges.records_within(session, period, latest))
    found = {}
    for one in content["registers"]:
        register = registers.latest(one["key"])
        if register and any(field.type == "photos" for field in register.fields.values()):
            own: tuple[ColumnElement[bool], ...] = (Record.register == register.key, Record.consents.is_not(None))
            wanted = Listing((*common, *own, in_statuses(latest, tuple(one["status"]))), "-created", None, LOOKED_AT)
            page, _ = rows.page(session, viewer, registers, wanted, "vi")
            found[register.key] = Newest(page, rows.count(session, wanted))
    return found


def plates(
    registers: Registers,
    content: SnapshotContent,
    found: dict[str, Newest],
    finder: PhotoFinder,
    files: PhotoFiles,
    notation: Notation,
) -> list[Plate]:
    """The plates of a report in the order of its sections, without those that would be empty."""
    made: list[Plate] = []
    left = MOST
    for one in content["registers"]:
        of = found.get(one["key"])
        named = [name_row(row, notation) for row in of.rows] if of else []
        chosen = pictures(registers, named, finder, files, min(left, OF_A_REGISTER)) if of else []
        if of and chosen:
            left -= len(chosen)
            note = phrase("plate_of", "vi", n=len(chosen), records=of.records)
            made.append({"title": one["title"]["vi"], "note": note, "pictures": list(map(_entry, chosen))})
    return made


def _entry(picture: Picture) -> PlatePicture:
    photo = picture.print
    lines = [picture.school, picture.record]
    return {"jpeg": photo.text, "width": photo.width, "height": photo.height, "lines": lines}
