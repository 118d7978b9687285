"""The app's photos through a network that is cut at every tenth of their bytes: all arrive, and little goes twice."""

import os

import pytest

from tests.journeys.cutting import Cutting
from tests.journeys.gallery import album, begin_album, place, take
from tests.journeys.phone import SENT, Phone, new_context
from tests.journeys.pictures import picture

__all__ = ["album", "place"]

PHOTOS = 5 if os.environ.get("LANTOA_PROVE") == "1" else 1
SHARE, BESIDE = 1.3, 32 << 10  # of the photo's bytes, and bytes beside them
TAPS = 30


@pytest.fixture
def network(album):
    network = Cutting(album.port)
    yield network
    network.end()


def sent(phone: Phone) -> None:
    """Tapped until all is sent: whoever has such a network taps."""
    for _ in range(TAPS):
        phone.page.get_by_role("button", name="Đồng bộ ngay", disabled=False).wait_for()
        if SENT in phone.truth.inner_text():
            return
        phone.sync()
    phone.sent()


@pytest.mark.prove
@pytest.mark.slow
def test_through_a_network_that_is_cut_at_every_tenth_all_arrives(browser, album, place, network):
    page = new_context(browser).new_page()
    phone = Phone(page, network.url)
    phone.sign_in(place.people["gv"])
    for at in range(PHOTOS):
        begin_album(page, f"Vườn rau lần {at + 1}")
        take(page, picture(page, hue=at * 36))
        phone.press("Gửi")
        sent(phone)
    page.context.close()
    place.app.config["PHOTOS"] = album.settings["LANTOA_PHOTOS"]
    gv = place.client("gv")
    records = gv.get("/api/records?register=album&limit=100").json["records"]
    assert len(records) == PHOTOS
    for record in records:
        [photo] = record["data"]["photos"]
        name, size = photo["sha256"], photo["bytes"]
        travelled, cuts = network.travelled[name], network.cuts[name]
        print(f"{size} bytes, cut off {cuts} times: {travelled} bytes travelled, {travelled / size:.2f} times as many")
        assert cuts >= 9
        assert travelled <= SHARE * size + BESIDE
        assert gv.get(f"/api/records/{record['id']}/photos/{name}").status_code == 200
