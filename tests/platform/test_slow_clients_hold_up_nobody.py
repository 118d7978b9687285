"""Whoever sends slowly, stops halfway, says nothing or never reads an answer: everybody else is answered at once."""

import socket
from statistics import median
from urllib.parse import urlsplit

import pytest

from bench.load.crowd import HALF, Crowd
from bench.load.slow_clients import ask, slow_upload
from server.demo import PASSWORD
from sync.phone.transport import sign_in
from tests.fixtures.servers import gunicorn

pytestmark = pytest.mark.slow

MEASURED = 4  # seconds
SILENT = 30  # seconds that a test waits to be disconnected


def test_others_are_answered_within_a_second_and_two_at_the_worst(live_server):
    healthy, slow = (sign_in(live_server, name, PASSWORD) for name in ("ht.demo", "gv.demo"))
    with Crowd(live_server, halves=40, idle=40, deaf=10, uploads=[slow_upload(slow, live_server)] * 10):
        seen = ask(healthy, MEASURED)
    assert not seen.failed
    assert median(seen.seconds) < 1
    assert max(seen.seconds) < 2


@pytest.fixture
def served(tmp_path):
    """``served(arguments)``: the address of a server with one process and further arguments of gunicorn."""
    url = f"sqlite:///{tmp_path}/lantoa.db"
    return lambda arguments: gunicorn(url, tmp_path / "stderr", GUNICORN_CMD_ARGS=f"--workers 1 {arguments}")


def silent(url: str, text: bytes) -> socket.socket:
    address = urlsplit(url)
    connection = socket.create_connection((address.hostname, address.port), timeout=SILENT)
    connection.sendall(text)
    return connection


def is_gone(connection: socket.socket) -> bool:
    """Whether the server ends a connection, with or without having read what was sent."""
    try:
        return connection.recv(1) == b""
    except ConnectionResetError:
        return True


@pytest.mark.parametrize("said", [b"", HALF], ids=["nothing", "half a header"])
def test_who_says_nothing_is_disconnected(served, said):
    with served("--keep-alive 1") as url, silent(url, said) as connection:
        assert connection.recv(1) == b""


def test_of_too_many_the_one_that_was_silent_longest_goes(served):
    with served("--worker-connections 4 --keep-alive 600") as url:
        first, *others = [silent(url, HALF) for _ in range(5)]
        assert is_gone(first)
        with silent(url, b"GET /api/health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n") as another:
            assert another.recv(64).startswith(b"HTTP/1.1 200")
        for connection in (first, *others):
            connection.close()
