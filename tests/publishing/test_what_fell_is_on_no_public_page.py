"""An example whose record is reopened, deleted or returned, or a photo of which consent is taken back, is at once on no
public page, feed, map, slide or file."""

import re

import pytest

from tests.log.album import consent
from tests.photos.pictures import value
from tests.publishing.desk import DATA, OTHER, content, office, photographed, published
from tests.publishing.shelf import YEAR, decide

__all__ = ["office", "photographed"]

SLUG, TITLE, CREDIT = "vuon-rau-em-cham", content()["title"], content()["credit"]
LISTS = (
    "/dien-hinh",
    "/dien-hinh/en",
    "/dien-hinh?q=cham",
    f"/dien-hinh/hoi-nghi?nam={YEAR}",
    f"/dien-hinh/en/slides?nam={YEAR}",
    "/dien-hinh/atom.xml",
    "/dien-hinh/en/atom.xml",
    "/dien-hinh/feed.json",
    "/dien-hinh/en/feed.json",
    "/sitemap.xml",
)
PAGES = (f"/dien-hinh/{SLUG}", f"/dien-hinh/en/{SLUG}")


def reopened(village, record):
    decide(village, "xa", record, "reopen", text="Xem lại số liệu")


def returned(village, record):
    reopened(village, record)
    decide(village, "xa", record, "return", text="Thiếu số học sinh")


def deleted(village, record):
    returned(village, record)
    decide(village, "gv", record, "delete")


def restored(village, record):
    deleted(village, record)
    decide(village, "gv", record, "restore")


def pictures_of(reader) -> set[str]:
    text = "".join(reader.get(page).text for page in PAGES)
    return set(re.findall(r"/dien-hinh/anh/[\w.-]+", text))


@pytest.mark.parametrize("falls", [reopened, returned, deleted, restored])
def test_what_stands_no_more_is_on_no_public_page(office, falls):
    example, reader = published(office, DATA, OTHER), office.app.test_client()
    tags = {place: reader.get(place).headers["ETag"] for place in (*PAGES, *LISTS)}
    pictures = pictures_of(reader)
    assert len(pictures) == 5  # two photos in two sizes, and that of links
    assert all(SLUG in reader.get(place).text or TITLE in reader.get(place).text for place in LISTS)
    falls(office, example["originals"][0]["record"])
    for place in LISTS:
        answer = reader.get(place, headers={"If-None-Match": tags[place]})
        assert answer.status_code in (200, 404), place  # a conference that honours nobody has no page
        assert not any(one in answer.text for one in (SLUG, CREDIT, *pictures)), place
    for page in PAGES:
        answer = reader.get(page, headers={"If-None-Match": tags[page]})
        assert answer.status_code == 410, page
        assert not any(one in answer.text for one in (TITLE, CREDIT, *pictures)), page
    assert {reader.get(one).status_code for one in pictures} == {404}


def test_a_photo_whose_consent_is_taken_back_is_in_no_public_answer(office):
    example, reader = published(office, DATA, OTHER), office.app.test_client()
    places = [place for place in (*PAGES, *LISTS) if "sitemap" not in place]
    before = {place: set(re.findall(r"/dien-hinh/anh/[\w.-]+", reader.get(place).text)) for place in places}
    assert all(before.values())
    gone = {one["key"] for one in example["pictures"] if one["sha256"] == value(DATA)["sha256"]}
    consent(office.client("gv"), example["originals"][0]["record"], value(DATA), False)
    for place in places:
        assert not any(key in reader.get(place).text for key in gone), place
    taken = {one for found in before.values() for one in found if any(key in one for key in gone)}
    assert {reader.get(one).status_code for one in taken} == {404}
    assert CREDIT in reader.get(PAGES[0]).text


def test_phones_that_keep_pages_are_told_what_stands(office):
    example, reader = published(office, DATA, OTHER), office.app.test_client()

    def standing() -> dict:
        return reader.get("/dien-hinh/con-lai.json").json

    keys = {one["sha256"]: one["key"][:16] for one in example["pictures"]}
    assert {SLUG, "mo-hinh", "conference"} <= set(standing()["pages"])
    assert standing()["photos"] == sorted(keys.values())
    record = example["originals"][0]["record"]
    consent(office.client("gv"), record, value(DATA), False)
    assert standing()["photos"] == [keys[value(OTHER)["sha256"]]]
    reopened(office, record)
    assert SLUG not in standing()["pages"]
    assert standing()["photos"] == []
