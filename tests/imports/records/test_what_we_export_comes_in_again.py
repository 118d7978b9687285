"""What a file of ours says comes in again as the same answers: as a workbook for people, and as CSV."""

import shutil
from dataclasses import replace
from datetime import date, datetime
from io import StringIO
from pathlib import Path
from unicodedata import normalize

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from server.exports.notation import Notation
from server.exports.records_csv import write_rows
from server.exports.records_workbook import workbook
from server.imports.records.cells import ERRORS, answer
from server.imports.records.guess import guess
from server.imports.records.headings import begins_footer, find_headings, headings_of, is_central, is_total
from server.imports.records.mapping import mappable
from server.imports.records.sheets import open_any
from sync.registers import Field, check_put

pytestmark = pytest.mark.slow
FEW = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], phases=[Phase.generate]
)
LETTERS = st.characters(codec="utf-8", exclude_categories=["C", "Zl", "Zp"], include_characters="ếộđƯ\u0301")
TEXT = st.text(LETTERS, min_size=2, max_size=40).map(lambda text: normalize("NFC", text).strip())
TEXT = TEXT.filter(lambda text: text and not ERRORS.fullmatch(text))
DAYS = st.dates(min_value=date(1990, 1, 1)).map(lambda day: day.isoformat())
CLOCKS = st.times().map(lambda time: f"{time:%H:%M}")
MIDNIGHT = DAYS.map(lambda day: f"{day}T00:00")
MOMENTS = MIDNIGHT | st.datetimes(min_value=datetime(1990, 1, 1)).map(
    lambda one: one.isoformat(timespec="minutes")[:16]
)
NUMBERS = st.integers(-(10**11), 10**11)
ANSWERS = st.fixed_dictionaries(
    {"n": st.integers(0, 1000), "day": DAYS},
    optional={
        "note": TEXT,
        "opens": CLOCKS,
        "held": MOMENTS,
        "tag": TEXT | st.integers(0, 10**13).map(lambda n: f"{n:013}"),
        "big": TEXT | st.lists(TEXT, min_size=2, max_size=3).map("\n".join),
        "m": NUMBERS,
        "dec": NUMBERS.map(lambda n: n // 1000 if n % 1000 == 0 else n / 1000),
        "pick": st.sampled_from("abc"),
        "picks": st.lists(st.sampled_from("abc"), min_size=1, unique=True),
        "yes": st.booleans(),
        "place": st.tuples(st.integers(-90, 90), st.integers(-180, 180)).map(lambda pair: [n + 0.5 for n in pair]),
    },
).filter(lambda found: found.get("place", [0, 0])[0] <= 90 and found.get("place", [0, 0])[1] <= 180)
ROWS = st.lists(st.fixed_dictionaries({"name": TEXT, "count": NUMBERS}), min_size=1, max_size=3).map(
    lambda rows: [{"id": str(at), **row} for at, row in enumerate(rows)]
)


@pytest.fixture
def register(app):
    """The probe register, with fields for times and barcodes."""
    found = app.extensions["registers"].latest("probe_direct")
    more = {"opens": ("time", "Giờ mở cổng"), "held": ("datetime", "Họp lúc"), "tag": ("barcode", "Mã vạch")}
    fields = {name: Field(name=name, type=kind, label={"vi": vi, "en": name}) for name, (kind, vi) in more.items()}
    return replace(found, fields={**found.fields, **fields})


def as_row(data: dict) -> dict:
    row = dict.fromkeys(("key", "unit", "place", "code", "review", "school", "author", "device", "title"), "T1")
    row |= {"register": "probe_direct", "form": 1, "period": "2026-2027", "status": "submitted", "submitted": None}
    return row | {"edits": 0, "version": "1.a", "day": data["day"], "data": data, "hidden": {}, "named": {}}


def read_back(register, data: bytes) -> list[dict]:
    """The answers of all rows of a file, by the columns that are guessed."""
    sheet = open_any(data)[0]
    header = find_headings(sheet.lines)
    made = guess(register, headings_of(sheet.lines, header), 0, header)
    fields = mappable(register)
    columns = {one["field"]: one["column"] for one in made["fields"]} | {
        one.title: one.at for one in headings_of(sheet.lines, header) if one.title in fields
    }
    found = []
    for line in sheet.lines:
        if line.row <= header:
            continue
        if is_total(line) or begins_footer(line):
            break
        cells = {name: line.cells[at] if at < len(line.cells) else None for name, at in columns.items()}
        found.append(
            {
                name: value
                for name, cell in cells.items()
                if (value := answer(fields[name], cell, {}, None, is_central(sheet.lines))) is not None
            }
        )
    return found


@given(st.lists(ANSWERS, min_size=1, max_size=4))
@FEW
def test_a_workbook(register, tmp_path_factory, records):
    assert all(not check_put(register, data, {}, {}, None)[1] for data in records)
    path = Path(tmp_path_factory.mktemp("xlsx")) / "a.xlsx"
    workbook(path, register, [as_row(data) for data in records], Notation(), "vi", [], ["submitted"])
    assert read_back(register, path.read_bytes()) == records
    shutil.rmtree(path.parent)


@given(st.lists(st.builds(lambda data, rows: data | rows, ANSWERS, st.fixed_dictionaries({}, optional={"rows": ROWS}))))
@FEW
def test_a_csv(register, records):
    file = StringIO(newline="")
    write_rows(file, register, [as_row(data) for data in records])
    assert read_back(register, file.getvalue().encode()) == records
