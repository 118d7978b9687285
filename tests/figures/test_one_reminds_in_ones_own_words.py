"""A reminder can say something in the words of who gives it; what was given to whom stays to be read."""

import gzip
import json

import pytest

from server.platform.database import read
from server.privacy.naming import texts_naming
from tests.fixtures.days import day_in
from tests.village import Village

HALF = "2026-H2"
ADDRESS = f"/api/dues/probe/{HALF}"
WORDS = "Nộp trước họp thứ Sáu nhé, thiếu gì gọi cô Lan"


@pytest.fixture
def due(village: Village):
    assert village.client("so").post(ADDRESS, {"day": day_in(10)}).status_code == 204


def remind(village: Village, *units, name="so", **more):
    answer = village.client(name).post(f"{ADDRESS}/reminders", {"units": [unit.id for unit in units], **more})
    assert answer.status_code == 200, answer.text
    return answer.json["units"]


def test_the_words_reach_the_phone_and_cost_nothing_to_who_was_told_none(village: Village, due):
    leader, other = village.client("ht"), village.client("ht2")
    for phone in (leader, other):
        phone.sync()
    kept = other.cursor
    remind(village, village.school, text=WORDS)
    [one] = leader.sync()["reminders"]
    assert one["text"] == WORDS
    assert len(gzip.compress(json.dumps(one, ensure_ascii=False).encode())) < 300
    assert "reminders" not in other.sync()
    assert other.cursor == kept
    remind(village, village.school)
    [again] = leader.sync()["reminders"]
    assert "text" not in again


def test_who_reminded_whom_when_and_how_is_read_by_who_follows_it(village: Village, due):
    so = village.client("so")
    assert so.get(ADDRESS).json["reminders"] == []
    remind(village, village.school, village.other, text=WORDS)
    remind(village, village.school, name="xa")
    late, early = so.get(ADDRESS).json["reminders"]
    assert (late["by"], late["text"], late["n"], late["units"]) == ("xa", None, 1, [village.school.name])
    assert (early["by"], early["text"], early["n"]) == ("so", WORDS, 2)
    assert set(early["units"]) == {village.school.name, village.other.name}
    assert late["at"] > early["at"]
    # A school sees what it was told, and of nobody else.
    [_, own] = village.client("ht").get(ADDRESS).json["reminders"]
    assert (own["n"], own["units"]) == (1, [village.school.name])
    [other] = village.client("ht2").get(ADDRESS).json["reminders"]
    assert (other["text"], other["units"]) == (WORDS, [village.other.name])


def test_what_has_been_reported_since_is_no_reminder_that_was_given(village: Village, due):
    assert remind(village, village.school, text=WORDS) == [village.school.id]
    so = village.client("so")
    assert so.post(f"{ADDRESS}/reminders", {"units": []}).status_code == 400
    assert len(so.get(ADDRESS).json["reminders"]) == 1


@pytest.mark.parametrize("text", ["", "   ", "x" * 201, 3])
def test_words_are_some_and_few(village: Village, due, text):
    answer = village.client("so").post(f"{ADDRESS}/reminders", {"units": [village.school.id], "text": text})
    assert (answer.status_code, set(answer.json["fields"])) == (400, {"text"})


def test_words_that_name_somebody_are_found_for_an_erasure(village: Village, due):
    remind(village, village.school, text=WORDS)
    with village.app.app_context(), read() as session:
        assert [field for _, field in texts_naming(session, "cô Lan")] == ["text"]
