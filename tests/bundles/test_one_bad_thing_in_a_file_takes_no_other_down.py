"""What of a file cannot be read is left out and counted; the rest of it is taken in."""

import subprocess
import sys

import pytest

from server.bundles.content import read_content
from server.platform.config import ROOT
from tests.bundles.sealing import bring, content, offered, sealed
from tests.photos.pictures import coded, drawn, photographed, show, value
from tests.village import DAY

__all__ = ["photographed"]
GOOD = {"key": "moi:probe", "at": "2026-11-20T10:00:00Z", "values": {"note": "Đang viết dở"}}
DEEP = {"a": 1}
for _ in range(40):
    DEEP = {"a": DEEP}


@pytest.fixture
def phone(village):
    return village.client("gv")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("một\0hai", "mộthai"),
        ("cười \ud83d", "cười �"),
        ("\ude00 cười 😀", "� cười 😀"),
        (2**53 + 1, None),
        (10**30, None),
        (1e300, None),
        ([{"n": -(2**60)}, "x"], [{"n": None}, "x"]),
    ],
)
def test_a_draft_that_cannot_be_kept_as_it_is_is_mended(typed, kept):
    held = read_content(content(drafts=[GOOD, GOOD | {"values": {"note": typed, "n\0": 1}}]))
    assert [one["values"] for one in held.drafts] == [GOOD["values"], {"note": kept, "n": 1}]
    assert held.unread == 1


def test_the_good_is_taken_in_beside_the_bad(village, phone):
    put, carrier = phone.put(then="submit"), village.client("gvb")
    bad = [None, "x", {}, GOOD | {"key": ""}, GOOD | {"at": 5}, GOOD | {"values": []}, GOOD | {"values": DEEP}]
    ids = [1, {}, {"id": "x"}, {"id": "\0"}, {"id": "\ud800"}, put | {"id": put["id"].upper()}]
    held = content(*ids, put, drafts=[*bad, GOOD])
    assert read_content(held).unread == len(bad) + len(ids) == 13
    file, answer = sealed(offered(phone), held), {"state": "taken_in", "mutations": 1, "drafts": 1, "unread": 13}
    assert [bring(carrier, file).json for _ in range(2)] == [answer] * 2
    assert phone.read(put["id"])["status"] == "submitted"
    assert village.client("gv").get("/api/bundles/drafts").json == {"drafts": [GOOD]}


def test_a_bad_mutation_of_a_file_that_waits_hides_none_from_the_leader(village, phone):
    put, leader = phone.put(then="submit"), village.client("ht")
    odd = [
        phone.put(record="\ud800", set={"note": "\ud800", "n": 1, "day": DAY}),
        phone.put(record={"a": 1}, form="\0", unit=["\0"], set=[1]),
        phone.put(record="\0", unit="\0", after="\0", base="\0", period="\ud800", set={"\0": 2**60}),
    ]
    offer = offered(phone)
    phone.send("DELETE", "/api/session")
    assert bring(leader, sealed(offer, content(*odd, put))).json["state"] == "waiting"
    answer = leader.get("/api/bundles")
    assert answer.status_code == 200
    [shown] = answer.json["bundles"]
    assert put["id"] in [one["id"] for one in shown["records"]]
    taken = leader.post(f"/api/bundles/{shown['id']}", {"do": "take_in"})
    assert taken.status_code == 200
    assert [one.get("refused", {}).get("code") for one in taken.json["outcomes"].values()] == [*["invalid"] * 3, None]


@pytest.mark.lengthy
def test_a_photo_of_unknown_length_hides_only_those_after_it(photographed):
    phone, carrier = photographed.client("gv"), photographed.client("gvb")
    data, other = coded(drawn()), coded(drawn(seed=2))
    put = phone.mutation("put", form="album@1", set={"day": DAY, "photos": [value(data), value(other)]}, then="submit")
    listed = [
        {"sha256": value(one)["sha256"], "type": "image/jpeg", "record": put["id"], "data": one}
        for one in (data, other)
    ]
    nameless = {"sha256": "", "type": "image/jpeg", "record": put["id"], "bytes": 3, "data": b"abc"}
    endless = listed[1] | {"bytes": len(other) + 1}
    held = content(put, photos=[nameless, listed[0] | {"bytes": len(data)}, endless])
    answer = bring(carrier, sealed(offered(phone), held)).json
    assert (answer["state"], answer["unread"]) == ("taken_in", 2)
    assert [show(carrier, put["id"], one).status_code for one in (data, other)] == [200, 404]


ROOM = """
import gzip, resource
from server.bundles.content import MOST_PARTS, read_content
resource.setrlimit(resource.RLIMIT_AS, (300 << 20, 300 << 20))
objects = b"".join(b'{"%07d":0.1},' % at for at in range(MOST_PARTS // 2 - 50))
for many in (b"{}," * 11_000_000, objects):
    packed = gzip.compress(b'{"version":1,"mutations":[{"set":[' + many + b'0]}]}', 1)
    try:
        print(read_content(len(packed).to_bytes(4) + packed).unread)
    except ValueError as fault:
        print(fault)
"""


@pytest.mark.lengthy
def test_no_file_takes_more_memory_than_a_worker_has():
    ran = subprocess.run(
        [sys.executable, "-c", ROOM], cwd=ROOT, capture_output=True, text=True, check=False, timeout=60
    )
    assert (ran.stdout.split("\n"), ran.stderr) == (["too large, or damaged within", "1", ""], "")
