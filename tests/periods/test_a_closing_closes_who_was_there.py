"""A closing closes for the units that reported to its unit when it was made, not for those that came later; who leaves
takes it along. Phones, deadlines, previews and the log all say the same."""

import os

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from server.models.periods import Closing, Due
from server.platform.clock import today
from server.platform.database import write
from tests.fixtures.days import day_in
from tests.village import code

KEY, YEAR = "probe_direct", "2026-2027"
EXAMPLES = 400 if os.environ.get("LANTOA_PROVE") == "1" else 10
ACTS = st.lists(
    st.tuples(
        st.sampled_from(["move", "move", "close", "close", "open", "make"]), st.integers(0, 9), st.integers(0, 9)
    ),
    min_size=2,
    max_size=7,
)


class Place:
    """Schools of two communes, and a model of what is closed for each: the units by whose closing it is."""

    def __init__(self, village):
        self.village, self.so = village, village.client("so")
        self.phones = {village.school.id: village.client("gv"), village.other.id: village.client("gv2")}
        self.communes = [village.commune.id, village.other.parent]
        self.lies: dict[str, str] = {}  # school → commune
        self.held: dict[str, set[str]] = {}  # unit → the units whose closings hold for it

    def begin(self):
        """The two schools in the first commune, and nothing closed."""
        with self.village.app.app_context(), write() as session:
            session.query(Closing).delete()
            session.merge(Due(register=KEY, period=YEAR, day=today(), by=self.village.accounts["so"]))
        self.lies = dict.fromkeys(self.phones, self.communes[0])
        for school in self.phones:
            assert self.send_to(school, self.communes[0])
        self.held = {unit: set() for unit in (self.village.province.id, *self.communes, *self.phones)}

    def above(self, unit):
        return {unit, self.lies.get(unit), self.village.province.id} - {None}

    def act(self, what, one, other):
        schools, units = list(self.lies), [self.village.province.id, *self.communes, *self.lies]
        if what in ("move", "early"):
            self.move(schools[one % len(schools)], self.communes[other % 2], what == "early")
        elif what == "make":
            self.make(self.communes[other % 2])
        else:
            getattr(self, what)(units[one % len(units)])

    def send_to(self, school, commune, early=False):
        version = self.so.get(f"/api/units/{school}").json["version"]
        body = {"parent": commune, "reports_to": commune, "on": day_in(-1) if early else None}
        return self.so.send("PATCH", f"/api/units/{school}", body, version).status_code == 200

    def move(self, school, commune, early=False):
        """``early``: from yesterday on, which is refused if something was closed since."""
        if not self.send_to(school, commune, early):
            assert early
            return
        self.lies[school] = commune
        self.held[school] = {one if one in self.above(school) else school for one in self.held[school]}

    def make(self, commune):
        made = self.so.post("/api/units", {"kind": "school", "name": "Trường mới", "level": "TH", "parent": commune})
        self.lies[made.json["id"]], self.held[made.json["id"]] = commune, set()

    def close(self, unit):
        body = {"title": "Chốt", "unit": unit, "period": YEAR, "registers": [KEY], "close": True}
        assert self.so.post("/api/snapshots", body).status_code == 201
        again = unit in self.held[unit]
        for met in [one for one in self.held if unit in self.above(one)]:
            if not again:
                self.held[met].add(unit)
            elif not self.held[met]:
                self.held[met].add(met)  # it came after the first closing: it has a closing of its own now

    def open(self, unit):
        body = {"register": KEY, "period": YEAR, "unit": unit, "reason": "Nộp bổ sung"}
        assert self.so.post("/api/closings/open", body).status_code == (204 if unit in self.held[unit] else 404)
        for held in self.held.values():
            held.discard(unit)

    def told(self):
        """Unit → whether the year is closed there, by the preview; where it has people by phone and log too."""
        said = {}
        for unit in self.held:
            [entry] = self.so.get(f"/api/closings/preview?unit={unit}&period={YEAR}&register={KEY}").json["periods"]
            said[unit] = {entry["closed"]}
        for unit, phone in self.phones.items():
            catalog = phone.get("/api/catalog").json
            said[unit].add(YEAR in catalog.get("closed", {}).get(unit, {}).get(KEY, []))
            said[unit].add(not any(one["register"] == KEY and one["unit"] == unit for one in catalog.get("dues", [])))
            said[unit].add(code(phone.do(phone.put())) == "locked")
        return said

    def closed(self):
        """What ``told`` is to be: all below a unit is closed where the unit is."""
        below = {unit: [one for one in self.held if unit in self.above(one)] for unit in self.held}
        return {unit: {all(self.held[one] for one in below[unit])} for unit in self.held}


@pytest.fixture
def place(village):
    return Place(village)


@pytest.mark.prove
@pytest.mark.slow
def test_whatever_moves_before_and_after(place):
    @settings(max_examples=EXAMPLES, suppress_health_check=[HealthCheck.too_slow])
    @given(ACTS)
    def history(acts):
        place.begin()
        for one in acts:
            place.act(*one)
        assert place.told() == place.closed()

    history()


@pytest.mark.lengthy
def test_who_comes_later_is_not_closed(place):
    place.begin()
    school, other = place.phones
    place.move(other, place.communes[1])
    place.close(place.communes[1])
    place.move(school, place.communes[1])
    place.make(place.communes[1])
    assert place.told() == place.closed()
    assert place.told()[school] == {False}
    place.close(place.communes[1])
    assert place.told()[school] == {True}
    assert [one["unit"] for one in place.so.get("/api/closings").json["closings"]].count(school) == 1
