"""A leader sees who of the school still has something to send, as old as the phone's own word."""

from tests.village import Village


def test_a_phones_own_word_reaches_the_leader(village: Village):
    gv, ht = village.client("gv"), village.client("ht")
    gv.sync(queue={"mutations": 3, "photos": 1, "oldest": "2026-11-19T07:12:00+07:00", "free_mb": 412}, app="1.0")
    people = {person["account"]: person for person in ht.get("/api/devices").json["people"]}
    told = people[gv.account]
    assert (told["mutations"], told["photos"], told["free_mb"]) == (3, 1, 412)
    assert told["oldest"] == "2026-11-19T07:12:00+07:00"
    assert told["told_at"] <= told["last_sync"]
    assert told["devices"][0]["app"] == "1.0"
    assert ht.account in people
    assert len(people) == 3


def test_an_apps_version_is_noted_whenever_it_is_another(village: Village):
    """A phone says it once, be it a moment after another request."""
    gv, ht = village.client("gv"), village.client("ht")
    for members in ({"app": "1.0"}, {}, {"app": "1.1"}, {}):
        gv.sync(**members)
    people = {person["account"]: person for person in ht.get("/api/devices").json["people"]}
    assert people[gv.account]["devices"][0]["app"] == "1.1"


def test_a_phone_that_never_spoke_is_named_too(village: Village):
    ht = village.client("ht")
    silent = [person for person in ht.get("/api/devices").json["people"] if person["last_sync"] is None]
    assert len(silent) == 2


def test_those_above_see_all_units_below_a_page_at_a_time(village: Village):
    so, xa, gv = village.client("so"), village.client("xa"), village.client("gv")
    gv.sync(queue={"mutations": 2, "photos": 0})
    found, cursor = [], ""
    while cursor is not None:
        path = f"/api/devices?unit={village.province.id}&below=true&limit=2"
        page = so.get(f"{path}&cursor={cursor}" if cursor else path).json
        found, cursor = [*found, *page["people"]], page["next"]
        assert len(page["people"]) <= 2
    assert sorted(one["name"] for one in found) == ["gv", "gv2", "gvb", "ht", "ht2", "so", "xa"]
    units = {one["name"]: [unit["name"] for unit in one["units"]] for one in found}
    assert (units["gv2"], units["xa"]) == (["TH Tủa Thàng"], ["Sín Thầu"])
    near = xa.get(f"/api/devices?unit={village.commune.id}&below=true").json["people"]
    assert {one["name"] for one in near} == {"gv", "gvb", "ht", "xa"}
    held = so.get(f"/api/devices?unit={village.province.id}&below=true&unsent=true").json["people"]
    assert [one["account"] for one in held] == [gv.account]
    assert xa.get(f"/api/devices?unit={village.province.id}&below=true").status_code == 403
    assert so.get(f"/api/devices?unit={village.province.id}&below=no").json["fields"] == {"below": {"rule": "choices"}}


def test_it_is_for_the_leader_and_those_above_alone(village: Village):
    path = f"/api/devices?unit={village.school.id}"
    answers = {name: village.client(name).get(path).status_code for name in village.people}
    assert answers == {"so": 200, "xa": 200, "ht": 200, "gv": 403, "gvb": 403, "gv2": 403, "ht2": 403, "admin": 403}
