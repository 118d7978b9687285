"""The demo province shows what Điện Biên published for 2024-2025, because its parts add up to it."""

import csv
from statistics import mean

import pytest

from server.demo.accounts import PASSWORD
from server.demo.content import DATA
from server.demo.phones import PhoneUser
from server.demo.stamps import unit_id
from server.platform.config import ROOT
from sync.protocol.ids import natural_id
from tests.fixtures.applications import open_app

YEAR = "2024-2025"
HERE = {"Sec-Fetch-Site": "same-origin"}
RATES = {"families": "71.09", "clans": "67.87", "communities": "87.47", "units": "98.62"}
MEANS = {"families": "67.89", "clans": "64.27", "communities": "86.03", "units": "98.82"}
COLUMNS = {"families": "fam", "clans": "clan", "communities": "com", "units": "unit"}


@pytest.fixture
def desk(demo_url):
    with open_app(demo_url, DEMO=True, REGISTERS=[ROOT / "server" / "registers" / "definitions"]) as app:
        yield Desk(app)


class Desk:
    """The department's, asking for the figures of the year."""

    def __init__(self, app):
        self.app, self.http = app, app.test_client()
        who = self.http.post("/api/session", json={"username": "so.demo", "password": PASSWORD}, headers=HERE)
        self.account = who.json["account"]

    def get(self, path):
        answer = self.http.get(path, headers={"X-Account": self.account})
        assert answer.status_code == 200, answer.text
        return answer.json

    def post(self, path, **body):
        answer = self.http.post(path, json=body, headers=HERE | {"X-Account": self.account})
        assert answer.status_code < 300, answer.text
        return answer.json

    def totals(self, register, **more):
        query = "".join(f"&{name}={value}" for name, value in more.items())
        answer = self.get(f"/api/figures?register={register}&period={YEAR}{query}")
        return {item["key"]: item["total"] for item in answer["measures"]}

    def rows(self, register, measure, by):
        answer = self.get(f"/api/figures?register={register}&period={YEAR}&measure={measure}&by={by}")
        return {row["key"]: row for row in answer["rows"]}

    def values(self, register, measure, by):
        return {key: row["value"] for key, row in self.rows(register, measure, by).items()}


def percent(figure):
    return f"{100 * figure['n'] / figure['d']:.2f}"


def test_projects_and_prizes(desk: Desk):
    totals = desk.totals("competition_project")
    assert (totals["projects"]["value"], totals["prizes"]["value"]) == (95, 56)
    by_prize = desk.values("competition_project", "prizes", "prize")
    assert by_prize == {"first": 5, "second": 12, "third": 22, "fourth": 17}
    where = f"register=competition_project&period={YEAR}&measure=national"
    named = [record["data"]["nation_name"] for record in desk.get(f"/api/records?{where}")["records"]]
    assert len(named) == totals["national"]["value"] == 2
    assert all(named)


def test_commendations(desk: Desk):
    for by, kinds in {
        "authority": {"minister": (7, 29), "chair": (1, 5), "director": (15, 50)},
        "occasion": {"year": (7, 29), "festival": (1, 5), "conference": (15, 50)},
    }.items():
        both = [desk.values("award", measure, by) for measure in ("collectives", "individuals")]
        assert {key: (both[0][key], both[1][key]) for key in kinds} == kinds
    festival = desk.get(f"/api/records?register=award&period={YEAR}&where=occasion:festival")["records"]
    assert desk.get(f"/api/records/{festival[0]['data']['event']}")["status"] == "approved"


def test_learning_families_clans_communities_and_units(desk: Desk):
    totals = desk.totals("learning_registration")
    found = {name: (totals[name]["n"], totals[name]["d"]) for name in RATES}
    assert found == {
        "families": (104147, 146500),
        "clans": (712, 1049),
        "communities": (1270, 1452),
        "units": (717, 727),
    }
    assert {name: percent(totals[name]) for name in RATES} == RATES


def test_a_rate_of_the_province_is_never_the_mean_of_its_communes(desk: Desk):
    for name, wrong in MEANS.items():
        rows = desk.rows("learning_registration", name, "unit").values()
        assert len(rows) == 45
        assert f"{100 * mean(row['value'] for row in rows):.2f}" == wrong
        assert percent(desk.totals("learning_registration")[name]) == RATES[name] != wrong


def test_digital_indicators_are_shares_of_the_units_that_they_concern(desk: Desk):
    totals = desk.totals("digital_indicator")
    found = {name: (totals[f"{name}_rate"]["n"], totals[f"{name}_rate"]["d"]) for name in INDICATORS}
    assert found == INDICATORS
    by_level = desk.rows("digital_indicator", "management_rate", "unit_level")
    assert {key: row["d"] for key, row in by_level.items()} == {"TH": 140, "THCS": 123, "THPT": 33, "GDTX": 10}


INDICATORS = {"management": (306, 306), "data": (306, 306), "transcripts": (140, 140), "cashless": (485, 485)}


def test_courses_festival_standards_examples_and_the_size_of_the_sector(desk: Desk):
    training = desk.totals("training")
    assert training["courses"]["value"] == 3
    assert (training["managers_rate"]["n"], training["managers_rate"]["d"]) == (1190, 1190)
    assert (training["core_rate"]["n"], training["core_rate"]["d"]) == (970, 970)
    festival = desk.totals("event")
    assert (festival["events"]["value"], festival["parts"]["value"]) == (1, 3)
    for field, level in {"illiteracy": "level2", "primary": "level3", "secondary": "level3"}.items():
        assert desk.values("standard", "province", field) == {level: 1}
        assert sum(desk.values("standard", "communes", field).values()) == 45
    by_kind = desk.values("typical_example", "examples", "kind")
    assert by_kind == {"collective": 2, "individual": 12, "good_deed": 1}
    sector = desk.totals("school_profile")
    assert sector["staff"]["value"] > 16_100
    assert sector["classes"]["value"] == 7_341
    assert sector["pupils"]["value"] > 207_000
    assert sum(desk.values("school_profile", "ethnic", "ethnic.group").values()) == sector["pupils"]["value"]
    centres = desk.totals("centre_capacity")
    assert (centres["centres"]["value"], centres["colleges"]["value"]) == (20, 1)


def test_one_family_more_in_one_commune_is_seen_in_the_very_next_answer(desk: Desk):
    with (DATA / "communes.csv").open(encoding="utf-8", newline="") as file:
        row = next(csv.DictReader(file))
    unit = unit_id(row["code"])
    record = natural_id(unit, "learning_registration", "2025-H2")
    before = desk.rows("learning_registration", "families", "unit")[unit]
    officer, commune = PhoneUser(desk.app, "so.demo"), PhoneUser(desk.app, f"xa{row['code']}.demo")
    for user in (officer, commune):
        user.sync()

    snapshots = desk.get("/api/snapshots")["snapshots"]
    (signed,) = [one for one in snapshots if (one["period"], one["unit"]) == (YEAR, unit_id("11"))]
    assert desk.get(f"/api/snapshots/{signed['id']}/differences")["differences"] == []
    closed = {"register": "learning_registration", "period": "2025-H2", "unit": unit_id("11")}
    assert any(closed.items() <= one.items() for one in desk.get("/api/closings")["closings"])
    desk.post("/api/closings/open", reason="Xã đếm lại", **closed)

    seen = desk.get(f"/api/records/{record}")
    officer.act(officer.clock.moment, "reopen", record, unit=unit, base=seen["version"], text="Đếm lại")
    officer.sync()
    commune.sync()
    commune.edit(commune.clock.moment, record, {"families_registered": int(row["fam_n"]) + 1})
    commune.sync()
    seen = desk.get(f"/api/records/{record}")
    assert seen["status"] == "submitted"
    assert desk.totals("learning_registration")["families_registered"]["value"] == 104147 - int(row["fam_n"])
    officer.act(officer.clock.moment, "approve", record, unit=unit, base=seen["version"])
    officer.sync()

    totals = desk.totals("learning_registration")
    assert totals["families_registered"]["value"] == totals["families"]["n"] == 104148
    assert totals["families"]["value"] == 104148 / 146500
    now = desk.rows("learning_registration", "families", "unit")[unit]
    assert (now["n"], now["d"]) == (before["n"] + 1, before["d"])
    assert now["value"] == now["n"] / now["d"]
    assert desk.rows("learning_registration", "families_registered", "unit")[unit]["value"] == int(row["fam_n"]) + 1

    found = desk.get(f"/api/snapshots/{signed['id']}/differences")["differences"]
    sides = {(one["measure"], one["key"]): (one["frozen"], one["live"]) for one in found if one["by"] in ("", "unit")}
    assert sides["families_registered", ""] == ({"value": 104147}, {"value": 104148})
    assert {key for _, key in sides} == {"", unit}


def test_the_first_semester_was_signed_before_the_last_of_it_was_mended(desk: Desk):
    (signed,) = [one for one in desk.get("/api/snapshots")["snapshots"] if one["period"] == "2025-2026-HK1"]
    found = desk.get(f"/api/snapshots/{signed['id']}/differences")["differences"]
    assert {one["register"] for one in found} == {"activity"}
    assert any(not one["by"] and one["frozen"] != one["live"] for one in found)
