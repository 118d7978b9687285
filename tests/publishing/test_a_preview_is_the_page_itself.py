"""Who prepares an example sees its very page beforehand, in a frame of the desk; nobody else does."""

import re

from tests.log.album import consent
from tests.photos.pictures import value
from tests.publishing.desk import DATA, chosen, content, do, garden, office, photographed, prepared

__all__ = ["office", "photographed"]


def made(office):
    so, record = office.client("so"), garden(office, DATA)
    return do(so, prepared(so, record), "PUT", content(chosen(record, DATA), title="Trồng <b>rau</b>")).json


def article(text):
    """What a page says, whichever addresses its pictures have."""
    return re.sub(r'(?:src|srcset)="[^"]*"', "", text[text.index("<article") : text.index("</article>")])


def test_a_preview_is_what_will_be_published(office):
    example, so = made(office), office.client("so")
    place = f"/api/examples/{example['id']}/preview"
    shown = so.http.get(place)
    assert shown.status_code == 200
    assert "Trồng &lt;b&gt;rau&lt;/b&gt;" in shown.text
    assert "<script" not in shown.text
    assert "noindex" in shown.text
    policy = shown.headers["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in policy
    assert "script-src" not in policy
    assert shown.headers["Cache-Control"] == "no-store"
    assert '<html lang="en">' in so.http.get(f"{place}?language=en").text
    [picture] = re.findall(r'<img src="([^"]*small.webp)"', shown.text)
    assert so.http.get(picture).mimetype == "image/webp"
    published = do(office.client("so2"), do(so, example, "propose").json, "publish").json
    page = office.app.test_client().get(f"/dien-hinh/{published['slug']}")
    assert article(page.text) == article(shown.text)


def test_nobody_else_opens_it(office):
    example = made(office)
    place = f"/api/examples/{example['id']}/preview"
    picture = f"{place}/{example['pictures'][0]['key']}/small.webp"
    for path in (place, picture):
        assert office.app.test_client().get(path).json["code"] == "unauthenticated"
        for name in ("gv", "ht", "xa"):
            assert office.client(name).http.get(path).json["code"] == "forbidden", name
    so = office.client("so")
    assert so.http.get(f"{place}/{'0' * 64}/small.webp").status_code == 404
    assert so.http.get(f"{place}/../../x").status_code == 404
    consent(office.client("gv"), example["pictures"][0]["record"], value(DATA), False)
    assert '<img src="/api' not in so.http.get(place).text
