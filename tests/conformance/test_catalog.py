"""The catalog: what an account needs to work offline."""

import pytest

TYPES = {
    "text",
    "longtext",
    "integer",
    "decimal",
    "date",
    "time",
    "datetime",
    "barcode",
    "choice",
    "choices",
    "yesno",
    "photos",
    "place",
    "person",
    "persons",
    "ref",
    "rows",
}
LATER = {"photos", "time", "datetime", "barcode"}
"""Types that came after the first release, which a register with one says in ``needs``."""
EVERYONE = ["gv", "ht", "xa", "so", "admin"]


def catalog_of(phone):
    answer = phone.get("/api/catalog")
    assert answer.status_code == 200
    return answer.json()


def bilingual(label) -> bool:
    return bool(label["vi"]) and bool(label["en"])


@pytest.mark.parametrize("who", EVERYONE)
def test_the_hash_is_the_etag_and_what_sync_says(request, who):
    phone = request.getfixturevalue(who)
    answer = phone.get("/api/catalog")
    assert answer.headers["etag"].removeprefix("W/").strip('"') == answer.json()["hash"]
    assert phone.exchange()["catalog"] == answer.json()["hash"]


def test_a_known_catalog_is_not_sent_again(gv):
    etag = gv.get("/api/catalog").headers["etag"]
    again = gv.client.get("/api/catalog", headers=gv.headers | {"If-None-Match": etag})
    assert again.status_code == 304
    assert again.content == b""


def test_another_hash_is_answered_whole(gv):
    again = gv.client.get("/api/catalog", headers=gv.headers | {"If-None-Match": '"other"'})
    assert again.status_code == 200
    assert again.json()["hash"]


def test_the_hash_is_stable(gv):
    assert catalog_of(gv) == catalog_of(gv)


@pytest.mark.parametrize("who", EVERYONE)
def test_units(request, who):
    phone = request.getfixturevalue(who)
    units = {unit["id"]: unit for unit in catalog_of(phone)["units"]}
    assert {role["unit"] for role in phone.me["roles"]} <= set(units)
    for unit in units.values():
        assert unit["kind"] in {"province", "commune", "school", "site"}
        assert unit["name"]
        assert isinstance(unit["aliases"], list)
        assert {"parent", "code"} <= set(unit)


def test_a_teachers_school_and_its_sites(gv):
    units = catalog_of(gv)["units"]
    assert [unit["kind"] for unit in units if unit["id"] == gv.unit] == ["school"]
    assert all(unit["parent"] for unit in units if unit["kind"] == "site")


@pytest.mark.parametrize("who", EVERYONE)
def test_registers(request, who):
    for register in catalog_of(request.getfixturevalue(who))["registers"]:
        assert isinstance(register["version"], int)
        assert bilingual(register["title"])
        assert set(register["by"]) <= {"teacher", "leader", "commune", "department", "admin"}
        assert register["period"] in {"event", "semester", "school_year", "half_year", "year", "once"}
        assert isinstance(register["natural_key"], bool)
        assert set(register["review"]) <= {"leader", "commune", "department"}
        assert isinstance(register["rules"], list)


def test_fields(gv):
    for register in catalog_of(gv)["registers"]:
        fields = {field["name"]: field for field in register["fields"]}
        assert len(fields) == len(register["fields"])
        for field in fields.values():
            assert field["type"] in TYPES
            assert bilingual(field["label"])
            if field["type"] in ("choice", "choices"):
                assert all(bilingual(choice["label"]) and choice["value"] for choice in field["choices"])
            if field["type"] == "ref":
                assert isinstance(field["to"], str)
            if field.get("show_when"):
                assert field["show_when"]["field"] in fields
                assert "equals" in field["show_when"]
        if register.get("period_from"):
            assert fields[register["period_from"]]["type"] == "date"


def test_the_activity_register(forms):
    register = forms.register("activity")
    fields = {field["name"]: field for field in register["fields"]}
    assert register["review"] == ["leader", "department"]
    assert set(register["by"]) == {"teacher", "leader"}
    assert (register["period"], register["period_from"]) == ("event", "date")
    assert fields["title"]["length"] == [3, 200]
    assert fields["students"]["range"] == [0, 5000]
    assert fields["model"]["to"] == "model"
    assert fields["students"]["required"] is True


def test_the_test_register(forms):
    register = forms.register("probe")
    assert register["natural_key"]
    assert register["review"] == ["leader", "commune"]
    types = {field["name"]: field["type"] for field in register["fields"]}
    assert set(types.values()) >= TYPES - LATER


def test_periods(gv):
    periods = {period["key"]: period for period in catalog_of(gv)["periods"]}
    assert [periods[key]["closed"] for key in ("2024-2025", "2025-2026", "2026-2027")] == [True, False, False]
    for period in periods.values():
        assert period["starts"] <= period["ends"]
        assert period["kind"]
    assert periods["2026-2027"]["kind"] == "school_year"
