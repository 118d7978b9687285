"""Names identify people and units: by tone marks and letters, never by spaces or letters that look alike."""

import unicodedata

import pytest
from sqlalchemy import select

from server.models.org import Person, Unit
from server.org.people import add_person, give_role
from server.platform.database import read, write
from tests.imports.test_import_changes_all_or_nothing import apply, faults, shown
from tests.imports.workbooks import workbook

pytestmark = pytest.mark.slow

LAN = "Đào Thị Lan"


def teacher(name: str, username: str = "") -> tuple:
    return (username, name, "giáo viên", "T1", "", "")


def employ(village, name: str, username: str) -> None:
    with village.app.app_context(), write() as session:
        person = add_person(session, username=username, name=name)
        session.flush()
        give_role(session, person, session.get_one(Unit, village.school.id), "teacher")


def done(preview: dict) -> list[tuple]:
    return [(change["do"], change["title"], change.get("now")) for change in preview["changes"]]


@pytest.mark.parametrize("other", ["Đào Thị Lân", "Đào Thị Làn", "Đào Thị Lán"])
def test_a_tone_mark_or_a_letter_makes_another_person(coded, other):
    employ(coded, LAN, "lan")
    preview = shown(coded.client("admin"), workbook(people=[teacher(other)]))
    assert done(preview) == [("person.create", other, "daothilan")]
    assert preview["faults"] == []


def test_people_of_one_workbook_whose_names_differ_by_a_mark_are_two(coded):
    preview = shown(coded.client("admin"), workbook(people=[teacher(LAN), teacher("Đào Thị Lân")]))
    assert [now for _, _, now in done(preview)] == ["daothilan", "daothilan2"]


@pytest.mark.parametrize(
    "same",
    [
        "Đào  Thị Lan",
        " Đào Thị\u00a0Lan ",
        "\u00d0ào Thị Lan",  # eth
        "\u0189ào Thị Lan",  # African D
        "Đào Thị L\u0430n",  # a Cyrillic a
        "Đào \u0422hị Lan",  # a Cyrillic T
        "ĐÀO THỊ LAN",
        unicodedata.normalize("NFD", LAN),
    ],
)
def test_spaces_case_and_look_alike_letters_make_nobody_new(coded, same):
    employ(coded, LAN, "lan")
    preview = shown(coded.client("admin"), workbook(people=[teacher(same)]))
    assert (preview["changes"], preview["faults"]) == ([], [])


def test_a_tone_mark_is_the_same_on_either_vowel(coded):
    employ(coded, "Lò Thị Hòa", "hoa")
    assert shown(coded.client("admin"), workbook(people=[teacher("Lò Thị Hoà")]))["changes"] == []


def test_a_name_is_kept_with_single_spaces_and_the_letter_that_was_meant(coded):
    admin = coded.client("admin")
    preview = shown(admin, workbook(people=[teacher("\u00d0ào\u00a0 Thị   Lan")]))
    assert apply(admin, preview["id"]).json["applied"]
    with coded.app.app_context(), read() as session:
        assert session.scalars(select(Person.name).where(Person.username == "daothilan")).one() == LAN


def test_two_namesakes_without_usernames_are_asked_about(coded):
    preview = shown(coded.client("admin"), workbook(people=[teacher(LAN), teacher("Đào  Thị Lan")]))
    assert faults(preview) == [("Người", 3)]
    assert "daothilan2" in preview["faults"][0]["vi"]
    half = shown(coded.client("admin"), workbook(people=[teacher(LAN, "lan.1"), teacher(LAN)]))
    assert faults(half) == [("Người", 3)]


def test_two_namesakes_come_in_by_their_usernames_and_stay_two(coded):
    admin, both = coded.client("admin"), workbook(people=[teacher(LAN, "lan.1"), teacher(LAN, "lan.2")])
    preview = shown(admin, both)
    assert [now for _, _, now in done(preview)] == ["lan.1", "lan.2"]
    assert apply(admin, preview["id"]).json["applied"]
    assert shown(admin, both)["changes"] == []
    [fault] = shown(admin, workbook(people=[teacher(LAN)]))["faults"]
    assert "lan.1, lan.2" in fault["vi"]


def test_a_name_written_without_diacritics_is_asked_about(coded):
    employ(coded, LAN, "lan")
    [fault] = shown(coded.client("admin"), workbook(people=[teacher("Dao Thi Lan")]))["faults"]
    assert LAN in fault["vi"]
    assert "lan" in fault["vi"]
    known = shown(coded.client("admin"), workbook(people=[teacher("Dao Thi Lan", "dao.lan")]))
    assert done(known) == [("person.create", "Dao Thi Lan", "dao.lan")]


def test_a_unit_of_another_tone_is_another_unit(coded):
    preview = shown(coded.client("admin"), workbook([("T9", "TH Sín Thâu", "trường", "", "X")]))
    assert done(preview) == [("unit.create", "TH Sín Thâu", None)]


@pytest.mark.parametrize("same", ["TH  Sín Thầu", "TH Sín\u00a0Thầu", "T\u041d Sín Thầu"])
def test_a_unit_of_the_same_name_is_asked_about(coded, same):
    preview = shown(coded.client("admin"), workbook([("T9", same, "trường", "", "X")]))
    assert faults(preview) == [("Đơn vị", 2)]
