"""Until when, who has not answered, by name; late is marked, nothing to report is an answer, and people are told."""

from datetime import date, timedelta

import pytest

from server.org.people import add_unit
from server.platform.clock import today
from server.platform.database import write
from tests.village import Village, code

HALF = "2026-H2"
ADDRESS = f"/api/dues/probe/{HALF}"


def due(village, day: date | None):
    answer = village.client("so").post(ADDRESS, {"day": day and day.isoformat()})
    assert answer.status_code == 204, answer.text


def report(client, **more):
    from sync.protocol.ids import natural_id

    record = natural_id(client.unit, "probe", HALF)
    members = {"form": "probe@2", "record": record, "period": HALF, "set": {"note": "Đã có", "n": 3}} | more
    return client.do(client.mutation("put", then="submit", **members))


def nothing(client, register="probe", period=HALF):
    members = {"title": "Biểu thử · 2026-H2", "about": register, "of": period}
    return client.do(client.mutation("put", form="nil_answer@1", period="once", set=members, then="submit"))


def names(rows):
    return [row["name"] for row in rows]


def test_missing_units_are_named_until_they_answer(village: Village):
    officer = village.client("so")
    assert names(officer.get(ADDRESS).json["missing"]) == ["TH Sín Thầu", "TH Tủa Thàng"]
    assert code(report(village.client("gv"))) is None
    found = officer.get(ADDRESS).json
    assert names(found["missing"]) == ["TH Tủa Thàng"]
    assert names(found["answers"]) == ["TH Sín Thầu"]
    assert [one["late"] for one in found["answers"]] == [False]
    assert code(nothing(village.client("ht2"))) is None
    found = officer.get(ADDRESS).json
    assert found["missing"] == []
    assert [one["nothing"] for one in found["answers"]] == [False, True]


def test_they_come_by_the_unit_above_and_then_by_name(village: Village):
    with village.app.app_context(), write() as session:
        for name, above in (("TH Ú", village.commune), ("TH Êa", village.commune), ("TH Ao", village.commune)):
            add_unit(session, kind="school", name=name, parent=above)
    found = village.client("so").get(ADDRESS).json["missing"]
    assert [(one["name"], one["place"]) for one in found] == [
        ("TH Ao", "Sín Thầu"),
        ("TH Êa", "Sín Thầu"),
        ("TH Sín Thầu", "Sín Thầu"),
        ("TH Ú", "Sín Thầu"),
        ("TH Tủa Thàng", "Tủa Thàng"),
    ]


def test_nothing_in_one_register_says_nothing_of_another(village: Village):
    assert code(nothing(village.client("ht"), register="probe_direct", period="2026-2027")) is None
    officer = village.client("so")
    assert names(officer.get(ADDRESS).json["missing"]) == ["TH Sín Thầu", "TH Tủa Thàng"]
    assert names(officer.get("/api/dues/probe_direct/2026-2027").json["missing"]) == ["TH Tủa Thàng"]


def test_what_came_after_the_day_is_late(village: Village):
    due(village, today() - timedelta(days=1))
    report(village.client("gv"))
    officer = village.client("so")
    assert [one["late"] for one in officer.get(ADDRESS).json["answers"]] == [True]
    [found] = [one for one in officer.get("/api/dues").json["dues"] if one["register"] == "probe"]
    assert (found["units"], found["answered"], found["late"], found["nothing"]) == (2, 1, 1, 0)
    due(village, today())
    assert [one["late"] for one in officer.get(ADDRESS).json["answers"]] == [False]


def test_people_are_told_at_their_next_synchronisation(village: Village):
    leader = village.client("ht")
    before = leader.get("/api/catalog").json
    assert not [one for one in before.get("dues", []) if one["register"] == "probe"]
    day = today() + timedelta(days=10)
    due(village, day)
    after = leader.get("/api/catalog").json
    assert after["hash"] != before["hash"]
    found = {"register": "probe", "period": HALF, "unit": leader.unit, "due": day.isoformat()}
    assert found in after["dues"]


def test_only_those_above_see_names_set_days_and_remind(village: Village):
    leader, teacher, commune = (village.client(name) for name in ("ht", "gv", "xa"))
    assert teacher.get(ADDRESS).status_code == 403
    assert leader.get(f"{ADDRESS}?unit={village.province.id}").status_code == 403
    assert names(leader.get(ADDRESS).json["missing"]) == ["TH Sín Thầu"]
    assert names(commune.get(ADDRESS).json["missing"]) == ["TH Sín Thầu"]
    assert commune.post(ADDRESS, {"day": "2027-01-15"}).status_code == 403
    assert leader.post(f"{ADDRESS}/reminders", {"units": [village.school.id]}).status_code == 403
    assert commune.post(f"{ADDRESS}/reminders", {"units": [village.other.id]}).status_code == 403
    assert commune.post(f"{ADDRESS}/reminders", {"units": [village.school.id]}).status_code == 200


@pytest.mark.parametrize("day", ["0202-13-40", 5, "mai"])
def test_a_day_that_is_none_is_refused(village: Village, day):
    assert village.client("so").post(ADDRESS, {"day": day}).status_code == 400


def test_a_period_that_is_not_the_registers_is_not_there(village: Village):
    officer = village.client("so")
    assert officer.get("/api/dues/probe/2026-2027").status_code == 404
    assert officer.get("/api/dues/khong-co/2026-H2").status_code == 404
    assert officer.get("/api/dues?period=0202").status_code == 400
