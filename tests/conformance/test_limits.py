"""1 MiB compressed, 8 MiB inflated, 500 mutations: more is too large, and nothing of it is written."""

import gzip
import json
import random

import pytest

from .phone_probe import code, problem

GZIP = {"Content-Encoding": "gzip"}
MIB = 1024 * 1024


@pytest.fixture
def made(gv, direct):
    return gv.put(direct, set={"n": 1})


def padded(phone, mutation, padding: str) -> bytes:
    return json.dumps(phone.envelope([mutation], app=padding)).encode()


def test_five_hundred_mutations_are_taken(gv):
    batch = [gv.verb("comment", "0193a000-0000-7000-8000-00000000dead", text="Lời") for _ in range(500)]
    outcomes = gv.exchange(*batch)["outcomes"]
    assert {code(outcomes[one["id"]]) for one in batch} == {"unknown_record"}


def test_five_hundred_and_one_are_too_large(gv, made):
    batch = [made] + [gv.verb("comment", "0193a000-0000-7000-8000-00000000dead", text="Lời") for _ in range(500)]
    problem(gv.post(gv.envelope(batch)), 413, "too_large")
    assert not gv.sees(made["id"])


def test_the_same_mutation_501_times_is_too_large(gv, made):
    problem(gv.post(gv.envelope([made] * 501)), 413, "too_large")
    assert not gv.sees(made["id"])


def test_more_than_a_mebibyte_compressed(gv, made):
    noise = random.Random(1).randbytes(MIB).hex()
    raw = gzip.compress(padded(gv, made, noise))
    assert len(raw) > MIB
    assert len(noise) < 8 * MIB
    problem(gv.post(raw, **GZIP), 413, "too_large")
    assert not gv.sees(made["id"])


@pytest.mark.parametrize("mebibytes", [9, 60])
def test_more_than_eight_mebibytes_inflated(gv, made, mebibytes):
    raw = gzip.compress(padded(gv, made, "a" * (mebibytes * MIB)))
    assert len(raw) < MIB
    problem(gv.post(raw, **GZIP), 413, "too_large")
    assert not gv.sees(made["id"])


def test_a_gzip_bomb(gv):
    problem(gv.post(gzip.compress(b"\0" * (300 * MIB), 9), **GZIP), 413, "too_large")


def test_nearly_eight_mebibytes_inflated_are_taken(gv, made):
    raw = gzip.compress(json.dumps(gv.envelope([made])).encode() + b" " * (7 * MIB))
    assert gv.post(raw, **GZIP).status_code == 200
    assert gv.sees(made["id"])


def test_more_than_eight_mebibytes_plain(gv, made):
    problem(gv.post(padded(gv, made, "a" * (9 * MIB))), 413, "too_large")
    assert not gv.sees(made["id"])
