"""An example has a page that stays, is found, followed and shared; withdrawn, it is gone at once, with a kind word."""

import json
import re
from io import BytesIO
from xml.etree import ElementTree

import pytest
from PIL import Image
from sqlalchemy import update

from server.models.examples import Example, ExamplePhoto
from server.photos.files import PhotoFiles
from server.photos.rendition import Renditions
from server.platform.clock import now
from server.platform.database import write
from server.publishing.examples.photo_files import store
from tests.log.album import consent
from tests.publishing.shelf import GARDEN, approved, decide, shelve

ATOM = "{http://www.w3.org/2005/Atom}"


def webp(width: int, height: int) -> bytes:
    out = BytesIO()
    Image.new("RGB", (width, height), "#3a7d44").save(out, "WEBP")
    return out.getvalue()


@pytest.fixture
def reader(gallery):
    return gallery.app.test_client()


@pytest.fixture
def record(gallery):
    return approved(gallery, GARDEN)


def withdraw(village, id_):
    with village.app.app_context(), write() as session:
        session.execute(update(Example).where(Example.id == id_).values(state="withdrawn", changed_at=now()))


def test_a_page_tells_the_story_and_names_its_other_language(gallery, reader, record):
    shelve(gallery, record, "Vườn rau <em> chăm", slug="vuon-rau")
    page = reader.get("/dien-hinh/vuon-rau")
    assert page.status_code == 200
    assert "Vườn rau &lt;em&gt; chăm" in page.text
    assert "<p>Đoạn một.</p>" in page.text
    assert 'hreflang="en" href="http://localhost/dien-hinh/en/vuon-rau"' in page.text
    english = reader.get("/dien-hinh/en/vuon-rau").text
    assert '<html lang="en">' in english
    assert '<div class="text" lang="vi">' in english
    assert "The story is told in Vietnamese." in english


def test_what_is_withdrawn_is_gone_at_once(gallery, reader, record):
    id_ = shelve(gallery, record, "Vườn rau", slug="vuon-rau")
    tag = reader.get("/dien-hinh/vuon-rau").headers["ETag"]
    assert "Vườn rau" in reader.get("/dien-hinh").text
    withdraw(gallery, id_)
    gone = reader.get("/dien-hinh/vuon-rau", headers={"If-None-Match": tag})
    assert gone.status_code == 410
    assert "Điển hình này đã được rút lại" in gone.text
    assert "noindex" in gone.text
    for place in ("/dien-hinh", "/dien-hinh?q=vuon", "/dien-hinh/atom.xml", "/dien-hinh/feed.json", "/sitemap.xml"):
        assert "Vườn rau" not in reader.get(place).text.replace("Vườn rau em chăm", "")
        assert "vuon-rau<" not in reader.get(place).text
    assert reader.get("/dien-hinh/chua-tung-co").status_code == 404


def test_a_record_that_is_reopened_takes_its_page_along_at_once(gallery, reader, record):
    shelve(gallery, record, "Vườn rau", slug="vuon-rau")
    assert reader.get("/dien-hinh/vuon-rau").status_code == 200
    decide(gallery, "xa", record, "reopen", text="Xem lại")
    assert reader.get("/dien-hinh/vuon-rau").status_code == 410


def test_a_photo_leaves_its_page_with_the_consent_to_it_at_once(gallery, reader, record):
    shelve(gallery, record, "Vườn rau", GARDEN, slug="vuon-rau")
    places = ("/dien-hinh/vuon-rau", "/dien-hinh", "/dien-hinh/feed.json")
    assert all("/dien-hinh/anh/" in reader.get(place).text for place in places)
    consent(gallery.client("gv"), record, GARDEN, False)
    for place in places:
        assert GARDEN["sha256"][::-1] not in reader.get(place).text


def test_examples_are_found_without_signs_and_narrowed(gallery, reader, record):
    shelve(gallery, record, "Vườn rau của bé", slug="vuon-rau", kind="collective")
    shelve(gallery, record, "Thư viện xanh", slug="thu-vien")
    found = reader.get("/dien-hinh?q=vuon").text
    assert "Vườn rau của bé" in found
    assert "Thư viện xanh" not in found
    assert "Vườn rau của bé" not in reader.get("/dien-hinh?loai=individual").text
    assert "Không có điển hình nào như vậy" in reader.get("/dien-hinh?nam=2020-2021").text
    for strange in ("?q=%00", "?sau=xyz", "?xa=%25", f"?q={'x' * 5000}"):
        assert reader.get(f"/dien-hinh{strange}").status_code == 200


def test_a_long_list_goes_on(gallery, reader, record):
    for number in range(30):
        shelve(gallery, record, f"Chuyện số {number:02}", slug=f"chuyen-{number}")
    seen, place = set(), "/dien-hinh?q=chuyen"
    while place:
        text = reader.get(place).text
        seen |= set(re.findall(r"Chuyện số \d\d", text))
        after = re.search(r'class="on" href="([^"]*sau=[^"]*)"', text)
        place = after[1].replace("&amp;", "&") if after else None
    assert len(seen) == 30


def test_feeds_are_followed_for_a_304(gallery, reader, record):
    shelve(gallery, record, "Vườn rau & bé", slug="vuon-rau")
    answer = reader.get("/dien-hinh/atom.xml")
    feed = ElementTree.fromstring(answer.data)
    assert feed.find(f"{ATOM}entry/{ATOM}title").text == "Vườn rau & bé"
    assert feed.find(f"{ATOM}entry/{ATOM}link").attrib["href"] == "http://localhost/dien-hinh/vuon-rau"
    for name in ("id", "title", "updated", "author/{http://www.w3.org/2005/Atom}name"):
        assert feed.find(f"{ATOM}{name}").text
    again = reader.get("/dien-hinh/atom.xml", headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    items = json.loads(reader.get("/dien-hinh/en/feed.json").data)
    assert items["version"] == "https://jsonfeed.org/version/1.1"
    assert items["items"][0]["url"] == "http://localhost/dien-hinh/en/vuon-rau"


def test_pictures_come_in_two_sizes_while_they_may_be_shown(gallery, reader, record, tmp_path):
    gallery.app.config["PHOTOS"] = str(tmp_path)
    id_ = shelve(gallery, record, "Vườn rau", GARDEN, slug="vuon-rau")
    with gallery.app.app_context(), write() as session:
        key = store(session, PhotoFiles(str(tmp_path)), Renditions(webp(1280, 960), webp(480, 360)))
        session.execute(update(ExamplePhoto).where(ExamplePhoto.example == id_).values(key=key))
    text = reader.get("/dien-hinh/vuon-rau").text
    picture = re.search(r"<img [^>]*>", text[text.index("<main") :])[0]
    assert 'width="1280" height="960" alt="Vườn rau"' in picture
    places = dict(re.findall(r"(/dien-hinh/anh/\S+) (\d+)w", picture))
    assert sorted(places.values()) == ["1280", "480"]
    for place, wide in places.items():
        answer = reader.get(place)
        assert Image.open(BytesIO(answer.data)).width == int(wide)
        assert reader.get(place, headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304
    preview = re.search(r'og:image" content="http://localhost([^"]+)"', text)[1]
    link = reader.get(preview)
    assert Image.open(BytesIO(link.data)).size == (1200, 630)
    withdraw(gallery, id_)
    assert {reader.get(place).status_code for place in (*places, preview)} == {404}
