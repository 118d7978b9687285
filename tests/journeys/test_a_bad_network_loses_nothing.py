"""Answers that are lost, cut, slow or somebody else's: what was saved arrives once, and no screen says too much."""

import pytest

from tests.journeys.phone import SENT

pytestmark = pytest.mark.trust


@pytest.mark.parametrize("mode", ["lose_answer", "truncate", "portal", "moved", "slow"])
def test_it_arrives_once(mode, network, phone, place):
    teacher = phone("gv", url=network.url)
    teacher.begin()
    teacher.fill("Làm đất gieo hạt")
    network.spoil.append(mode)
    teacher.press("Gửi")
    network.wait_spoiled()
    if mode != "slow":
        teacher.says("Chưa nối được với máy chủ")
        teacher.says("1 chờ gửi")
        assert SENT not in teacher.truth.inner_text()
        arrived = [mode not in ("portal", "moved")]
        assert [bool(place.activities())] == arrived
        teacher.sync()
    teacher.sent()
    assert network.spoiled == [mode]
    [sent] = place.activities()
    assert (sent["data"]["title"], sent["status"]) == ("Làm đất gieo hạt", "submitted")
    assert teacher.line("Làm đất gieo hạt").count() == 1
