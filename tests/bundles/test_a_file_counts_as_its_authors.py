"""What a phone sealed into a file counts as its author's, whoever brings it, and as if the phone had sent it."""

import base64
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, select

from server.models.audit import AuditEntry
from server.models.bundles import Bundle, BundledDraft
from server.platform.database import read
from tests.bundles.sealing import bring, content, offered, sealed


@pytest.fixture
def phone(village):
    return village.client("gv")


def test_a_colleague_brings_it_and_the_record_is_its_authors(village, phone):
    put = phone.put(then="submit")
    answer = bring(village.client("gvb"), sealed(offered(phone), content(put)))
    assert answer.json == {"state": "taken_in", "mutations": 1, "drafts": 0}
    record = phone.read(put["id"])
    assert (record["author"], record["status"], record["data"]["note"]) == (phone.account, "submitted", "Ghi chú")


def test_the_phone_hears_of_it_as_of_any_mutation_that_is_known(village, phone):
    put = phone.put(then="submit")
    bring(village.client("ht2"), sealed(offered(phone), content(put)))
    outcome = phone.do(put)
    assert outcome["status"] == "submitted"
    assert outcome["version"] == phone.read(put["id"])["version"]


def test_twice_and_after_the_phone_has_sent_it_changes_nothing(village, phone):
    put = phone.put(then="submit")
    first = sealed(offered(phone), content(put))
    sent = phone.do(put)
    for file in (first, first, sealed(offered(phone), content(put))):
        assert bring(village.client("gvb"), file).json["state"] == "taken_in"
    assert phone.read(put["id"])["version"] == sent["version"]
    with village.app.app_context(), read() as session:
        brought = session.scalars(select(AuditEntry).where(AuditEntry.action == "bundle.bring")).all()
        assert len([one for one in brought if one.target == phone.account]) == 2


def test_brought_by_eight_at_once_it_counts_once(village, phone):
    draft = {"key": "moi:probe", "at": "2026-11-20T10:00:00Z", "values": {"note": "Đang viết dở"}}
    put, offer, carrier = phone.put(then="submit"), offered(phone), village.client("gvb")
    same, others = sealed(offer, content(put, drafts=[draft])), [content(put, drafts=[draft], made=at) for at in "abcd"]
    files = [same, *[sealed(offer, other) for other in others], same, same, same]
    with ThreadPoolExecutor(len(files)) as pool:
        answers = list(pool.map(lambda file: bring(carrier.on(village.app), file), files))
    assert {(answer.status_code, answer.json["state"]) for answer in answers} == {(200, "taken_in")}
    assert len(phone.read(put["id"])["history"]) == 1
    with village.app.app_context(), read() as session:
        assert session.scalar(select(func.count()).select_from(Bundle)) == 1 + len(others)
        assert session.scalar(select(func.count()).select_from(BundledDraft)) == 1


def test_files_out_of_order_come_to_the_same(village, phone):
    put = phone.put()
    edit = phone.mutation("put", record=put["id"], after=put["id"], set={"note": "Ghi chú thứ hai", "n": 3})
    carrier, offer = village.client("gvb"), offered(phone)
    bring(carrier, sealed(offer, content(put)))
    bring(carrier, sealed(offer, content(edit)))
    bring(carrier, sealed(offer, content(put)))
    assert phone.read(put["id"])["data"]["note"] == "Ghi chú thứ hai"


def test_one_bad_mutation_takes_no_other_down(village, phone):
    good, bad = phone.put(), phone.mutation("put", form="probe_direct@1", set={"n": "không phải số"})
    assert bring(village.client("gvb"), sealed(offered(phone), content(bad, good))).json["state"] == "taken_in"
    assert phone.read(good["id"])["data"]["n"] == 1
    assert phone.do(bad)["refused"]["code"] == "invalid"


def test_who_carries_it_can_read_nothing_of_it(phone):
    file = sealed(offered(phone), content(phone.put(set={"note": "Điều kín đáo", "n": 1, "day": "2026-10-05"})))
    for secret in ("Điều kín đáo".encode(), phone.account.encode(), phone.unit.encode()):
        assert secret not in file


def test_drafts_wait_for_a_phone_of_their_author_and_for_nobody_else(village, phone):
    draft = {"key": "moi:probe", "at": "2026-11-20T10:00:00Z", "values": {"note": "Đang viết dở"}}
    older = draft | {"at": "2026-11-19T10:00:00Z", "values": {"note": "Cũ"}}
    carrier, offer = village.client("gvb"), offered(phone)
    bring(carrier, sealed(offer, content(drafts=[draft])))
    bring(carrier, sealed(offer, content(drafts=[older])))
    assert carrier.get("/api/bundles/drafts").json == {"drafts": []}
    assert (phone.get("/api/bundles/drafts").json, "drafts" in phone.sync()) == ({"drafts": []}, False), "it has them"
    replaced = village.client("gv")
    assert replaced.sync()["drafts"] is True
    assert replaced.get("/api/bundles/drafts").json == {"drafts": [draft]}
    assert replaced.post("/api/bundles/drafts/held", {"keys": [draft["key"]]}).status_code == 204
    assert replaced.get("/api/bundles/drafts").json == {"drafts": []}
    assert "drafts" not in replaced.sync()


def test_it_may_have_become_a_text_on_its_way(village, phone):
    put = phone.put()
    text = base64.encodebytes(sealed(offered(phone), content(put)))
    file = b"LANTOA-BUNDLE/1 base64\n" + text.replace(b"\n", b"\r\n")
    assert bring(village.client("gvb"), file).json["state"] == "taken_in"
    assert phone.read(put["id"])["data"]["n"] == 1
