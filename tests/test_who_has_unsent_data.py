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


def test_a_phone_that_never_spoke_is_named_too(village: Village):
    ht = village.client("ht")
    silent = [person for person in ht.get("/api/devices").json["people"] if person["last_sync"] is None]
    assert len(silent) == 2


def test_it_is_for_the_leader_and_those_above_alone(village: Village):
    path = f"/api/devices?unit={village.school.id}"
    answers = {name: village.client(name).get(path).status_code for name in village.people}
    assert answers == {"so": 200, "xa": 200, "ht": 200, "gv": 403, "gvb": 403, "gv2": 403, "ht2": 403, "admin": 403}
