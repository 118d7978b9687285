"""Whatever a stranger asks of the public pages is answered: with a page, a refusal or nothing new, never with a fault,
and with nothing that is not public."""

import pytest

from server.api import public_pages
from server.publishing.pages import edition
from server.publishing.pages.feeds import atom
from tests.publishing.desk import DATA, content, do, garden, office, photographed, prepared, published
from tests.publishing.shelf import YEAR

__all__ = ["office", "photographed"]

LONG = "x" * 5_000
ADDRESSES = (
    "/dien-hinh/",
    "/dien-hinh/..%2f",
    "/dien-hinh/..%2f..%2fapi%2frecords",
    "/dien-hinh/%2e%2e/%2e%2e/etc/passwd",
    "/dien-hinh/%00",
    "/dien-hinh/a%00b",
    "/dien-hinh/%ff%fe",
    "/dien-hinh/%ED%A0%80",
    "/dien-hinh/en/%00",
    "/dien-hinh/en/en/en",
    f"/dien-hinh/{LONG}",
    "/dien-hinh/mo-hinh/%00",
    "/dien-hinh/mo-hinh/-",
    "/dien-hinh/mo-hinh/%ff",
    f"/dien-hinh/mo-hinh/{LONG}",
    "/dien-hinh/mo-hinh/garden/",
    "/dien-hinh/mo-hinh/__proto__",
    "/dien-hinh/so-lieu/%00",
    "/dien-hinh/so-lieu/%00.csv",
    "/dien-hinh/so-lieu/%ff.json",
    f"/dien-hinh/so-lieu/{LONG}.csv",
    "/dien-hinh/so-lieu/..%2f..%2fx.csv",
    "/dien-hinh/so-lieu/.json",
    "/dien-hinh/anh/%00.webp",
    "/dien-hinh/anh/..%2f..%2fx.webp",
    f"/dien-hinh/anh/{LONG}.webp",
    "/dien-hinh/anh/%00.1.jpg",
    "/dien-hinh/anh/vuon-rau-em-cham.999999999999999999999999.jpg",
    "/dien-hinh/anh/vuon-rau-em-cham.-1.jpg",
    "/dien-hinh/tep/..%2f..%2fconfig.py",
    "/dien-hinh/tep/%00",
    "/dien-hinh?q=%00&nam=%00&loai=%00&xa=%00&mo-hinh=%00&sau=%00",
    "/dien-hinh?q=%ff&nam=%ED%A0%80",
    f"/dien-hinh?q={LONG}&sau={LONG}",
    "/dien-hinh?q=" + "+".join("a" for _ in range(2_000)),
    "/dien-hinh?q=%25&q=_&q='%22%3B--",
    "/dien-hinh?nam=-1",
    "/dien-hinh?nam=99999999-0",
    "/dien-hinh?sau=MjAyNi0wMS0wMVQwMDowMDowMFp8eA",
    "/dien-hinh?sau=%F0%9F%8C%B8",
    "/dien-hinh/hoi-nghi?nam=",
    "/dien-hinh/hoi-nghi?nam=%00",
    "/dien-hinh/hoi-nghi?nam=%ff",
    "/dien-hinh/hoi-nghi?nam=2020",
    "/dien-hinh/hoi-nghi?nam=2020-2019",
    "/dien-hinh/hoi-nghi?nam=99999-100000",
    f"/dien-hinh/trinh-chieu?nam={LONG}",
    "/dien-hinh/trinh-chieu?nam=<script>",
    "/dien-hinh/en/slides?nam=x",
    "/robots.txt?%00",
    "/sitemap.xml?%ff",
)
HEADERS = (
    {"Accept-Language": "*;q=x, \x80, vi" * 200},
    {"Accept-Language": "-,;=,,,"},
    {"Accept-Encoding": "br;q=0, gzip;q=banana, *;q=-1"},
    {"Accept-Encoding": "\xff\xfe"},
    {"If-None-Match": 'W/"' + "a" * 4_000},
    {"If-None-Match": '"", *, W/, "\xe9"'},
    {"If-None-Match": "*"},
    {"If-Modified-Since": "Mon, 99 Foo 0000 99:99:99 GMT"},
    {"If-Range": "\x80", "Range": "bytes=9-1,-,x"},
    {"Range": "bytes=99999999999999999999-"},
    {"Cookie": "session=\xff; a=b; =; ;;"},
    {"X-Forwarded-For": "\x80, ::1", "X-Forwarded-Proto": "javascript"},
)
PAGES = ("/dien-hinh", "/dien-hinh/vuon-rau-em-cham", "/dien-hinh/atom.xml", "/dien-hinh/feed.json", "/sitemap.xml")


@pytest.fixture
def reader(office):
    published(office, DATA)
    return office.app.test_client()


def test_every_address_is_answered(reader):
    strange = {}
    for address in ADDRESSES:
        for method in ("GET", "HEAD"):
            answer = reader.open(address, method=method)
            if answer.status_code not in (200, 301, 308, 400, 404, 410, 414):
                strange[method, address[:80]] = answer.status_code
            assert not answer.headers.getlist("Set-Cookie")
            assert "passwd" not in answer.text.lower() or answer.status_code == 404
            assert "<script>" not in answer.text
    assert strange == {}


def test_every_header_is_answered(reader):
    for headers in HEADERS:
        for page in PAGES:
            answer = reader.get(page, headers=headers)
            assert answer.status_code in (200, 304, 400, 416), (headers, page)
            assert b"passwd" not in answer.data
            assert not answer.headers.getlist("Set-Cookie")


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND"])
def test_pages_are_read_and_nothing_else(reader, method):
    for page in (*PAGES, f"/dien-hinh/hoi-nghi?nam={YEAR}", "/dien-hinh/sw.js"):
        answer = reader.open(page, method=method, data=b"\x00\xff" * 500)
        assert answer.status_code in (200, 204, 403, 404, 405, 501), (method, page)
        assert answer.status_code not in (200, 204) or not answer.data, (method, page)


def test_a_script_in_every_text_is_text_in_every_public_answer(office):
    so, so2 = office.client("so"), office.client("so2")
    script = "</script><script>alert('1')</script>\"' onerror=alert(1) ]]> {{ 7*7 }} cả trường cùng làm"
    texts = {"title": script, "story": script, "credit": script}
    record = garden(office, DATA)
    photo = content()["photos"]
    example = do(so, prepared(so, record), "PUT", content(*photo, **texts)).json
    example = do(so2, do(so, example, "propose").json, "publish").json
    reader = office.app.test_client()
    slug = example["slug"]
    for page in ("/dien-hinh", f"/dien-hinh/{slug}", f"/dien-hinh/hoi-nghi?nam={YEAR}", "/dien-hinh/en/slides"):
        answer = reader.get(page)
        assert answer.status_code == 200, page
        assert "<script>alert" not in answer.text, page
        assert "alert(&#39;1&#39;)" in answer.text, page
        assert "49" not in answer.text.split("{{ 7*7 }}")[1][:9], page
        assert "script-src 'self'" in answer.headers["Content-Security-Policy"], page
    assert "&lt;script&gt;" in reader.get("/dien-hinh/atom.xml").text
    assert reader.get("/dien-hinh/feed.json").json["items"][0]["title"] == script


def test_a_feed_reader_that_asks_each_second_costs_one_drawing(reader, monkeypatch):
    drawn, tag = [], ""
    monkeypatch.setattr(public_pages, "atom", lambda *given: drawn.append(1) or atom(*given))
    monkeypatch.setattr(edition.time, "monotonic", lambda: 0.0)  # the minute after which a page is drawn anew
    for _ in range(60):
        answer = reader.get("/dien-hinh/atom.xml", headers={"If-None-Match": tag})
        assert (answer.status_code, bool(answer.data)) == ((304, False) if tag else (200, True))
        tag = answer.headers["ETag"]
    assert drawn == [1]


def test_a_packing_that_a_reader_refuses_is_not_sent(reader):
    for accepted, packing in (("br;q=0, gzip", "gzip"), ("gzip, br", "br"), ("zstd", None), ("", None)):
        answer = reader.get("/dien-hinh", headers={"Accept-Encoding": accepted})
        assert answer.headers.get("Content-Encoding") == packing, accepted
