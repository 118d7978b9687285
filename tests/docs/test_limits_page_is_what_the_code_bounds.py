"""The table of docs/limits.md says the bounds that the code holds to."""

import math
import runpy

import pytest

from server.auth import failed_sign_ins, second_factor, sessions, sign_in_throttle
from server.backups import orders
from server.bundles import content, room, sealed
from server.exchange.run import Pages
from server.exports import file_making, media, plates, steps
from server.exports.word import report_plates
from server.imports import rows
from server.imports.records import plan, sheets
from server.jobs import chores
from server.log import quarantine_list, restores
from server.org import one_time_codes
from server.photos import file_header, prints, receiving, rendition
from server.platform import password_hash, workbook_limits
from server.platform.config import ROOT
from server.platform.front import body, connection
from server.platform.sandbox.limits import UPLOAD
from server.platform.sandbox.run import LONGEST_WAIT
from server.publishing.examples import content as told
from server.registers import uploads
from sync.protocol import canonical, exchange, mutation
from sync.registers import field, measure, photos
from tests.docs.tables import page, table

LIMITS = dict(table(page("docs/limits.md"), "Limits", "what", "how much"))
KIB, MIB, HOUR = 1 << 10, 1 << 20, 3600
GUNICORN = runpy.run_path(str(ROOT / "gunicorn.conf.py"))
BITS = round(math.log2(len(one_time_codes.ALPHABET)) * one_time_codes.LENGTH)
FACTOR_BITS = round(math.log2(len(one_time_codes.ALPHABET)) * second_factor.RECOVERY_LENGTH)
HELD = {
    "an exchange": (
        f"{exchange.BODY_LIMIT // MIB} MiB, or {exchange.COMPRESSED_LIMIT // MIB} MiB compressed",
        f"{exchange.VALUES_LIMIT:,} values",
        f"{exchange.MUTATIONS_LIMIT} mutations",
        f"{exchange.CONFIRM_LIMIT} confirmations",
    ),
    "nesting": (f"{canonical.BODY_DEPTH} in a body", f"{canonical.MUTATION_DEPTH} in a mutation"),
    "numbers": ("±2⁵³", "±10¹²", "three decimal places"),
    "text": (f"{field.LENGTHS['text'][1]:,} characters", f"long text {field.LENGTHS['longtext'][1]:,}"),
    "a comment or a reason": (f"{mutation.TEXT_LIMIT:,} characters",),
    "rows of one field": (str(field.MOST_ENTRIES),),
    "a photo": (
        f"{photos.MOST_PHOTO_BYTES // MIB} MiB, {file_header.MOST_PIXELS['JPEG'] // 10**6} megapixels",
        f"(WebP: {file_header.MOST_PIXELS['WEBP'] // 10**6}), {file_header.LONGEST_SIDE:,} a side",
        f"{photos.MOST_PHOTOS} of one field",
        f"at most {receiving.MOST_PART // KIB} KiB; {receiving.MOST_WAITING // MIB} MiB unfinished",
    ),
    "looking at a photo": (
        f"{rendition.LIMITS.memory // MIB} MiB of memory",
        f"{rendition.LIMITS.cpu} s of a processor, {rendition.LIMITS.wall} s by the clock",
    ),
    "a page of changes": (f"{Pages().first // KIB} KiB", f"{Pages().most // KIB} KiB"),
    "a workbook to import": (
        f"{workbook_limits.MOST_PACKED // MIB} MiB, {workbook_limits.MOST_INFLATED // MIB} MiB unpacked",
        f"{rows.MOST:,} rows",
    ),
    "a workbook of records": (
        f"{workbook_limits.MOST_ROWS:,} rows and {sheets.MOST_COLUMNS} columns",
        f"{plan.MOST:,} rows of one import",
    ),
    "a definition to upload": (f"{uploads.MOST_TEXT // KIB} KiB", f"{uploads.DEEPEST} tables"),
    "files with choices beside a form": (
        f"{uploads.MOST_FILES}, of {uploads.MOST_BESIDE // MIB} MiB together",
        f"{workbook_limits.MOST_ROWS:,} rows",
    ),
    "opening an uploaded file": (
        f"{UPLOAD.memory // MIB} MiB of memory",
        f"{UPLOAD.cpu} s of a processor, {UPLOAD.wall} s by the clock",
        f"{UPLOAD.output // MIB} MiB of what is read",
        f"wait {LONGEST_WAIT} s",
    ),
    "a ZIP of photos": (f"{media.MOST_BYTES >> 30} GiB of them",),
    "an example": (
        f"{told.MOST_RECORDS} records, {told.MOST_PHOTOS} photos with {told.MOST_BLURS} blurred areas",
        f"{told.LENGTHS['title'][1]} characters of title, {told.LENGTHS['story'][1]:,} of story",
    ),
    "pictures in a paper": (
        f"{file_making.MOST_PICTURES}, of {prints.LONGEST} pixels",
        f"{plates.OF_A_RECORD} of a record, and in a Word report {report_plates.OF_A_REGISTER} of a register",
    ),
    "one attempt at an order": (
        f"{steps.LONGEST // 60} minutes for a step of a file",
        f"{orders.LONGEST // HOUR} hours for an ordered backup",
        f"{chores.LONGEST_BACKUP // HOUR} hours for one that is due",
    ),
    "files of unsent work that wait for a leader, or for what a restore took away": (
        f"{room.MOST} and {room.LARGEST // MIB} MiB of one person",
        f"{room.MOST_OF_UNIT} and {room.LARGEST_OF_UNIT // MIB} MiB of one unit",
        f"{restores.RESTORE_OPEN.days} days",
    ),
    "unfinished forms that files have brought": (
        f"{room.MOST_DRAFTS} and {room.LARGEST_DRAFTS // MIB} MiB of one person",
        f"{room.LARGEST_PHOTOS // MIB} MiB of photos",
    ),
    "a file of unsent work": (
        f"{sealed.LARGEST // MIB} MiB",
        f"{content.LARGEST // MIB} MiB of JSON",
        f"{content.MOST_PARTS:,} values",
        f"{content.MOST:,} mutations",
        f"{room.OF_AN_HOUR} new ones of one person within an hour",
    ),
    "what waits to be taken in": (f"{quarantine_list.MOST} items",),
    "connections at once": (f"{GUNICORN['worker_connections']} for each server process",),
    "a slow client": (
        f"{GUNICORN['keepalive']} s for a header",
        f"{body.TIME_FOR_BODY // 60} minutes for a body",
        f"{connection.TIME_TO_TAKE} s in which nothing of an answer",
    ),
    "a session": (f"{sessions.LIFETIME.days} days",),
    "a one-time code": (f"{one_time_codes.VALID.total_seconds() / HOUR:.0f} hours", f"{BITS} bits"),
    "a second factor": (
        f"{second_factor.DIGITS} digits, for {second_factor.STEP} seconds",
        f"{second_factor.RECOVERY_CODES} recovery codes of {FACTOR_BITS} bits",
    ),
    "failed sign-ins in the audit": ("first five an hour", f"{failed_sign_ins.MOST} an hour in all"),
    "wrong passwords": (f"{sign_in_throttle.FREE_TRIES}, then a wait that doubles up to five minutes",),
    "wrong passwords over all": (
        f"of one name: {sign_in_throttle.OF_A_NAME.free}, then one each "
        f"{sign_in_throttle.OF_A_NAME.each.total_seconds() / 60:.0f} minutes",
        f"from one address: {sign_in_throttle.OF_AN_ADDRESS.free}, then one each "
        f"{sign_in_throttle.OF_AN_ADDRESS.each.total_seconds():.0f} seconds",
    ),
    "passwords hashed at once": (
        f"{password_hash.AT_ONCE} a process, and {password_hash.WAITING} that wait for up to "
        f"{password_hash.PATIENCE} seconds; others come back after {password_hash.RETRY_AFTER}",
    ),
    "waiting after a recorded restore": (f"{restores.RESTORE_OPEN.days} days",),
}


def test_every_limit_has_its_bound():
    assert LIMITS.keys() == HELD.keys()


@pytest.mark.parametrize("what", HELD)
def test_a_limit_is_the_bound_that_the_code_has(what):
    assert [part for part in HELD[what] if part not in LIMITS[what]] == []


def test_bounds_that_are_written_in_words():
    assert field.NUMBER_RANGE == (-(2**53), 2**53)
    assert measure.MOST_COUNTED == 10**12
    assert field.PLACES == 3
    assert (failed_sign_ins.EACH, failed_sign_ins.WITHIN.total_seconds()) == (5, HOUR)
    assert sign_in_throttle.LONGEST_WAIT == 5 * 60
