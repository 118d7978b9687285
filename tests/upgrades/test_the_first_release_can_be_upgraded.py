"""A database of the first release, brought up to date: nothing of it is lost or changed, and work goes on."""

import pytest

from tests.upgrades.first_release import TAG, json_of
from tests.upgrades.kept import lost
from tests.village import Client, code

YEAR = "2026-2027"

# They ask for photos, too.
NEWER = (
    "criteria_score",
    "competition_project",
    "award",
    "event",
    "activity",
    "initiative",
    "green_school",
    "typical_example",
    "model",
)
# A school of that world was merged within the year: its successor is to report now, and it is counted no more.
MENDED = {
    f"/api/figures?register=criteria_score&period={YEAR}": [
        "/measures/reported/total/value: 0.25, was 0.2",
        "/measures/reported/total/d: 4, was 5",
    ],
    f"/api/figures?register=green_school&period={YEAR}": [
        "/measures/rate/total/value: 0.3333333333333333, was 0.25",
        "/measures/rate/total/d: 3, was 4",
    ],
    "/api/registers": [f"/registers/{key}/version: 2, was 1" for key in NEWER],
}


def unordered(answer):
    """People and units are listed by the order of the Vietnamese alphabet now, so theirs then says nothing."""
    for name in ("people", "units"):
        if isinstance(answer, dict) and isinstance(answer.get(name), list):
            answer = answer | {name: sorted(answer[name], key=lambda one: one["id"])}
    return answer


@pytest.fixture
def person(upgraded):
    """``person("gv")``: their client, in the school ``gv`` teaches in unless another unit is given."""
    school = json_of("phone")["unit"]
    return lambda name, unit=school: Client.sign_in(upgraded, f"{name}.{TAG}", unit)


def check(app) -> str:
    return app.test_cli_runner().invoke(args=["check"]).stdout


def test_records_cells_and_the_audits_chain_are_what_the_log_makes_of_them(upgraded):
    assert check(upgraded) == "0 differences\n"


@pytest.mark.slow
def test_what_was_answered_then_is_answered_now_but_for_what_was_mended(person):
    saved = json_of("answers")["answers"]
    people = {name: person(name) for name in dict.fromkeys(one["by"] for one in saved)}
    found = {
        one["path"]: lost(*map(unordered, (one["answer"], people[one["by"]].get(one["path"]).json))) for one in saved
    }
    assert {path: changed for path, changed in found.items() if changed} == MENDED


@pytest.mark.parametrize(
    ("then", "now"),
    [
        ({"n": 1}, {"n": 2}),
        ({"n": 1}, {}),
        ([1, 2], [1, 2, 3]),
        ([{"key": "a", "n": 1}, {"key": "b", "n": 2}], [{"key": "a", "n": 1}]),
        ([{"key": "a", "n": 1}, {"key": "b", "n": 2}], [{"key": "b", "n": 2}, {"key": "a", "n": 1}]),
        ([{"key": "a", "n": 1}], [{"key": "a", "n": None}]),
    ],
)
def test_an_answer_that_has_changed_does_not_pass(then, now):
    assert lost(then, now)


def test_an_answer_that_has_grown_passes():
    then = {"rows": [{"key": "b", "n": 2}]}
    assert lost(then, {"rows": [{"key": "a"}, {"key": "b", "n": 2, "m": 3}], "new": 1}) == []


def test_phones_are_offered_what_they_were(person):
    saved, catalog = json_of("answers")["catalog"], person("gv").get("/api/catalog").json
    registers = {one["key"]: one["version"] for one in catalog["registers"]}
    for form in saved["registers"]:
        key, version = form.split("@")
        assert registers[key] >= int(version)
    assert {unit["id"] for unit in catalog["units"]} >= set(saved["units"])
    assert {period["key"] for period in catalog["periods"]} >= set(saved["periods"])


def test_a_finished_file_is_still_there(person):
    officer = person("so")
    [done] = [one for one in officer.get("/api/exports").json["exports"] if one["state"] == "done"]
    assert officer.get(f"/api/exports/{done['id']}/file").data.startswith("\ufeff".encode())


def test_a_record_goes_its_way_to_the_figures(person, upgraded):
    teacher, leader, officer = person("gv"), person("ht"), person("so")

    def students() -> int:
        measures = officer.get(f"/api/figures?register=activity&period={YEAR}").json["measures"]
        return next(one["total"]["value"] for one in measures if one["key"] == "students")

    before = students()
    models = officer.get(f"/api/records?register=model&status=approved&unit={teacher.unit}").json["records"]
    values = {"model": models[0]["id"], "date": "2026-11-27", "title": "Bón phân cho rau", "students": 23}
    put = teacher.mutation("put", form="activity@1", set=values, then="submit")
    assert code(teacher.do(put)) is None
    for who, verb in ((leader, "verify"), (officer, "approve")):
        seen = who.read(put["id"])
        assert code(who.do(who.mutation(verb, record=put["id"], base=seen["version"]))) is None
    assert students() == before + 23
    assert check(upgraded) == "0 differences\n"


def test_what_was_closed_stays_closed(person):
    leader, year = person("ht"), "2025-2026"
    found = leader.get(f"/api/records?register=digital_indicator&period={year}").json["records"]
    edit = leader.mutation("put", record=found[0]["id"], base=found[0]["version"], set={"platform": "SMAS"})
    assert code(leader.do(edit)) == "locked"
