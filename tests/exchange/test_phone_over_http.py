"""The phone's own way over HTTP: signing in, gzip both ways, and a network that fails."""

import gzip
import json
import socket
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from sync.phone import Phone
from sync.phone.transport import HttpTransport, sign_in

WHO = {"account": "me", "name": "Lan", "roles": [{"unit": "u1", "role": "teacher"}, {"unit": "u1", "role": "leader"}]}


class Handler(BaseHTTPRequestHandler):
    """Signs anybody in, answers exchanges, and notes what came."""

    def do_POST(self):
        raw = self.rfile.read(int(self.headers["Content-Length"]))
        if self.headers["Content-Encoding"] == "gzip":
            raw = gzip.decompress(raw)
        body = json.loads(raw)
        self.server.heard.append((self.path, dict(self.headers), body))
        status, answer = self.server.say(self.path, body)
        encoding, pack = self.server.packing
        packed = pack(json.dumps(answer).encode())
        self.send_response(status)
        self.send_header("Set-Cookie", "lantoa_me=secret; Path=/; HttpOnly; SameSite=Lax")
        self.send_header("Content-Encoding", encoding)
        self.send_header("Content-Length", str(len(packed)))
        self.end_headers()
        self.wfile.write(packed[: len(packed) - self.server.withheld])

    def log_message(self, *words):
        pass


def say(path, body):
    if path == "/api/session":
        return (200, WHO) if body["password"] == "right" else (401, {"code": "unauthenticated"})
    return 200, {"nonce": body["nonce"], "cursor": "c1"}


@contextmanager
def serving():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.heard, server.say, server.withheld, server.packing = [], say, 0, ("gzip", gzip.compress)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def server():
    with serving() as server:
        yield server


def url(server):
    return f"http://127.0.0.1:{server.server_address[1]}"


def test_an_answer_comes_in_a_packing_that_the_phone_is_given(server):
    packings = {"caps": bytes.lower, "gzip": gzip.decompress}
    transport = HttpTransport(url(server), "me", "lantoa_me=secret", packings=packings)
    phone = Phone("me", transport)
    assert phone.exchange()
    [(_, headers, _)] = server.heard
    assert headers["Accept-Encoding"] == "caps, gzip"
    server.packing = ("caps", bytes.upper)
    assert json.loads(transport.send("POST", "/api/sync", {"nonce": "n"})[2]) == {"nonce": "n", "cursor": "c1"}


def test_signed_in_a_phone_exchanges_as_its_account(server):
    transport = sign_in(url(server), "lan", "right", {"id": "d1", "name": "Máy của Lan"})
    phone = Phone(transport.account, transport)
    phone.put("u1", form="probe@1", set={"note": "Tiếng Việt " * 9, "n": 1})
    assert phone.exchange()
    path, headers, body = server.heard[1]
    assert path == "/api/sync"
    wanted = {"X-Account": "me", "Cookie": "lantoa_me=secret", "Sec-Fetch-Site": "same-origin"}
    wanted |= {"Content-Type": "application/json", "Content-Encoding": "gzip"}
    assert {name.title(): value for name, value in headers.items()}.items() >= {
        name.title(): value for name, value in wanted.items()
    }.items()
    assert body["mutations"] == [phone.outbox[0].mutation]
    assert (phone.state.scopes, phone.cursor) == (("u1",), "c1")


def test_a_wrong_password_signs_nobody_in(server):
    with pytest.raises(PermissionError, match="unauthenticated"):
        sign_in(url(server), "lan", "wrong")


def test_a_refusal_comes_with_its_code(server):
    server.say = lambda path, body: (503, {"code": "read_only"})
    phone = Phone("me", HttpTransport(url(server), "me", "lantoa_me=secret"))
    assert not phone.exchange()
    assert phone.problem == "read_only"


def test_an_answer_cut_short_is_none(server):
    server.withheld = 7
    phone = Phone("me", HttpTransport(url(server), "me", "lantoa_me=secret", timeout=0.2))
    assert not phone.exchange()
    assert phone.cursor is None


def test_nobody_there():
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    phone = Phone("me", HttpTransport(f"http://127.0.0.1:{port}", "me", "a=b"))
    assert not phone.exchange()
    assert phone.problem == "network"


def test_nobody_answering_is_a_timeout():
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"http://127.0.0.1:{silent.getsockname()[1]}"
        phone = Phone("me", HttpTransport(address, "me", "a=b", timeout=0.1))
        assert not phone.exchange()
    assert phone.problem == "timeout"
