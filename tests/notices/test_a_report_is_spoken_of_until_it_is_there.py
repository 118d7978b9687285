"""A report that is due soon, missed or reminded of: who fills it in hears of it, once, until the unit has reported."""

import pytest

from sync.protocol.ids import natural_id
from tests.fixtures.days import day_in
from tests.notices.inbox import heard, inbox, sent
from tests.village import Village

HALF = "2026-H2"
ADDRESS = f"/api/dues/probe/{HALF}"


def due(village: Village, days: int) -> None:
    assert village.client("so").post(ADDRESS, {"day": day_in(days)}).status_code == 204


def report(village: Village) -> None:
    record = natural_id(village.school.id, "probe", HALF)
    sent(village, "ht", form="probe@2", record=record, period=HALF, set={"note": "Đã báo cáo", "n": 1})


@pytest.mark.parametrize("days", [0, 7, -30])
def test_near_its_deadline_it_is_due(village: Village, days):
    due(village, days)
    [one] = inbox(village, "ht", "due")
    assert (one["register"], one["period"], one["due"]) == ("probe", HALF, day_in(days))
    assert (one["unit"], one["needs"]) == (village.school.id, True)
    assert [other["unit"] for other in inbox(village, "ht2", "due")] == [village.other.id]
    report(village)
    assert heard(village, "ht") == []
    assert heard(village, "ht2") == ["due"]


@pytest.mark.parametrize("days", [8, -31])
def test_far_from_it_nothing_is_said(village: Village, days):
    due(village, days)
    assert heard(village, "ht") == []


def test_officers_who_do_not_fill_it_in_hear_nothing(village: Village):
    due(village, 1)
    for name in ("xa", "so", "admin"):
        assert heard(village, name) == []


def test_a_reminder_takes_the_place_of_the_deadline_with_its_words(village: Village):
    due(village, 2)
    body = {"units": [village.school.id], "text": "Trường gửi giúp Sở trước thứ Sáu."}
    assert village.client("so").post(f"{ADDRESS}/reminders", body).json["units"] == [village.school.id]
    [one] = inbox(village, "ht")
    assert (one["kind"], one["by"], one["text"], one["due"]) == ("reminded", "so", body["text"], day_in(2))
    assert heard(village, "ht2") == ["due"]
    first = one["id"]
    assert village.client("so").post(f"{ADDRESS}/reminders", body).status_code == 200
    [again] = inbox(village, "ht")
    assert again["id"] != first
    report(village)
    assert heard(village, "ht") == []
