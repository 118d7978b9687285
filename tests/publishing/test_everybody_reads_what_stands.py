"""Everybody reads published examples whose records stand as they were approved, with photos of whom agreed; no more."""

import pytest

from server.models.examples import STATES
from server.platform.database import read
from server.publishing.examples.published import (
    public_photo,
    published_choices,
    published_example,
    published_examples,
)
from tests.log.album import consent
from tests.publishing.shelf import GARDEN, LIBRARY, YEAR, approved, decide, shelve


def of(village, function, *args, **filters):
    with village.app.app_context(), read() as session:
        return function(session, *args, **filters)


def titles(village, **filters):
    return [one.title for one in of(village, published_examples, **filters).examples]


def test_an_example_is_read_with_all_that_belongs_to_it(gallery):
    record = approved(gallery, GARDEN)
    shelve(gallery, record, "Vườn rau em chăm", GARDEN, fanpage_link="https://example.org/1")
    one = of(gallery, published_example, "vuon-rau-em-cham")
    assert (one.title, one.paragraphs) == ("Vườn rau em chăm", ("Đoạn một.", "Đoạn hai."))
    assert (one.unit_name, one.commune_name, one.kind_label["vi"]) == ("TH Sín Thầu", "Sín Thầu", "Cá nhân")
    assert (one.edition, one.fanpage_link, one.year) == (1, "https://example.org/1", YEAR)
    [shown] = one.photos
    assert (shown.width, shown.height, shown.small_width, shown.small_height) == (1280, 960, 480, 360)
    assert of(gallery, public_photo, shown.key) == shown
    assert of(gallery, published_example, "khong-co") is None
    assert of(gallery, published_example, "\0") is None
    assert of(gallery, public_photo, "../secret") is None


@pytest.mark.parametrize("state", STATES)
def test_only_what_is_published_is_read(gallery, state):
    record = approved(gallery, GARDEN)
    shelve(gallery, record, "Vườn rau", GARDEN, state=state)
    public = state == "published"
    assert (of(gallery, published_example, "vuon-rau") is not None) == public
    assert (titles(gallery) == ["Vườn rau"]) == public
    assert (of(gallery, public_photo, GARDEN["sha256"][::-1]) is not None) == public
    assert (of(gallery, published_choices).years == (YEAR,)) == public


def test_a_record_that_is_reopened_takes_its_example_along_for_good(gallery):
    record = approved(gallery, GARDEN)
    shelve(gallery, record, "Vườn rau", GARDEN)
    assert titles(gallery) == ["Vườn rau"]
    decide(gallery, "xa", record, "reopen", text="Xem lại số liệu")
    assert (titles(gallery), of(gallery, public_photo, GARDEN["sha256"][::-1])) == ([], None)
    decide(gallery, "xa", record, "approve")
    assert (titles(gallery), of(gallery, published_example, "vuon-rau")) == ([], None)


def test_a_photo_goes_with_the_consent_to_it(gallery):
    record = approved(gallery, GARDEN, LIBRARY)
    shelve(gallery, record, "Vườn rau", GARDEN, LIBRARY)
    assert len(of(gallery, published_example, "vuon-rau").photos) == 2
    consent(gallery.client("gv"), record, GARDEN, False)
    [left] = of(gallery, published_example, "vuon-rau").photos
    assert left.key == LIBRARY["sha256"][::-1]
    assert of(gallery, public_photo, GARDEN["sha256"][::-1]) is None


def test_they_come_page_by_page_the_newest_first(gallery):
    record = approved(gallery)
    for number in range(5):
        shelve(gallery, record, f"Bài {number}")
    seen, after = [], None
    while True:
        page = of(gallery, published_examples, after=after, limit=2)
        seen += [one.title for one in page.examples]
        after = page.after
        if after is None:
            break
    assert seen == [f"Bài {number}" for number in (4, 3, 2, 1, 0)]
    assert len(titles(gallery, after="không phải")) == 5


def test_they_are_found_by_year_kind_commune_and_words_without_diacritics(gallery):
    record = approved(gallery)
    shelve(gallery, record, "Vườn rau em chăm")
    shelve(gallery, record, "Thư viện thân thiện", kind="collective", kind_label={"vi": "Tập thể", "en": "Collective"})
    assert titles(gallery, search="vuon RAU") == ["Vườn rau em chăm"]
    assert titles(gallery, kind="collective") == ["Thư viện thân thiện"]
    assert titles(gallery, year="2024-2025") == []
    assert len(titles(gallery, commune=gallery.commune.id, year=YEAR)) == 2
    assert titles(gallery, commune=gallery.other.id) == titles(gallery, commune="%") == []
    assert titles(gallery, model_kind="garden") == []
    choices = of(gallery, published_choices)
    assert (choices.kinds.keys(), choices.communes) == ({"individual", "collective"}, {gallery.commune.id: "Sín Thầu"})
