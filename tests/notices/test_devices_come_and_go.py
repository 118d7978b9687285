"""A device that is gone, signed out, given up or one too many is sent nothing; one that hangs holds up nobody."""

import time

import pytest
from sqlalchemy import func, select

from server.models.push import PushSubscription
from server.notices.push import delivery
from server.platform.database import read
from tests.notices.inbox import decide, sent
from tests.village import Village


def wanted(village: Village) -> int:
    """How many devices are sent notices."""
    with village.app.app_context(), read() as session:
        return session.scalar(select(func.count()).select_from(PushSubscription))


def returned(village: Village) -> None:
    decide(village, "so", sent(village, "gv"), "return", text="Xem lại")


@pytest.fixture
def device(village: Village, service, pushed):
    client = village.client("gv")
    assert client.send("PUT", "/api/push", service.browser()).status_code == 204
    pushed()
    returned(village)
    return client


@pytest.mark.parametrize("status", [404, 410])
def test_one_that_is_gone_is_forgotten(village: Village, service, pushed, device, status):
    service.answer = status
    assert pushed() == 0
    assert wanted(village) == 0


@pytest.mark.parametrize("status", [301, 307, 400, 403, 429, 500, 503])
def test_what_was_not_taken_is_sent_again(village: Village, service, pushed, device, status):
    service.answer = status
    assert pushed() == 0
    assert (wanted(village), len(service.messages)) == (1, 1)
    service.answer = 201
    assert pushed() == 1
    assert service.messages[0] == service.messages[1]


def test_one_that_is_never_reached_is_given_up(village: Village, service, pushed, device):
    service.answer = 500
    for _ in range(20):
        pushed()
    assert wanted(village) == 0


@pytest.mark.parametrize("way", ["hang", "drip"])
def test_one_that_hangs_holds_up_nobody(village: Village, service, pushed, device, monkeypatch, way):
    monkeypatch.setattr(delivery, "WAITED", 0.3)
    monkeypatch.setattr(delivery, "LONGEST", 0.6)
    service.answer = way
    began = time.monotonic()
    assert pushed() == 0
    assert time.monotonic() - began < 5
    assert wanted(village) == 1


def test_signing_out_and_being_signed_out_end_it(village: Village, service, pushed, device):
    assert device.send("DELETE", "/api/session").status_code == 204
    assert wanted(village) == 0
    again = village.client("gv")
    again.send("PUT", "/api/push", service.browser())
    listed = village.client("ht").get(f"/api/devices?person={village.accounts['gv']}").json["people"][0]["devices"]
    for one in listed:
        assert village.client("gv").send("DELETE", f"/api/devices/{one['id']}").status_code == 204
    assert wanted(village) == 0


def test_somebody_whose_account_is_disabled_is_sent_nothing(village: Village, service, pushed, device):
    address, so = f"/api/people/{village.accounts['gv']}", village.client("so")
    version = so.get(address).json["version"]
    disabled = so.send("POST", f"{address}/disable", {"reason": "Mất máy"}, version=version)
    assert disabled.status_code == 200, disabled.text
    assert pushed() == 0
    assert service.messages == []


def test_a_person_has_ten_and_the_latest_stay(village: Village, service):
    village.app.config["PUSH_LOOPBACK"] = True
    devices = [village.client("gv") for _ in range(13)]
    for number, one in enumerate(devices):
        assert one.send("PUT", "/api/push", service.browser(str(number))).status_code == 204
    assert wanted(village) == 10
    assert [one.get("/api/push").json["on"] for one in devices] == [False] * 3 + [True] * 10
    for _ in range(30):
        devices[-1].send("PUT", "/api/push", service.browser("12"))
    assert wanted(village) == 10


def test_one_browser_of_one_person_is_told_once(village: Village, service, pushed, device):
    village.client("gv").send("PUT", "/api/push", service.browser())
    assert wanted(village) == 1
