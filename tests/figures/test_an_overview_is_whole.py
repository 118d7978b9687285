"""Two overviews of a small province, member by member: as the department sees it all, and one commune of it."""

import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import event

from server.access.viewer import viewer_of
from server.figures import overview, place_cache
from server.models.org import Unit
from server.org.people import add_unit
from server.platform.clock import HERE
from server.platform.database import db, read, write
from sync.protocol.ids import natural_id
from tests.figures.test_figures_add_up import approve
from tests.fixtures.applications import open_app
from tests.village import Village

CHORES = Path(__file__).parent / "chores"
NOW = datetime(2026, 11, 23, 8, tzinfo=HERE)
WHAT_WAITS = "SELECT cell.register, cell.status, sum"  # each person's own, read by the index of a status
MADE = (
    # who, when, kind, present, invited, whether approved
    ("gv", "2025-09-10", "a", 2, 2, True),
    ("gv", "2025-12-12", "b", 9, 9, True),
    ("gv2", "2025-10-01", "c", 1, 1, True),
    ("gv", "2026-09-08", "a", 3, 4, True),
    ("gv", "2026-10-10", "b", 1, 4, True),
    ("gv", "2026-10-11", "b", 2, 10, False),
    ("gv2", "2026-10-12", "a", 5, 8, True),
    ("gv2", "2026-10-13", "a", 1, 1, False),
)


class Place(Village):
    """A village with two schools more that told nothing; ``names``: id of whatever is in it → what it is called."""

    def __init__(self, app):
        super().__init__(app)
        with app.app_context(), write() as session:
            for name in ("TH Sen Thượng", "TH Leng Su Sìn"):
                add_unit(session, kind="school", name=name, parent=self.commune)
        self.officer, self.names = self.client("so"), {}
        for who, day, pick, n, m, approved in MADE:
            answers = {"name": f"Việc {day}", "day": day, "pick": pick, "n": n, "m": m}
            if who == "gv2" and day == "2026-10-12":
                answers["follows"] = next(id_ for id_, name in self.names.items() if name == "Việc 2026-09-08")
            self.names[self.send(who, answers, approved, form="chore@1")] = answers["name"]
        record = natural_id(self.school.id, "rooms", "2026-H1")
        self.send("ht", {"name": "Phòng", "n": 12}, True, form="rooms@1", record=record, period="2026-H1")
        with app.app_context(), read() as session:
            self.names |= {unit.id: unit.name for unit in session.query(Unit).where(Unit.kind != "site")}

    def send(self, who, answers, approved, **members):
        client = self.client(who)
        put = client.mutation("put", set=answers, then="submit", **members)
        if approved:
            approve(self.officer, client, put)
        else:
            assert "refused" not in client.do(put)
        return put.get("record", put["id"])

    def page(self, language="vi", moment=NOW, **given):
        """The department's overview, as text that is sent; ids replaced by names."""
        with self.app.app_context(), read() as session:
            viewer, registers = viewer_of(session, self.officer.account), self.app.extensions["registers"]
            wanted = overview.read_overview(session, viewer, registers, {k: [v] for k, v in given.items()}, moment)
            page = overview.overview_page(session, viewer, registers, wanted, language)
        assert page.pop("as_of").endswith("Z")
        text = json.dumps(page, ensure_ascii=False, indent=1, sort_keys=True)
        for id_, name in self.names.items():
            text = text.replace(id_, name)
        return text + "\n"


@pytest.fixture
def place(sqlite_url):
    place_cache.forget()
    with open_app(sqlite_url, REGISTERS=[CHORES]) as app:
        yield Place(app)


def expected(name):
    return (CHORES / name).read_text(encoding="utf-8")


@pytest.mark.lengthy
def test_the_whole_province_member_by_member(place):
    assert place.page() == expected("province.json")
    assert place.page() == expected("province.json"), "what is remembered says the same"


@pytest.mark.lengthy
def test_one_commune_in_english_member_by_member(place):
    assert place.page("en", register="chore", unit=place.commune.id, period="2026-2027") == expected("commune.json")


@pytest.mark.lengthy
def test_what_has_not_changed_is_not_added_up_again(place):
    sums = []

    def hear(_connection, _cursor, statement, *_):
        of_cells = "cell" in statement and ("sum(" in statement or "count(" in statement)
        if of_cells and WHAT_WAITS not in statement:
            sums.append(statement)

    with place.app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", hear)
    try:
        place.page(register="rooms")
        assert sums
        sums.clear()
        place.page(register="rooms", moment=NOW + timedelta(seconds=5))
    finally:
        event.remove(engine, "before_cursor_execute", hear)
    assert sums == []
