"""The registers of the movement, as a teacher in Điện Biên and a guest from abroad read them."""

import unicodedata
from pathlib import Path

import pytest

from sync.registers import Registers, catalog_entry, contributions, form_fields

REGISTERS = Registers([Path(__file__).parents[2] / "server/registers/definitions"])
ENTRIES = [catalog_entry(register) for register in REGISTERS]
MODEL, ACTIVITY = REGISTERS.latest("model"), REGISTERS.latest("activity")

NAMED = {
    "Trường mầm non an toàn giao thông",
    "Xây dựng trường mầm non lấy trẻ làm trung tâm",
    "Thư viện thân thiện",
    "Vườn rau em chăm",
    "Tình nguyện viên hỗ trợ ngôn ngữ, nấu ăn cho trẻ vùng khó",
}
MOVEMENTS = {
    "Đổi mới, sáng tạo trong quản lý, giảng dạy và học tập",
    "Học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh",
    "Trường học Xanh – Sạch – Đẹp – An toàn",
    "Cả nước thi đua đổi mới sáng tạo và chuyển đổi số",
    "Cả nước thi đua xây dựng xã hội học tập, đẩy mạnh học tập suốt đời 2023–2030",
}
COUNTED = {"traffic": 4, "centred": 3, "library": 3, "garden": 3, "volunteers": 5, "own": 0}


def pairs(value):
    """Every {vi, en} in an entry."""
    if isinstance(value, dict):
        if value.keys() == {"vi", "en"}:
            yield value
        else:
            for inner in value.values():
                yield from pairs(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from pairs(inner)


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["key"])
def test_each_text_is_there_in_both_languages_in_nfc(entry):
    found = [text for pair in pairs(entry) for text in pair.values()]
    assert len(found) > 8
    assert all(text == unicodedata.normalize("NFC", text).strip() and text for text in found)


def labels(register, field):
    return {choice.label["vi"] for choice in register.fields[field].choices}


def test_the_five_models_and_the_five_movements_have_their_official_names():
    assert labels(MODEL, "kind") == NAMED | {"Mô hình riêng của trường"}
    assert labels(MODEL, "movements") == MOVEMENTS


@pytest.mark.parametrize("name", ["kind", "movements"])
def test_an_activity_takes_these_from_its_model(name):
    assert ACTIVITY.fields[name].copy_from.field == "model"
    assert ACTIVITY.fields[name].choices == MODEL.fields[name].choices


@pytest.mark.parametrize("kind", COUNTED)
def test_each_kind_is_asked_for_what_it_counts_and_nothing_else(kind):
    before = form_fields(ACTIVITY, {})
    assert len(form_fields(ACTIVITY, {"kind": kind}) - before) == COUNTED[kind]


def test_attendances_and_people_are_never_confused():
    for name in ("students", "teachers", "parents"):
        assert ACTIVITY.fields[name].unit["vi"] == "lượt"
    assert MODEL.fields["people"].unit["vi"] == "người"
    assert not [field for field in ACTIVITY.fields.values() if field.unit and field.unit["vi"] == "người"]


def test_every_number_that_an_activity_asks_for_is_added_up():
    summed = {name for measure in ACTIVITY.measures for name in measure.fields}
    assert summed == {field.name for field in ACTIVITY.fields.values() if field.type in ("integer", "decimal")}


def test_attendances_are_the_sum_of_the_three():
    found = contributions(ACTIVITY, {"kind": "garden", "students": 24, "teachers": 2, "parents": 5})
    assert found["attendances", "", ""] == found["attendances", "kind", "garden"] == 31_000


def test_a_model_counts_its_sites_its_people_and_what_it_replicates():
    origin = "0193a000-0000-7000-8000-000000000001"
    data = {"kind": "library", "sites": ["a", "b"], "people": 120, "replicates": origin}
    found = contributions(MODEL, data)
    assert found["models", "replicates", origin] == 1000
    assert found["sites", "", ""] == 2000
    assert found["people", "kind", "library"] == 120_000
