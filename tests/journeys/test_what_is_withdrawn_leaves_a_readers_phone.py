"""What is withdrawn, or a photo to which consent is taken back, leaves a reader's phone when it is next online."""

import pytest
from playwright.sync_api import expect
from sqlalchemy import update

from server.models.examples import Example
from server.platform.clock import now
from server.platform.database import write
from tests.journeys.gallery import album, place
from tests.journeys.phone import new_context
from tests.journeys.until import until
from tests.log.album import consent
from tests.photos.pictures import coded, drawn, value
from tests.publishing.desk import published

__all__ = ["album", "place"]

DATA = coded(drawn())
KEPT = """async () => {
  const cache = await caches.open('dien-hinh-1')
  return (await cache.keys()).map(({ url }) => new URL(url).pathname)
}"""
NAMES = """async (name) => {
  const cache = await caches.open('dien-hinh-1')
  const texts = await Promise.all((await cache.keys()).map(async (one) => (await cache.match(one)).text()))
  return texts.filter((text) => text.includes(name)).length
}"""

DROP_PICTURES = """async () => {
  const cache = await caches.open('dien-hinh-1')
  const pictures = (await cache.keys()).filter(({ url }) => url.includes('/anh/'))
  await Promise.all(pictures.map((one) => cache.delete(one)))
}"""


@pytest.fixture
def example(place, tmp_path):
    place.app.config["PHOTOS"] = str(tmp_path / "photos")
    place.add("so2", "department", place.province)
    return published(place, DATA)


@pytest.fixture
def page(browser, album, example):
    """A reader's page, on which the example and the first page were opened; the worker has kept both."""
    context = new_context(browser)
    page = context.new_page()
    page.goto(f"{album.url}/dien-hinh")
    page.evaluate("navigator.serviceWorker.ready.then(() => {})")
    page.wait_for_function("() => navigator.serviceWorker.controller !== null")
    page.goto(f"{album.url}/dien-hinh/{example['slug']}")
    page.goto(f"{album.url}/dien-hinh")
    until(page, f"async () => (await ({NAMES})('{example['slug']}')) === 2")
    yield page
    context.close()


def withdraw(place, example):
    with place.app.app_context(), write() as session:
        session.execute(update(Example).where(Example.id == example["id"]).values(state="withdrawn", changed_at=now()))


def take_back(place, example):
    consent(place.client("gv"), example["originals"][0]["record"], value(DATA), False)


@pytest.mark.parametrize(("happens", "name"), [(withdraw, "slug"), (take_back, "key")])
def test_it_leaves_the_phone_with_the_next_page_that_is_opened(page, album, place, example, happens, name):
    gone = example["slug"] if name == "slug" else example["pictures"][0]["key"]
    assert any(gone in path for path in page.evaluate(KEPT))
    happens(place, example)
    page.goto(f"{album.url}/dien-hinh/mo-hinh")
    until(page, f"async () => (await ({NAMES})('{gone}')) === 0")
    assert not any(gone in path for path in page.evaluate(KEPT))
    page.context.set_offline(True)
    page.goto(f"{album.url}/dien-hinh")
    expect(page.get_by_role("heading", level=1)).to_contain_text("lan tới nhiều trường")
    page.goto(f"{album.url}/dien-hinh/{example['slug']}")
    heading = "Máy đang không có mạng" if name == "slug" else example["title"]
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)


def test_lists_forget_it_too_when_its_own_page_is_the_next_that_is_opened(page, album, place, example):
    # Its pictures went first, as those of a phone that keeps much do: nothing of it is kept but its page.
    page.evaluate(DROP_PICTURES)
    withdraw(place, example)
    page.goto(f"{album.url}/dien-hinh/{example['slug']}")
    until(page, f"async () => (await ({NAMES})('{example['slug']}')) === 0")
    page.context.set_offline(True)
    page.goto(f"{album.url}/dien-hinh")
    expect(page.get_by_role("heading", level=1)).to_contain_text("lan tới nhiều trường")


def test_a_feed_that_was_opened_as_a_page_is_kept_and_forgets_what_is_withdrawn(page, album, place, example):
    page.goto(f"{album.url}/dien-hinh/feed.json")
    page.goto(f"{album.url}/dien-hinh")
    assert "/dien-hinh/feed.json" in page.evaluate(KEPT)
    until(page, f"async () => (await ({NAMES})('{example['slug']}')) === 3")
    withdraw(place, example)
    page.goto(f"{album.url}/dien-hinh/mo-hinh")
    until(page, f"async () => (await ({NAMES})('{example['slug']}')) === 0")
    assert "/dien-hinh/feed.json" in page.evaluate(KEPT)
