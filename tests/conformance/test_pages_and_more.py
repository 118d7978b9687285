"""Changes come in pages, in rev order, each record once, nothing left out."""

import json

import pytest

from .phone_probe import applied, rev


@pytest.fixture
def heavy(gv, direct):
    """Thirty drafts of some 20 kB each that another phone of the account has not read: (that phone, ids)."""
    other = gv.clone()
    ids = []
    for number in range(6):
        batch = [gv.put(direct, set={"n": number, "big": "x" * 20000}) for _ in range(5)]
        outcomes = gv.exchange(*batch)["outcomes"]
        ids += [one["id"] for one in batch if applied(outcomes[one["id"]])]
    return other, ids


def size(answer: dict) -> int:
    return len(json.dumps(answer["changes"], ensure_ascii=False).encode())


def test_every_record_is_delivered_once_in_rev_order(heavy):
    phone, ids = heavy
    feed = phone.pull()
    delivered = [record for answer in feed.answers for record in answer["changes"]]
    assert [record["id"] for record in delivered if record["id"] in ids] == ids
    revs = [rev(record["version"]) for record in delivered]
    assert revs == sorted(revs)
    assert len(set(revs)) == len(revs)


def test_pages_begin_small_and_grow(heavy):
    phone, _ = heavy
    answers = phone.pull().answers
    assert len(answers) > 2
    assert [answer["more"] for answer in answers] == [True] * (len(answers) - 1) + [False]
    sizes = [size(answer) for answer in answers]
    assert sizes[0] <= 70 * 1024
    assert max(sizes) <= 520 * 1024
    assert max(sizes[1:]) > sizes[0]


def test_a_page_lost_on_the_way_is_asked_for_again(heavy):
    phone, ids = heavy
    lost = phone.exchange()
    assert lost["more"]
    assert lost["changes"]
    assert set(phone.pull().changes) >= set(ids)


def test_mutations_are_taken_while_pages_are_due(heavy, direct):
    phone, ids = heavy
    made = phone.put(direct, set={"note": "Giữa chừng"})
    answer = phone.exchange(made)
    applied(answer["outcomes"][made["id"]])
    phone.cursor = answer["cursor"]
    seen = {record["id"] for record in answer["changes"]} | set(phone.pull().changes)
    assert seen >= set(ids)


def test_what_changes_between_pages_comes_in_its_newest_state(heavy, gv):
    phone, ids = heavy
    first = phone.exchange()
    phone.cursor = first["cursor"]
    for record in (ids[0], ids[-1]):
        applied(gv.do(gv.put(record=record, base=gv.version(record), set={"n": 999})))
    later = phone.pull().changes
    assert later[ids[0]]["data"]["n"] == later[ids[-1]]["data"]["n"] == 999


def test_a_fresh_phone_and_one_that_followed_agree(gv, gvb, ht, stage):
    for status in ("submitted", "returned", "draft"):
        stage.reach(status)
    for phone in (gv, gvb, ht):
        phone.pull()
        fresh = phone.clone()
        fresh.cursor = None
        fresh.pull()
        assert fresh.copies == phone.copies


def test_the_feed_agrees_with_reading(gv):
    gv.cursor = None
    for record in list(gv.pull().changes.values())[-20:]:
        read = gv.read(record["id"])
        for name, value in record.items():
            assert read.get(name) == value or not (read.get(name) or value), name


def test_nothing_to_say_is_short(gv):
    gv.pull()
    gv.cursor = gv.exchange()["cursor"]
    body = {"protocol": 1, "nonce": "5Jx0q2", "cursor": gv.cursor}
    raw = json.dumps(body, separators=(",", ":")).encode()
    answer = gv.post(raw)
    assert answer.status_code == 200
    assert len(raw) + len(answer.content) <= 300
