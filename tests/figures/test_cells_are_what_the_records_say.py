"""After any schedule of writing, deciding and deleting, every figure is what the records that count add up to.

Schools move between communes and are merged meanwhile: the parts go on adding up to the whole, also where sums are
remembered of places in which nothing was written.
"""

import shutil
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from server.figures import place_cache
from server.figures.cells import CellKey, Differences, add, by_key, of
from server.log.verify import compare
from server.models.figures import Cell
from server.models.log import Record
from server.models.org import Unit
from server.models.periods import Period
from server.platform.database import read
from sync.protocol.ids import natural_id
from tests.fixtures.applications import open_app
from tests.village import Client, Village

DAYS = ["2026-10-05", "2027-01-17", "2027-01-18", "2027-03-01"]
PICKS = ["a", "b", None]
DO = ["write", "write", "edit", "approve", "return", "reject", "reopen", "delete", "withdraw", "move", "merge"]
STEP = st.tuples(
    st.sampled_from(
        ["write", "write", "edit", "approve", "return", "reject", "reopen", "delete", "withdraw", "move", "merge"]
    ),
    st.integers(0, 3),  # which record
    st.integers(0, 9),
    st.sampled_from(DAYS),
    st.sampled_from(PICKS),
)


class Story:
    """One village, and the records that its people write and decide on."""

    def __init__(self, place: Village):
        self.place, self.officer = place, place.client("so")
        self.authors = [place.client("gv"), place.client("gv2")]
        self.made: list[tuple[Any, str]] = []
        self.merged = 0

    def step(self, do: str, which: int, number: int, day: str, pick: str | None) -> None:
        if do in ("move", "merge"):
            return self.move(which, number) if do == "move" else self.merge(number, day, pick)
        if do == "write" or not self.made:
            author = self.authors[number % 2]
            put = author.put(set=self.answers(number, day, pick), then="submit")
            author.do(put)
            self.made.append((author, put["id"]))
            return
        author, record = self.made[which % len(self.made)]
        author.cursor = None  # who works in other units now begins anew
        seen = self.officer.read(record)
        if "version" not in seen:
            return  # deleted
        base = {"record": record, "unit": author.unit, "base": seen["version"]}
        if do == "edit":
            author.do(author.mutation("put", set=self.answers(number, day, pick), **base))
        elif do in ("delete", "withdraw"):
            author.do(author.mutation(do, **base))
        else:
            text = {} if do == "approve" else {"text": "Xem lại"}
            self.officer.do(self.officer.mutation(do, **base, **text))

    def move(self, which: int, number: int) -> None:
        """A school goes to one of the two communes, its own or the other."""
        school = (self.place.school, self.place.other)[which % 2].id
        commune = self.communes()[number % 2]
        line = {"parent": commune, "reports_to": commune}
        self._send("PATCH", f"/api/units/{school}", line, self._version(school))

    def merge(self, number: int, day: str, pick: str | None) -> None:
        """A school opens, says something and is merged into another: what it said stays its own."""
        self.merged += 1
        made = {"kind": "school", "name": f"TH Số {self.merged}", "parent": self.communes()[number % 2]}
        school = self._send("POST", "/api/units", made).json["id"]
        with self.place.app.app_context(), read() as session:
            unit = session.get_one(Unit, school)
        name = f"moi{self.merged}"
        self.place.add(name, "teacher", unit)
        author = Client.sign_in(self.place.app, self.place.people[name], school)
        put = author.put(set=self.answers(number, day, pick), then="submit")
        author.do(put)
        self.made.append((author, put["id"]))
        heir = (self.place.school, self.place.other)[number % 2].id
        self._send("POST", f"/api/units/{school}/end", {"into": [heir]}, self._version(school))

    def communes(self) -> list[str]:
        return [unit["id"] for unit in self.officer.get("/api/units?kind=commune").json["units"]]

    def _version(self, unit: str) -> int:
        return self.officer.get(f"/api/units/{unit}").json["version"]

    def _send(self, method: str, path: str, body: dict[str, Any], version: int | None = None) -> Any:
        answer = self.officer.send(method, path, body, version)
        assert answer.status_code < 300, answer.text
        return answer

    def totals(self, unit: str) -> tuple[int, int]:
        """Of a unit: the sum of ``n`` over its records, and over those of the units below."""
        params = "register=probe_direct&period=2026-2027&status=submitted&status=approved&measure=n&by=unit"
        answer = self.officer.get(f"/api/figures?{params}&unit={unit}").json
        [found] = [one for one in answer["measures"] if one["key"] == "n"]
        return found["total"]["value"], sum(row["value"] for row in answer["rows"])

    def shown(self) -> list[dict[str, Any]]:
        """What the department sees of the province, in figures and on its overview."""
        params = "register=probe_direct&period=2026-2027&status=submitted&status=approved"
        found = [self.officer.get(f"/api/{page}?{params}").json for page in ("figures", "overview")]
        return [{name: value for name, value in one.items() if name != "as_of"} for one in found]

    def answers(self, number: int, day: str, pick: str | None) -> dict[str, Any]:
        return {"note": "Ghi chú", "n": number, "m": 10, "day": day, "pick": pick}


@pytest.fixture(scope="module")
def story(empty_file, tmp_path_factory):
    path = shutil.copy(empty_file, tmp_path_factory.mktemp("cells") / "lantoa.db")
    with open_app(f"sqlite:///{path}") as app:
        yield Story(Village(app))


@pytest.mark.slow
@settings(max_examples=min(12, settings().max_examples), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(STEP, min_size=3, max_size=10))
def test_every_cell_is_what_its_records_add_up_to(story, steps):
    for one in steps:
        story.step(*one)
        story.totals(story.place.province.id)
    story.made.clear()
    shown = story.shown()
    place_cache.forget()
    assert story.shown() == shown
    app = story.place.app
    with app.app_context(), read() as session:
        registers = app.extensions["registers"]
        periods = {period.key: period for period in session.scalars(select(Period))}
        found: Differences = {}
        for record in session.scalars(select(Record)):
            add(found, of(record, registers.get(f"{record.register}@{record.version}"), periods))
        stored = {CellKey(*(getattr(cell, name) for name in CellKey._fields)): cell.value for cell in _cells(session)}
        assert stored == {key: value for key, value in by_key(found).items() if value}
        assert compare(session, registers) == []
    for unit in (story.place.province.id, *story.communes()):
        whole, parts = story.totals(unit)
        assert whole == parts


def _cells(session):
    return session.scalars(select(Cell))


def test_a_stock_that_is_told_again_replaces_what_was_told(story):
    gv, so = story.authors[0], story.officer
    record = natural_id(gv.unit, "probe", "2026-H2")
    for n in (5, 7):
        seen = so.read(record)
        base = {"base": seen["version"]} if "version" in seen else {}
        found = {"form": "probe@2", "record": record, "period": "2026-H2", "set": {"n": n, "m": 9}, "then": "submit"}
        gv.do(gv.mutation("put", **found, **base))
        params = "/api/figures?register=probe&period=2026-H2&status=submitted"
        totals = {item["key"]: item["total"]["value"] for item in so.get(params).json["measures"]}
        assert (totals["n"], totals["m"], totals["count"]) == (n, 9, 1)
