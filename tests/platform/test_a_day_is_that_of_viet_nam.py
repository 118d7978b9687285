"""A day is Việt Nam's day, wherever one is told or asked for: at 00:30 and at 03:00 there it is still the day before in
UTC, which the server's clock shows. The client's part is in client/tests/core/vietnam.test.ts."""

import ast
import re
from datetime import UTC, date, datetime

import pytest
from openpyxl import load_workbook
from sqlalchemy import update

from server.exports import evidence_workbook
from server.exports.notation import Notation
from server.exports.word import variables
from server.jobs import chores
from server.models.org import Role
from server.models.periods import Period, Reminder
from server.platform import clock
from server.platform.config import ROOT
from server.platform.database import read, write

HALF_PAST_MIDNIGHT = datetime(2026, 8, 31, 17, 30, tzinfo=UTC)
THREE = datetime(2026, 8, 31, 20, tzinfo=UTC)
FIRST = date(2026, 9, 1)


@pytest.fixture
def at(monkeypatch):
    """Sets the server's clock to a moment."""

    def set_to(moment):
        class Set(datetime):
            @classmethod
            def now(cls, tz=None):
                return moment.astimezone(tz)

        monkeypatch.setattr(clock, "datetime", Set)

    return set_to


@pytest.fixture
def place(village):
    """A village whose people have been at work for long."""
    with village.app.app_context(), write() as session:
        session.execute(update(Role).values(since=datetime(2026, 1, 1, tzinfo=UTC)))
    return village


@pytest.mark.parametrize("moment", [HALF_PAST_MIDNIGHT, THREE])
def test_of_a_moment_and_of_now(at, moment):
    at(moment)
    assert (clock.today(), clock.day_of(moment)) == (FIRST, FIRST)
    assert clock.end_of_day(date(2026, 8, 31)) == clock.start_of_day(FIRST) == datetime(2026, 8, 31, 17, tzinfo=UTC)


def test_in_the_index_of_evidence(at, tmp_path, village):
    row = dict.fromkeys(("title", "unit", "author", "key", "version"), "x")
    row |= {"register": "probe_direct", "form": "1", "status": "approved", "day": None, "data": {}}
    rows = [row | {"submitted": HALF_PAST_MIDNIGHT.isoformat()}, row | {"submitted": None}]
    path = tmp_path / "evidence.xlsx"
    evidence_workbook.workbook(path, village.app.extensions["registers"], [], rows, Notation(), "vi", [], lambda *_: [])
    cells = [cell for line in load_workbook(path).active.iter_rows() for cell in line]
    days = [cell.value.date() for cell in cells if isinstance(cell.value, datetime)]
    assert days == [FIRST]


def test_of_a_reminder(at, place):
    with place.app.app_context(), write() as session:
        officer = place.accounts["so"]
        of = {"register": "criteria_score", "period": "2025-2026-HK2"}
        session.add(Reminder(unit=place.school.id, at=HALF_PAST_MIDNIGHT, by=officer, **of))
    leader = place.client("ht")
    at(THREE)
    assert [one["reminded"] for one in leader.sync()["reminders"]] == ["2026-09-01"]


@pytest.mark.parametrize("moment", [HALF_PAST_MIDNIGHT, THREE])
def test_of_the_year_that_has_begun(at, place, moment):
    leader = place.client("ht")
    at(moment)
    page = leader.get("/api/overview?register=probe_direct").json
    assert page["periods"][0]["key"] == "2026-2027"


def test_of_the_periods_that_are_added(at, place):
    at(datetime(2030, 12, 31, 17, 30, tzinfo=UTC))
    with place.app.app_context():
        chores.extend_periods()
        with read() as session:
            assert session.get(Period, "2032") is not None


def test_of_a_new_unit(at, place):
    officer = place.client("so")
    at(THREE)
    body = {"kind": "school", "name": "Mới", "level": "TH", "parent": place.commune.id, "begins": "2026-09-01"}
    assert officer.post("/api/units", body).json["begins"].startswith("2026-08-31T20:00")


def test_of_a_report_in_word(at):
    at(HALF_PAST_MIDNIGHT)
    period = {"key": "2025-2026", "starts": "2025-09-01", "ends": "2026-08-31"}
    unit = {"id": "x", "name": "X", "kind": "commune"}
    content = {"as_of": "2026-08-31T17:30:00Z", "unit": unit, "period": period, "registers": []}
    made = variables.variables(content, Notation())
    assert (made["day"], made["month"], made["as_of"]) == ("01", "09", "00:30 ngày 01/09/2026")


def test_of_an_entry_in_the_audit(at, place):
    at(HALF_PAST_MIDNIGHT)
    officer = place.client("so")
    body = {"kind": "school", "name": "Mới", "level": "TH", "parent": place.commune.id}
    assert officer.post("/api/units", body).status_code == 201
    found = officer.get("/api/audit?from=2026-09-01&to=2026-09-01&what=unit.create").json["entries"]
    assert len(found) == 1


CLOCKS = {"server/platform/clock.py", "sync/phone/stamps.py"}
WITHOUT_ZONE = {
    "server/imports/rows.py": "a cell of a workbook has no zone",
    "server/imports/records/sheets.py": "a cell of a workbook has no zone",
    "server/demo/calendar.py": "the demo's moments are made in Việt Nam's zone",
}


def days_taken_elsewhere(path):
    """The lines of a Python file that take a day from a moment, or the time from a clock, by themselves."""
    name = str(path.relative_to(ROOT))
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            taken = node.func.attr == "date" and not node.args and name not in WITHOUT_ZONE
            if taken or (node.func.attr in ("today", "utcnow", "now") and ast.unparse(node.func.value) in DATES):
                yield f"{name}:{node.lineno}"
        elif isinstance(node, ast.Subscript) and ast.unparse(node).endswith("isoformat()[:10]"):
            yield f"{name}:{node.lineno}"


DATES = ("date", "datetime", "datetime.date", "datetime.datetime")
XLSFORM = "server/registers/xlsform/cells.py"


@pytest.mark.slow
def test_nobody_takes_a_day_but_the_clock():
    files = [path for folder in ("server", "sync") for path in sorted((ROOT / folder).rglob("*.py"))]
    found = [line for path in files for line in days_taken_elsewhere(path)]
    assert {line for line in found if line.rpartition(":")[0] not in CLOCKS | {XLSFORM}} == set()
    assert any(line.startswith("server/platform/clock.py") for line in found)


IN_ITS_ZONE = re.compile(
    r"\.get(UTC)?(FullYear|Month|Date|Day|Hours|Minutes)\("
    r"|toLocale(Date|Time)?String\((?!language)|toISOString\(\)\.slice\(0, 10\)"
)
NO_DAY_OF_NOW = {"core/values.ts": "whether a text is a day"}


def test_nobody_takes_a_day_in_the_client_but_its_clock():
    source = ROOT / "client" / "src"
    files = [path for path in sorted(source.rglob("*.ts*")) if path.suffix in (".ts", ".tsx")]
    found = {str(path.relative_to(source)) for path in files if IN_ITS_ZONE.search(path.read_text())}
    assert found - NO_DAY_OF_NOW.keys() == set()
