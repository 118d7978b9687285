"""A file that is damaged, forged, cut off or of another server is refused with the reason, and nothing of it counts."""

import random

import pytest

from server.bundles.keys import BundleKeys
from server.bundles.sealed import LARGEST, MAGIC
from server.platform.config import ROOT
from tests.bundles.sealing import bring, content, gzipped, offered, packed, sealed


@pytest.fixture
def phone(village):
    return village.client("gv")


def reason(answer):
    assert (answer.status_code, answer.json["code"]) == (422, "unsealable")
    return answer.json["fields"]["file"]["reason"]


@pytest.mark.lengthy
def test_any_byte_that_is_changed_or_missing_is_noticed(village, phone):
    put = phone.put()
    file, carrier = sealed(offered(phone), content(put)), village.client("gvb")
    chance = random.Random(5)
    for at in sorted({0, 15, 16, 23, 24, 25, 60, 110, 175, len(file) - 1, *chance.sample(range(len(file)), 20)}):
        changed = bytearray(file)
        changed[at] ^= 1 << chance.randrange(8)
        reason(bring(carrier, bytes(changed)))
        reason(bring(carrier, file[:at]))
    assert phone.get(f"/api/records/{put['id']}").status_code == 404


def test_nobody_seals_in_anothers_name(village, phone):
    forger, put = village.client("gvb"), phone.put()
    mine, theirs = offered(forger), offered(phone)
    for other in ({"handle": theirs["handle"]}, {"secret": theirs["secret"]}):
        reason(bring(forger, sealed(mine, content(put), **other)))
    bring(forger, sealed(mine, content(put)))
    assert phone.get(f"/api/records/{put['id']}").status_code == 404, "it is the forger's own draft"


def test_a_file_of_another_server_is_none_of_ours(village, phone, tmp_path):
    other = BundleKeys(str(tmp_path / "other.key")).current().offer(phone.account, "0" * 64)
    assert "another server" in reason(bring(phone, sealed(other, content(phone.put()))))


@pytest.mark.parametrize(
    "held",
    [
        b"",
        b"\0\0\1\0cut",
        gzipped(b'{"version": 1, "x": NaN}'),
        gzipped(b"\xff" + b"[" * 2_000),
        packed([]),
        packed({"version": 2}),
        packed({"version": 1, "mutations": {}}),
        packed({"version": 1, "drafts": "many"}),
        packed({"version": 1, "photos": [{}] * 20_001}),
    ],
    ids=range(9),
)
def test_what_was_sealed_but_makes_no_sense_is_refused_with_the_reason(village, phone, held):
    assert reason(bring(village.client("gvb"), sealed(offered(phone), held)))


@pytest.mark.parametrize(
    "held", [b'"' + b"0" * (9 << 20) + b'"', b"[" + b"{}," * 300_000 + b"{}]"], ids=["long", "many"]
)
def test_a_bomb_does_not_unfold(phone, held):
    assert "too large" in reason(bring(phone, sealed(offered(phone), gzipped(b'{"version": 1, "x": ' + held + b"}"))))


def test_what_is_too_large_is_said_to_be(phone):
    answer = bring(phone, MAGIC + bytes(LARGEST))
    assert (answer.status_code, answer.json["code"]) == (413, "too_large")


def test_files_that_were_sealed_before_a_key_was_rotated_still_open(village, phone):
    put, offer = phone.put(), offered(phone)
    keys = BundleKeys(village.app.config["BUNDLE_KEY"])
    before = keys.current().name
    after = keys.rotate().name
    assert before == offer["key"] != after == offered(phone)["key"]
    assert bring(phone, sealed(offer, content(put))).json["state"] == "taken_in"
    assert (ROOT / village.app.config["BUNDLE_KEY"]).stat().st_mode & 0o777 == 0o600
