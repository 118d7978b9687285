"""All that one reads of a deadline: counts of every register, the first due first; and by name who reported when."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select, update

from server.figures.reporting import Reporting
from server.models.figures import Cell
from server.models.log import LogEntry, Record
from server.models.org import Unit
from server.models.periods import Period
from server.periods.ranges import span
from server.platform.clock import HERE, now, today
from server.platform.database import read, write
from sync.registers.values import THOUSAND
from tests.figures.test_who_has_not_reported import ADDRESS, HALF, due, nothing, report
from tests.village import Village, code

YEAR = "2026-2027"


@pytest.mark.lengthy
def test_the_first_due_comes_first_and_what_has_no_day_last(village: Village):
    officer = village.client("so")
    due(village, today() + timedelta(days=9))
    sooner = (today() + timedelta(days=3)).isoformat()
    assert officer.post(f"/api/dues/probe_direct/{YEAR}", {"day": sooner}).status_code == 204
    report(village.client("gv"))
    assert code(nothing(village.client("ht2"))) is None
    of_year = officer.get(f"/api/dues?period={YEAR}").json["dues"]
    keys = [(one["due"] or "9999", one["register"]) for one in of_year]
    assert keys == sorted(keys)
    assert [keys[0], keys[-1][0]] == [(sooner, "probe_direct"), "9999"]
    near = officer.get("/api/dues").json["dues"]
    assert [one for one in near if one["register"] in ("probe", "probe_direct")] == [
        {
            "register": "probe_direct",
            "period": YEAR,
            "due": sooner,
            "closes": None,
            "units": 2,
            "answered": 0,
            "late": 0,
            "nothing": 0,
        },
        {
            "register": "probe",
            "period": HALF,
            "due": (today() + timedelta(days=9)).isoformat(),
            "closes": None,
            "units": 2,
            "answered": 2,
            "late": 0,
            "nothing": 1,
        },
    ]


def test_who_reported_and_who_was_reminded_of_this_register(village: Village):
    """A unit reports when it submits, not when it begins; a reminder is of one register."""
    officer, gv = village.client("so"), village.client("gv")
    due(village, today())
    for address in (ADDRESS, f"/api/dues/probe_direct/{YEAR}"):
        assert officer.post(f"{address}/reminders", {"units": [village.other.id]}).status_code == 200
    assert officer.post(f"/api/dues/probe_direct/{YEAR}/reminders", {"units": [gv.unit]}).status_code == 200
    began = now()
    assert code(gv.do(gv.put())) is None  # a draft of another register
    with village.app.app_context(), write() as session:
        session.execute(update(LogEntry).values(received=began - timedelta(days=7)))
    report(gv)
    found = officer.get(ADDRESS).json
    [answer], [missing] = found.pop("answers"), found.pop("missing")
    [act] = found.pop("reminders")
    assert (act["by"], act["units"], act["text"]) == ("so", ["TH Tủa Thàng"], None)
    assert found.pop("file").endswith(f"-{today().isoformat()}.xlsx")
    assert found == {"register": "probe", "period": HALF, "due": today().isoformat(), "closes": None}
    assert began <= datetime.fromisoformat(answer.pop("at")) <= now()
    at_school = {"unit": village.school.id, "name": "TH Sín Thầu", "place": "Sín Thầu"}
    assert answer == at_school | {"late": False, "nothing": False}
    assert datetime.fromisoformat(missing.pop("reminded")) <= now()
    assert missing.pop("fetched") == []
    assert missing.pop("people") == [{"name": "ht2", "seen": None}]
    assert missing == {"unit": village.other.id, "name": "TH Tủa Thàng", "place": "Tủa Thàng"}
    [of_year] = [
        one for one in officer.get(f"/api/dues/probe_direct/{YEAR}").json["missing"] if one["unit"] == village.school.id
    ]
    assert datetime.fromisoformat(of_year["reminded"]).astimezone(HERE).date() >= today()


@pytest.mark.parametrize(("key", "sent"), [("2026", 2), ("2026-H1", 0), ("2026-H2", 2), ("2027", 1), (YEAR, 3)])
def test_what_was_sent_in_any_period_is_what_its_cells_count(village: Village, key, sent):
    """Events lie in calendar years by their day, in school years by their period."""
    gv = village.client("gv")
    for day in ("2026-10-05", "2026-12-31", "2027-01-01"):
        assert code(gv.do(gv.put(set={"note": "Ghi", "n": 1, "day": day}, then="submit"))) is None
    assert code(gv.do(gv.put())) is None
    with village.app.app_context(), read() as session:
        registers, period = village.app.extensions["registers"], session.get_one(Period, key)
        register = registers.latest("probe_direct")
        within = Reporting(registers, register, select(Unit.id), span(session, register, period), now())
        records = session.scalar(select(func.count()).select_from(Record).where(within.sent_records()))
        cells = session.scalar(select(func.sum(Cell.value)).where(within.sent_cells()))
    assert (records, int(cells or 0)) == (sent, sent * THOUSAND)
