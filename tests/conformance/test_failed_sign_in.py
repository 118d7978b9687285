"""A sign-in that fails tells nothing about accounts, and never fails with a 500."""

import pytest

from .phone_probe import JSON, PASSWORD, connect, problem, sign_in


@pytest.fixture
def client(server_url):
    with connect(server_url) as client:
        yield client


def test_a_wrong_password_and_an_unknown_name_look_alike(client):
    wrong = problem(sign_in(client, "admin.demo", "không phải"), 401, "unauthenticated")
    unknown = problem(sign_in(client, "khong.co.ai", PASSWORD), 401, "unauthenticated")
    assert wrong == unknown
    assert not list(client.cookies.jar)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b'"x"',
        b"5",
        b"{}",
        b'{"username": "gv.demo"}',
        b"[" * 100000,
        b'{"username": 5, "password": 5}',
        b'{"username": ["a"], "password": {}}',
    ],
)
def test_a_malformed_sign_in(client, body):
    assert client.post("/api/session", content=body, headers=JSON).status_code in (400, 413, 422)


@pytest.mark.parametrize("name", ["a\\u0000", "\\ud800", "x" * 100000])
def test_a_strange_name_is_never_a_500(client, name):
    body = f'{{"username": "{name}", "password": "{name}", "device": {{"id": "1", "name": "m"}}}}'.encode()
    assert 400 <= client.post("/api/session", content=body, headers=JSON).status_code < 500
