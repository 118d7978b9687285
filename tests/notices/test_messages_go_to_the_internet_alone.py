"""No subscription makes the server call an address of its own networks, or anything but a push service."""

import socket

import pytest

from server.notices.push import addresses, delivery
from tests.village import Village

GOOD = "https://fcm.googleapis.com/fcm/send/abc:def"
BAD = (
    "http://fcm.googleapis.com/x",
    "https://user:secret@push.example/x",
    "https://push.example:8443/x",
    "https://[::1]/x",
    "https://push.example/a b",
    "https://push.example/ờ",
    "https://ví.example/x",
    "file:///etc/passwd",
    "https://push.example/x\r\nHost: y",
    "https://push.example/x\n",
    "https:///x",
    "",
    "https://push.example/" + "x" * 1_000,
    "http://127.0.0.1:80/x",
)
PRIVATE = (
    *("127.0.0.1", "10.0.0.8", "192.168.1.1", "172.16.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1"),
    *("::1", "::", "fe80::1%eth0", "fc00::1", "ff02::1", "::ffff:127.0.0.1", "2002:7f00:1::", "64:ff9b::a00:8"),
)


@pytest.fixture
def gv(village: Village):
    return village.client("gv")


@pytest.mark.parametrize("url", BAD)
def test_what_is_no_push_service_is_refused(gv, service, url):
    answer = gv.send("PUT", "/api/push", service.browser() | {"endpoint": url})
    assert (answer.status_code, answer.json["code"]) == (400, "malformed")


@pytest.mark.parametrize(
    "members", [{"p256dh": "AAAA"}, {"auth": "AAAA"}, {"auth": "***"}, {"language": "fr"}, {"p256dh": 5}]
)
def test_keys_that_no_browser_makes_are_refused(gv, service, members):
    body = service.browser() | {"endpoint": GOOD} | members
    assert gv.send("PUT", "/api/push", body).status_code == 400


def test_a_push_service_is_taken(gv, service):
    assert gv.send("PUT", "/api/push", service.browser() | {"endpoint": GOOD}).status_code == 204


@pytest.mark.parametrize("address", PRIVATE)
def test_a_name_that_leads_inside_is_not_called(monkeypatch, address):
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 443))]
    public = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("142.250.4.95", 443))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: public + found)
    called = []
    monkeypatch.setattr(socket, "create_connection", lambda *a, **_: called.append(a))
    device = delivery.Device("https://rebound.example/x", "", "")
    assert delivery.deliver(device, b"x", delivery.Sender(None, "")) == delivery.GONE
    assert called == []


def test_a_public_address_is_called_as_it_was_looked_at(monkeypatch):
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("142.250.4.95", 443))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
    target = addresses.target_of(GOOD)
    assert (target.host, target.address, target.port) == ("fcm.googleapis.com", "142.250.4.95", 443)
    assert target.path == "/fcm/send/abc:def"


def test_a_name_that_nobody_knows_is_tried_again(monkeypatch):
    def unknown(*_, **__):
        raise socket.gaierror

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    assert delivery.deliver(delivery.Device(GOOD, "", ""), b"x", delivery.Sender(None, "")) == delivery.FAILED
