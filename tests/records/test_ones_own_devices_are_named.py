"""Values that somebody wrote on two devices of their own are told apart by the devices' names; others learn none."""

import pytest

from server.platform.device_names import short_device_name
from tests.village import Village

CHROME = "Mozilla/5.0 (Linux; Android 12; SM-A127F) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/109.0.0.0 Mobile"
SAFARI = "Mozilla/5.0 (iPhone; CPU iPhone OS 16_3 like Mac OS X) AppleWebKit Version/16.3 Mobile/15E148 Safari/604.1"


def written(change, field="n"):
    """Value in conflict → the device that it was written on, as an account is shown it."""
    kept = {one["value"]: one.get("device") for one in change["conflicts"][field].values()}
    return kept | {change["data"][field]: change["wrote"][field].get("device")}


def test_to_their_writer_alone(village: Village):
    first, second = village.sign_in("gv", CHROME), village.sign_in("gv", SAFARI)
    put = first.put(then="submit")
    base = first.do(put)["version"]
    for phone, n in ((first, 30), (second, 42)):
        phone.do(phone.put(record=put["id"], base=base, set={"n": n}))

    [shown] = village.client("gv").sync()["changes"]
    assert written(shown) == {30: "Chrome 109 · Android 12", 42: "Safari 16 · iPhone"}
    [to_leader] = village.client("ht").sync()["changes"]
    assert written(to_leader) == {30: None, 42: None}

    own = first.get(f"/api/devices?person={first.account}").json["people"][0]["devices"]
    [safari] = [one["id"] for one in own if one["name"] == "Safari 16 · iPhone"]
    assert first.send("DELETE", f"/api/devices/{safari}").status_code == 204
    [shown] = village.client("gv").sync()["changes"]
    assert written(shown) == {30: "Chrome 109 · Android 12", 42: None}


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (CHROME, "Chrome 109 · Android 12"),
        (SAFARI, "Safari 16 · iPhone"),
        ("Mozilla/5.0 (Linux; Android 13) Version/4.0 Chrome/110.0 Mobile Safari/537.36", "Chrome 110 · Android 13"),
        ("Mozilla/5.0 (Linux; Android 13) SamsungBrowser/21.0 Chrome/110.0", "SamsungBrowser 21 · Android 13"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/119.0 Safari/537.36 Edg/119.0", "Edge 119 · Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0", "Firefox 128 · Linux"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) CriOS/119.0 Mobile Safari", "Chrome 119 · iPhone"),
        ("máy của trường", "máy của trường"),
        ("x" * 200, "x" * 60),
        ("", None),
        (None, None),
    ],
)
def test_by_a_short_name(agent, name):
    assert short_device_name(agent) == name
