"""What a process keeps of bodies that come in is bounded: who comes when there is no room is sent away for a while."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest

from server.platform.front.body import Bodies
from server.platform.front.whole_requests import WholeRequests

SCOPE = {
    "type": "http",
    "method": "POST",
    "root_path": "",
    "raw_path": b"/v%C6%B0%E1%BB%9Dn",
    "query_string": b"a=b",
    "http_version": "1.1",
    "scheme": "http",
    "server": ("127.0.0.1", 8000),
    "client": ("127.0.0.1", 40000),
    "headers": [
        (b"content-type", b"text/plain"),
        (b"x-two", b"1"),
        (b"x-two", b"2"),
        (b"transfer-encoding", b"chunked"),
    ],
}


def echo(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain")])
    seen = [environ["PATH_INFO"].encode("latin-1").decode(), environ["HTTP_X_TWO"], environ["CONTENT_LENGTH"]]
    return [" ".join(seen).encode(), environ["wsgi.input"].read()]


class Client:
    """Sends ``chunks``, then, if ``leaves``, goes away; ``got`` holds what it was sent."""

    def __init__(self, *chunks: bytes, leaves: bool = False):
        more = [True] * len(chunks) if leaves else [True] * (len(chunks) - 1) + [False]
        self.left = [{"type": "http.request", "body": c, "more_body": m} for c, m in zip(chunks, more, strict=True)]
        self.got = []

    async def receive(self):
        return self.left.pop(0) if self.left else {"type": "http.disconnect"}

    async def send(self, message):
        self.got.append(message)

    @property
    def body(self) -> bytes:
        return b"".join(message.get("body", b"") for message in self.got)


def visit(front: WholeRequests, client: Client) -> Client:
    async def work():
        await front(SCOPE, client.receive, client.send)
        await asyncio.sleep(0)

    # In a thread of its own: the browser's driver may have a loop in this one.
    with ThreadPoolExecutor(1) as apart:
        apart.submit(lambda: asyncio.run(work())).result()
    assert front.bodies.held == 0, "its room was given back"
    return client


def test_a_request_reaches_the_application_whole():
    client = visit(WholeRequests(echo, 1), Client(b"mot ", b"hai"))
    assert client.got[0]["status"] == 200
    assert client.body == "/vườn 1,2 7mot hai".encode()
    assert (b"content-length", str(len(client.body)).encode()) in client.got[0]["headers"]


def test_half_a_body_never_reaches_it():
    assert visit(WholeRequests(echo, 1), Client(b"mot ", leaves=True)).got == []


def test_without_room_a_body_is_sent_away_and_a_request_without_one_is_not():
    front = WholeRequests(echo, 1)
    front.bodies = Bodies(room=10)
    client = visit(front, Client(b"12345", b"678901"))
    assert client.got[0]["status"] == 503
    assert dict(client.got[0]["headers"])[b"retry-after"]
    assert visit(front, Client(b"")).got[0]["status"] == 200


def test_of_a_body_that_is_too_large_enough_is_kept_to_see_it(monkeypatch):
    monkeypatch.setattr("server.platform.front.body.KEPT", 5)
    assert visit(WholeRequests(echo, 1), Client(b"1234", b"5678")).body.endswith(b" 512345")


def test_what_the_application_raises_is_raised_and_leaves_no_room_taken():
    def broken(environ, start_response):
        raise RuntimeError

    front = WholeRequests(broken, 1)
    with pytest.raises(RuntimeError):
        visit(front, Client(b"mot"))
    assert front.bodies.held == 0
