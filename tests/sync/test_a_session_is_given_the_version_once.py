"""A phone gives the server's session its app's version, and how much it holds, once: the one stays while it runs."""

import json

import pytest

from sync.phone import Phone
from tests.sync.test_phone_batches import UNIT, Server, phone_with, problem


def given(server: Server) -> list[bool]:
    """Of each request, whether the version came with it, and the report with that."""
    for body in server.requests:
        assert ("app" in body) <= ("queue" in body)
    return ["app" in body for body in server.requests]


def exchanged(*replies) -> Server:
    server = Server(*replies)
    phone = phone_with(0, server)
    for _ in range(4):
        phone.exchange()
    return server


def history(body):
    answer = {"nonce": body["nonce"], "cursor": "r", "reset": {UNIT: "history"}}
    return 200, {}, json.dumps(answer).encode()


@pytest.mark.parametrize(
    ("replies", "expected"),
    [
        ((), [True, False, False, False]),
        ((ConnectionError(), problem(503, "read_only")), [True, True, True, False]),
        ((None, history), [True, False, True, False]),
        ((None, problem(401, "unauthenticated")), [True, False, True, False]),
        ((None, problem(503, "read_only")), [True, False, False, False]),
    ],
    ids=["once", "until it has arrived", "after a restore", "to the next session", "not after a pause"],
)
def test_it_is_given(replies, expected):
    assert given(exchanged(*replies)) == expected


def test_an_app_that_starts_gives_its_own():
    server = Server()
    phone = phone_with(0, server)
    phone.exchange()
    Phone.load(phone.dump(), server, app="next").exchange()
    assert [body.get("app") for body in server.requests] == ["python", "next"]
