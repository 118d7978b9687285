"""A malformed request is refused whole, before any write, and never with a 500."""

import gzip
import json
import socket
from urllib.parse import urlsplit

import pytest

from .phone_probe import JSON, problem


@pytest.fixture
def made(gv, direct):
    return gv.put(direct, set={"note": "Không được ghi", "n": 1})


def spelled(phone, mutation, **members) -> bytes:
    return json.dumps(phone.envelope([mutation], **members)).encode()


BROKEN = {
    "empty": lambda raw: b"",
    "truncated": lambda raw: raw[:-7],
    "one byte short": lambda raw: raw[:-1],
    "trailing bytes": lambda raw: raw + b"x",
    "two documents": lambda raw: raw + raw,
    "NaN": lambda raw: raw.replace(b'"n": 1', b'"n": NaN'),
    "Infinity": lambda raw: raw.replace(b'"n": 1', b'"n": Infinity'),
    "-Infinity": lambda raw: raw.replace(b'"n": 1', b'"n": -Infinity'),
    "NaN outside": lambda raw: b'{"queue": {"mutations": NaN},' + raw[1:],
    "single quotes": lambda raw: raw.replace(b'"', b"'"),
    "trailing comma": lambda raw: raw[:-1] + b",}",
    "comment": lambda raw: raw + b"// sent",
    "bad utf-8": lambda raw: raw.replace(b"Kh", b"\xff\xfe"),
    "latin-1": lambda raw: raw.replace(b"Kh", b"\xea"),
    "utf-16": lambda raw: raw.decode().encode("utf-16"),
    "raw control character": lambda raw: raw.replace(b"Kh", b"\x01"),
    "a list": lambda raw: b"[" + raw + b"]",
    "text": lambda raw: b'"hello"',
    "null": lambda raw: b"null",
    "a number": lambda raw: b"5",
    "depth 1000": lambda raw: raw.replace(b'"n": 1', b'"n": ' + b"[" * 1000 + b"]" * 1000),
    "depth 100000": lambda raw: raw.replace(b'"n": 1', b'"n": ' + b"[" * 100000 + b"]" * 100000),
    "depth 100000 of objects": lambda raw: raw.replace(b'"n": 1', b'"n": ' + b'{"a":' * 100000 + b"1" + b"}" * 100000),
    "depth 100000, never closed": lambda raw: b"[" * 100000,
    "depth 1000 outside": lambda raw: b'{"queue": ' + b"[" * 1000 + b"]" * 1000 + b"," + raw[1:],
}


@pytest.mark.parametrize("how", BROKEN)
def test_what_is_not_json_is_malformed(gv, made, how):
    problem(gv.post(BROKEN[how](spelled(gv, made))), 400, "malformed")
    assert not gv.sees(made["id"])


@pytest.mark.parametrize(
    "envelope",
    [
        {"nonce": None},
        {"nonce": 5},
        {"nonce": ["a"]},
        {"mutations": {"a": 1}},
        {"mutations": "all"},
        {"mutations": 5},
        {"protocol": None},
        {"protocol": "one"},
        {"protocol": [1]},
        {"protocol": True},
    ],
)
def test_a_bad_envelope_is_malformed(gv, envelope):
    problem(gv.post(gv.envelope() | envelope), 400, "malformed")


@pytest.mark.parametrize("member", ["nonce", "protocol"])
def test_a_missing_member_is_malformed(gv, made, member):
    body = gv.envelope([made])
    del body[member]
    problem(gv.post(body), 400, "malformed")
    assert not gv.sees(made["id"])


@pytest.mark.parametrize("protocol", [2, 99])
def test_a_newer_protocol_asks_for_an_upgrade(gv, made, protocol):
    problem(gv.post(gv.envelope([made], protocol=protocol)), 426, "upgrade")
    assert not gv.sees(made["id"])


def test_gzip_is_understood(gv, made):
    raw = gzip.compress(spelled(gv, made))
    assert gv.post(raw, **{"Content-Encoding": "gzip"}).status_code == 200
    assert gv.sees(made["id"])


def flipped(raw: bytes) -> bytes:
    packed = bytearray(gzip.compress(raw))
    packed[-6] ^= 0xFF
    return bytes(packed)


GZIP = {
    "not gzip": lambda raw: raw,
    "empty": lambda raw: b"",
    "truncated": lambda raw: gzip.compress(raw)[:-20],
    "trailer cut": lambda raw: gzip.compress(raw)[:-4],
    "wrong checksum": flipped,
    "header only": lambda raw: gzip.compress(raw)[:10],
    "gzip of nothing": lambda raw: gzip.compress(b""),
    "gzip of half": lambda raw: gzip.compress(raw[: len(raw) // 2]),
    "trailing rubbish": lambda raw: gzip.compress(raw) + b"rubbish",
    "twice": lambda raw: gzip.compress(gzip.compress(raw)),
}


@pytest.mark.parametrize("how", GZIP)
def test_bad_gzip_is_malformed(gv, made, how):
    problem(gv.post(GZIP[how](spelled(gv, made)), **{"Content-Encoding": "gzip"}), 400, "malformed")
    assert not gv.sees(made["id"])


@pytest.mark.parametrize("missing", [1, 200])
def test_a_body_that_stops_before_its_length_writes_nothing(gv, made, server_url, missing):
    raw = spelled(gv, made)
    address = urlsplit(server_url)
    cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in gv.client.cookies.jar)
    headers = (
        gv.headers
        | JSON
        | {
            "Host": address.netloc,
            "Cookie": cookies,
            "Sec-Fetch-Site": "same-origin",
            "Content-Length": str(len(raw) + missing),
            "Connection": "close",
        }
    )
    lines = ["POST /api/sync HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items()), "", ""]
    with socket.create_connection((address.hostname, address.port), timeout=30) as connection:
        connection.sendall("\r\n".join(lines).encode() + raw)
        connection.shutdown(socket.SHUT_WR)
        answer = connection.recv(65536)
    assert not answer or answer.split(b" ")[1].startswith(b"4")
    assert not gv.sees(made["id"])


NEVER_500 = {
    "1e400 outside": b'{"queue": {"mutations": 1e400},',
    "5,000 digits outside": b'{"queue": {"mutations": ' + b"9" * 5000 + b"},",
    "surrogate outside": b'{"app": "\\ud800",',
    "NUL outside": b'{"app": "\\u0000", "now": "\\u0000",',
    "queue is text": b'{"queue": "full",',
    "app is a list": b'{"app": [1],',
    "now is no time": b'{"now": "yesterday",',
    "unknown member": b'{"extra": {"a": [1]},',
    "5,000 digits as protocol": b'{"protocol": ' + b"1" * 5000 + b",",
    "surrogate in confirm": b'{"confirm": {"\\ud800": ["\\udfff", "\\u0000"]},',
    "surrogate cursor": b'{"cursor": "\\ud800",',
}


@pytest.mark.parametrize("how", NEVER_500)
def test_never_a_500(gv, how):
    body = {name: value for name, value in gv.envelope().items() if f'"{name}"'.encode() not in NEVER_500[how]}
    assert gv.post(NEVER_500[how] + json.dumps(body).encode()[1:]).status_code < 500


@pytest.mark.parametrize("nonce", ["\\u0000", "\\ud800", "n" * 100000])
def test_a_strange_nonce_is_never_a_500(gv, nonce):
    assert gv.post(f'{{"protocol": 1, "nonce": "{nonce}"}}'.encode()).status_code < 500


# What stands in an address for an id or a number, as it is sent.
NAMES = {
    "NUL": "a%00b",
    "bad utf-8": "%ff%fe",
    "a lone surrogate": "%ed%a0%80",
    "2**31": str(2**31),
    "2**63": str(2**63),
    "5,000 digits": "9" * 5000,
    "digits of another script": "%D9%A3",
    "a superscript": "%C2%B2",
    "a line break": "a%0d%0ab",
    "nothing": "%20",
    "another folder": "..%2f..%2fetc",
}
ADDRESSES = [
    *("records/{}", "people/{}", "units/{}", "units/{}/end", "exports/{}", "exports/{}/file", "snapshots/{}"),
    *("snapshots/{}/differences", "templates/{}/file", "clusters/{}/ranking", "years/{}", "dues/{}/2026-2027"),
    *("dues/probe_direct/{}", "registers/{}.xlsx", "registers/{}.toml", "registers/probe_direct/{}", "registers/{}/1"),
    *("people/me/roles/{}/transfer", "{}"),
]
QUERIES = [
    *("records?q=", "records?cursor=", "records/counts?unit=", "people?q=", "people?limit=", "units?unit="),
    *("audit?from=", "figures?period=", "overview?period=", "devices?unit=", "dues?period=", "references?register="),
    "quarantine?limit=",
]


@pytest.mark.parametrize("name", NAMES)
def test_an_address_that_names_nothing_is_never_a_500(so, name):
    for address in ADDRESSES:
        answer = so.client.get(f"/api/{address.format(NAMES[name])}", headers=so.headers)
        assert 400 <= answer.status_code < 500, address


@pytest.mark.parametrize("name", NAMES)
def test_a_query_that_names_nothing_is_never_a_500(so, name):
    for query in QUERIES:
        answer = so.client.get(f"/api/{query}{NAMES[name]}", headers=so.headers)
        assert answer.status_code < 500, query
