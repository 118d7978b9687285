"""A school that wants to replicate a model finds it by name, school or commune, and learns no more than it needs."""

import pytest

from tests.fixtures.applications import open_app
from tests.village import Client, Village


@pytest.fixture(scope="module")
def leader(demo_file):
    with open_app(f"sqlite:///{demo_file}", DEMO=True) as app:
        yield Client.sign_in(app, "ht.demo", "", "demo-thi-dua")


def found(client, query):
    answer = client.get(f"/api/references?{query}")
    assert answer.status_code == 200, answer.text
    return answer.json["records"]


def test_models_of_other_schools_are_found_without_diacritics(leader):
    (one,) = found(leader, "register=model&q=vuon rau ma thi ho")
    assert one["title"] == "Vườn rau em chăm Ma Thì Hồ"
    assert one["data"]["kind"] == "garden"
    assert set(one["data"]) <= {"kind", "movements"}, "no person, no number"
    assert found(leader, f"register=model&id={one['id']}") == [one]
    of_commune = found(leader, "register=model&q=xa dung&limit=9")
    assert {one["place"] for one in of_commune} == {"Xã Xa Dung"}
    assert len(found(leader, "register=model&limit=3")) == 3


def test_what_no_field_may_name_across_is_seen_by_those_alone_who_see_it(leader):
    assert {one["unit"] for one in found(leader, "register=activity&limit=50")} == {
        one["unit"] for one in leader.get("/api/records?register=activity&limit=50").json["records"]
    }


def test_the_administrator_finds_nothing_and_hand_typed_words_are_refused(village: Village):
    assert found(village.client("admin"), "register=model") == []
    so = village.client("so")
    for query, fields in (
        ("", {"register"}),
        ("register=x", {"register"}),
        ("register=model&limit=0", {"limit"}),
        ("register=model&q=a b c d e f g h i j k l m n o p q r s t u", {"q"}),
        ("register=model&id=x&more=1", {"id", "more"}),
    ):
        answer = so.get(f"/api/references?{query}")
        assert (answer.status_code, set(answer.json["fields"])) == (400, fields), query
