"""A public page is light, is asked for again for nothing, and leaves nothing behind."""

import re

import pytest

from server import create_app

FIRST_VIEW = 30 * 1024
"""The most bytes, packed, that a first view may take beside its pictures."""


@pytest.fixture
def reader(demo_url):
    return create_app({"DATABASE_URL": demo_url, "LOG_LEVEL": "WARNING"}).test_client()


def first_view(reader, address: str) -> int:
    """The bytes, packed, of a page and of all that it needs beside pictures."""
    page = reader.get(address, headers={"Accept-Encoding": "br"})
    text = reader.get(address).text
    named = {*re.findall(r'<(?:link rel="stylesheet" href|script src)="([^"]+)"', text), "/dien-hinh/sw.js"}
    assert len(named) == 3
    files = [reader.get(one, headers={"Accept-Encoding": "br"}) for one in named]
    assert {one.headers["Content-Encoding"] for one in [page, *files]} == {"br"}
    return sum(len(one.data) for one in [page, *files])


def pages(reader) -> list[str]:
    """The paths of all pages that search engines are shown: lists, examples, models and figures, in both languages."""
    return re.findall("<loc>http://localhost([^<]+)</loc>", reader.get("/sitemap.xml").text)


def some_of_each(places: list[str], most: int = 4) -> list[str]:
    """The first pages of each folder, and the last."""
    folders = {place.rpartition("/")[0]: [] for place in places}
    for place in places:
        folders[place.rpartition("/")[0]].append(place)
    return [place for those in folders.values() for place in {*those[: most - 1], those[-1]}]


def test_a_first_view_is_thirty_kilobytes_at_most(reader):
    views = {one: first_view(reader, one) for one in [*some_of_each(pages(reader)), "/dien-hinh/khong-co"]}
    assert {place: size for place, size in views.items() if size > FIRST_VIEW} == {}


def test_what_a_reader_has_costs_a_304(reader):
    first = reader.get("/dien-hinh")
    assert first.headers["Cache-Control"] == "public, max-age=0, s-maxage=55"
    again = reader.get("/dien-hinh", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    packed = reader.get("/dien-hinh", headers={"Accept-Encoding": "br", "If-None-Match": first.headers["ETag"]})
    assert packed.status_code == 304


def test_nobody_is_followed(reader):
    answer = reader.get("/dien-hinh")
    assert "Set-Cookie" not in answer.headers
    assert not re.findall(r'(?:src|href)="(?!/|#|http://localhost/)', answer.text)
    assert "style=" not in answer.text
    assert not re.search(r"<script(?! src)|<style| on[a-z]+=", answer.text)
    policy = answer.headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy


def test_a_missing_page_is_no_app(reader):
    answer = reader.get("/dien-hinh/khong-co", headers={"Accept": "text/html"})
    assert answer.status_code == 404
    assert "Không có trang này" in answer.text
    assert "/assets/" not in answer.text


def test_search_engines_find_each_page_in_both_languages(reader):
    assert "Sitemap: http://localhost/sitemap.xml" in reader.get("/robots.txt").text
    places = pages(reader)
    assert {"/dien-hinh", "/dien-hinh/en", "/dien-hinh/en/models/garden"} <= set(places)
    for place in places:
        answer = reader.get(place)
        assert answer.status_code == 200
        assert f'<link rel="canonical" href="http://localhost{place}">' in answer.text


def test_what_is_no_model_is_no_choice_of_models(reader):
    text = reader.get("/dien-hinh").text

    def choices(name: str) -> set[str]:
        [select] = re.findall(f'<select name="{name}">(.*?)</select>', text)
        return set(re.findall('<option value="([^"]+)"', select))

    assert {"garden", "library"} <= choices("mo-hinh")
    assert choices("loai") == {"individual", "collective", "good_deed"}
    assert not choices("mo-hinh") & choices("loai")
    for model in choices("mo-hinh"):
        assert 'class="picture"' in reader.get(f"/dien-hinh?mo-hinh={model}").text
