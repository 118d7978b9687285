"""The newest examples as feeds: Atom (RFC 4287) and JSON Feed 1.1."""

from datetime import UTC, datetime
from xml.etree.ElementTree import Element, SubElement, tostring

import orjson
from sqlalchemy.orm import Session

from server.platform.clock import utc_text
from server.publishing.examples.published import published_examples
from server.publishing.examples.readable import PublicExample
from server.publishing.pages.addresses import address
from server.publishing.pages.example_pages import summary
from server.publishing.pages.page import Page
from server.publishing.pages.pictures import photo_address
from server.publishing.pages.render import Reader
from server.publishing.pages.texts import Texts

MOST = 30  # examples in a feed
ATOM = "http://www.w3.org/2005/Atom"
EPOCH = datetime(2025, 9, 1, tzinfo=UTC)
"""When a feed without entries was changed."""


def atom(reader: Reader, session: Session) -> Page:
    """The Atom feed in a language; the stories themselves are in Vietnamese."""
    t, examples = Texts(reader.language), published_examples(session, limit=MOST).examples
    own = f"{reader.origin}{address(reader.language)}"
    feed = Element("feed", {"xmlns": ATOM, "xml:lang": reader.language})
    _text(feed, "id", own)
    _text(feed, "title", f"{t('site')} · {t('home_title')}")
    SubElement(feed, "link", {"href": own})
    SubElement(feed, "link", {"rel": "self", "href": f"{own}/atom.xml", "type": "application/atom+xml"})
    _text(feed, "updated", utc_text(max((one.changed_at for one in examples), default=EPOCH), "seconds"))
    _text(SubElement(feed, "author"), "name", t("department"))
    for one in examples:
        _entry(feed, reader, one)
    return Page(tostring(feed, "utf-8", xml_declaration=True), "application/atom+xml; charset=utf-8")


def _entry(feed: Element, reader: Reader, one: PublicExample) -> None:
    entry = SubElement(feed, "entry", {"xml:lang": "vi"})
    _text(entry, "id", f"urn:uuid:{one.id}")
    _text(entry, "title", one.title)
    SubElement(entry, "link", {"href": f"{reader.origin}{address(reader.language, '', one.slug)}"})
    _text(entry, "published", utc_text(one.published_at, "seconds"))
    _text(entry, "updated", utc_text(one.changed_at, "seconds"))
    _text(entry, "summary", summary(one))
    _text(entry, "content", "\n\n".join(one.paragraphs))
    for photo in one.photos:
        place = f"{reader.origin}{photo_address(photo)}"
        SubElement(entry, "link", {"rel": "enclosure", "href": place, "type": "image/webp", "title": photo.alt})


def _text(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = text


def json_feed(reader: Reader, session: Session) -> Page:
    """The JSON Feed in a language."""
    t, own = Texts(reader.language), f"{reader.origin}{address(reader.language)}"
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": f"{t('site')} · {t('home_title')}",
        "home_page_url": own,
        "feed_url": f"{own}/feed.json",
        "icon": f"{reader.origin}/icon-512.png",
        "language": reader.language,
        "authors": [{"name": t("department")}],
        "items": [_item(reader, one) for one in published_examples(session, limit=MOST).examples],
    }
    return Page(orjson.dumps(feed), "application/feed+json; charset=utf-8")


def _item(reader: Reader, one: PublicExample) -> dict[str, object]:
    place = f"{reader.origin}{address(reader.language, '', one.slug)}"
    item: dict[str, object] = {
        "id": f"urn:uuid:{one.id}",
        "url": place,
        "title": one.title,
        "content_text": "\n\n".join(one.paragraphs),
        "summary": summary(one),
        "date_published": utc_text(one.published_at, "seconds"),
        "date_modified": utc_text(one.changed_at, "seconds"),
        "language": "vi",
        "tags": [one.kind_label[reader.language]],
    }
    if one.photos:
        item["image"] = f"{reader.origin}{photo_address(one.photos[0])}"
    return item
