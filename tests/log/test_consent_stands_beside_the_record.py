"""Consent to a photo is put down beside its record, by whom it concerns, in every status, and can be withdrawn."""

from datetime import date
from itertools import product

import pytest

from server.log.verify import compare
from server.periods import periods
from server.platform.database import read, write
from tests.log.album import album, consent, photo
from tests.village import DAY, code

A, B = photo("một"), photo("hai")
STATUSES = ("draft", "submitted", "returned", "verified", "approved", "rejected")
STEPS = {
    "returned": (("ht", "return"),),
    "verified": (("ht", "verify"),),
    "approved": (("ht", "verify"), ("so", "approve")),
    "rejected": (("ht", "verify"), ("so", "reject")),
}


def reach(village, status):
    author = village.client("gv")
    record = album(author, A, then=None if status == "draft" else "submit")
    for name, verb in STEPS.get(status, ()):
        client = village.client(name)
        outcome = client.do(
            client.mutation(
                verb,
                record=record,
                unit=author.unit,
                base=author.read(record)["version"],
                **({"text": "Xem lại"} if verb in ("return", "reject") else {}),
            )
        )
        assert "refused" not in outcome, outcome
    return record


def assert_replayed(village):
    with village.app.app_context(), read() as session:
        assert compare(session, village.app.extensions["registers"]) == []


def test_who_may_put_it_down_and_who_may_not(gallery):
    author = gallery.client("gv")
    record = album(author, A, whom=[gallery.accounts["gvb"]])
    other = album(author, A)
    found = {}
    for name, (which, id_) in product(gallery.accounts, (("with", record), ("without", other))):
        client = gallery.client(name)
        found[name, which] = code(consent(client, id_, A, True, unit=author.unit)) or "taken"
    assert {key for key, outcome in found.items() if outcome == "taken"} == {
        *product(("gv", "ht", "xa", "so"), ("with", "without")),
        ("gvb", "with"),
    }
    assert found["gvb", "without"] == "forbidden"
    for stranger in ("gv2", "ht2", "admin"):
        assert found[stranger, "with"] == found[stranger, "without"] == "unknown_record"
    assert_replayed(gallery)


@pytest.mark.parametrize("status", STATUSES)
def test_in_every_status_it_is_taken_and_moves_nothing(gallery, status):
    record, gv = reach(gallery, status), gallery.client("gv")
    before = gv.read(record)
    assert code(consent(gv, record, A, True)) is None
    assert code(consent(gv, record, A, False)) is None
    after = gv.read(record)
    assert (after["status"], after["data"], after["since"]) == (status, before["data"], before["since"])
    assert after["consents"][A["sha256"]]["given"] is False
    assert_replayed(gallery)


def test_in_a_closed_period_too(gallery):
    gv = gallery.client("gv")
    record = album(gv, A)
    with gallery.app.app_context(), write() as session:
        periods.close(session, date(2027, 8, 31))
    assert code(gv.do(gv.mutation("withdraw", record=record))) == "locked"
    assert "consent" in gv.read(record)["may"]
    assert code(consent(gv, record, A, False)) is None


def test_a_deleted_record_is_not_there_for_others(gallery):
    gv, ht = gallery.client("gv"), gallery.client("ht")
    record = album(gv, A)
    assert code(gv.do(gv.mutation("delete", record=record, base=gv.read(record)["version"]))) is None
    assert code(consent(ht, record, A, True)) == "unknown_record"


def test_only_of_a_photo_that_the_record_names(gallery):
    gv = gallery.client("gv")
    record = album(gv, A)
    outcome = consent(gv, record, B, True)
    assert outcome["refused"]["fields"] == {"photo": {"rule": "unknown"}}
    assert "consents" not in gv.read(record)
    assert code(gv.do(gv.mutation("put", record=record, add={"more": [B]}))) is None
    assert code(consent(gv, record, B, True)) is None
    assert code(gv.do(gv.mutation("put", record=record, remove={"more": [{"sha256": B["sha256"]}]}))) is None
    assert code(consent(gv, record, B, False)) is None
    assert_replayed(gallery)


WRONG = [
    ({"photo": A["sha256"]}, {"given": {"rule": "required"}}),
    ({"given": True}, {"photo": {"rule": "required"}}),
    ({"photo": "A" * 64, "given": True}, {"photo": {"rule": "type"}}),
    ({"photo": A["sha256"], "given": "yes"}, {"given": {"rule": "type"}}),
    ({"photo": A["sha256"], "given": True, "text": "Có"}, {"text": {"rule": "unknown"}}),
    ({"photo": A["sha256"], "given": True, "set": {}}, {"set": {"rule": "unknown"}}),
]


@pytest.mark.parametrize(("members", "fields"), WRONG)
def test_one_that_is_malformed_is_refused(gallery, members, fields):
    gv = gallery.client("gv")
    record = album(gv, A)
    outcome = gv.do(gv.mutation("consent", record=record, **members))
    assert outcome["refused"]["code"] == "invalid"
    assert outcome["refused"]["fields"] == fields


def test_no_other_verb_has_its_members(gallery):
    gv = gallery.client("gv")
    record = album(gv, A)
    outcome = gv.do(gv.mutation("comment", record=record, text="Đẹp", photo=A["sha256"], given=True))
    assert outcome["refused"]["fields"] == {"photo": {"rule": "unknown"}, "given": {"rule": "unknown"}}


def test_the_last_word_in_the_log_stands_and_all_are_in_the_history(gallery):
    gv, ht = gallery.client("gv"), gallery.client("ht")
    record = album(gv, A)
    consent(gv, record, A, True)
    consent(ht, record, A, False)
    shown = gv.read(record)
    assert shown["consents"] == {
        A["sha256"]: {"given": False, "by": gallery.accounts["ht"], "at": f"{DAY}T08:00:00+07:00"}
    }
    assert shown["people"][gallery.accounts["ht"]] == "ht"
    said = [(one["by"], one["photo"], one["given"]) for one in shown["history"] if one["do"] == "consent"]
    assert said == [(gallery.accounts["gv"], A["sha256"], True), (gallery.accounts["ht"], A["sha256"], False)]


def test_phones_get_it_with_the_record_and_what_they_said_themselves_is_not_sent_back(gallery):
    gv, ht = gallery.client("gv"), gallery.client("ht")
    record = album(gv, A)
    [before] = ht.sync()["changes"]
    assert "consents" not in before
    said = gv.mutation("consent", record=record, photo=A["sha256"], given=True)
    answer = gv.sync(said)
    assert (answer["outcomes"][said["id"]]["status"], answer.get("changes", [])) == ("submitted", [])
    [change] = ht.sync()["changes"]
    assert change["consents"] == gv.read(record)["consents"]
    listed = gallery.client("so").get("/api/records").json["records"]
    assert [one["consents"] for one in listed] == [change["consents"]]


def test_it_is_no_content_for_those_who_review(gallery):
    gv, ht = gallery.client("gv"), gallery.client("ht")
    record = album(gv, A)
    base = ht.read(record)["version"]
    consent(gv, record, A, True)
    assert code(ht.do(ht.mutation("verify", record=record, base=base))) is None


def test_it_answers_nobody_who_asked_to_reopen(gallery):
    record, gv = reach(gallery, "approved"), gallery.client("gv")
    asked = gv.mutation("comment", record=record, text="Xin mở lại", asks="reopen")
    assert code(gv.do(asked)) is None
    consent(gv, record, A, True)
    assert gv.read(record)["reopen_since"]


def test_it_is_offered_where_there_are_photos_alone(gallery):
    gv = gallery.client("gv")
    assert "consent" in gv.read(album(gv, A))["may"]
    assert "consent" not in gv.read(album(gv))["may"]
    assert "consent" not in gallery.client("gvb").read(album(gv, A))["may"]
