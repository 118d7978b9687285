"""What is hostile, too long, not approved or not agreed to is refused with its reason, and nothing is lost."""

import pytest

from server.platform.database import read
from server.publishing.examples.published import published_example
from tests.log.album import consent
from tests.photos.pictures import send, value
from tests.publishing.desk import (
    DATA,
    OTHER,
    chosen,
    content,
    do,
    garden,
    office,
    photographed,
    prepared,
    published,
    seen,
)
from tests.publishing.shelf import approved, decide

__all__ = ["office", "photographed"]

SCRIPT = "<script>alert(1)</script> & <img src=x onerror=alert(1)> cả trường"


def faults(answer):
    assert answer.status_code == 422, answer.text
    return answer.json["fields"]


def test_a_script_is_text_like_any_other(office):
    so, so2 = office.client("so"), office.client("so2")
    example = do(so, prepared(so, garden(office)), "PUT", content(story=SCRIPT)).json
    do(so2, do(so, example, "propose").json, "publish")
    with office.app.app_context(), read() as session:
        assert published_example(session, "vuon-rau-em-cham").paragraphs == (SCRIPT,)


@pytest.mark.parametrize("name", ["title", "story", "credit"])
def test_what_is_too_long_is_said_and_nothing_is_lost(office, name):
    so = office.client("so")
    example = do(so, prepared(so, garden(office)), "PUT", content()).json
    answer = do(so, example, "PUT", content(**{name: "Rau sạch " * 6000}))
    assert faults(answer)[name]["rule"] == "length"
    assert seen(so, example["id"]) == example


def test_a_record_that_is_not_approved_is_no_example(office):
    so, record = office.client("so"), garden(office)
    decide(office, "xa", record, "reopen", text="Xem lại")
    assert faults(so.post("/api/examples", {"records": [record]})) == {"records": {"rule": "approved"}}
    assert faults(so.post("/api/examples", {"records": []}))["records"]["rule"] == "count"
    strange = so.post("/api/examples", {"records": ["01935c8e-6b1a-7c3d-8e4f-0a1b2c3d4e5f"]})
    assert strange.status_code == 404


def test_a_photo_without_consent_is_neither_offered_nor_taken(office):
    so, record = office.client("so"), garden(office, DATA, OTHER, agreed=False)
    consent(office.client("gv"), record, value(OTHER), True)
    example = prepared(so, record)
    [original] = example["originals"]
    assert (len(original["photos"]), original["without_consent"]) == (1, 1)
    assert faults(do(so, example, "PUT", content(chosen(record, DATA)))) == {"photos": {"rule": "consent"}}
    assert do(so, example, "PUT", content(chosen(record, OTHER))).status_code == 200


def test_a_photo_of_another_record_is_not_taken(office):
    so, record, other = office.client("so"), garden(office), garden(office, DATA)
    answer = do(so, prepared(so, record), "PUT", content(chosen(other, DATA)))
    assert faults(answer) == {"photos": {"rule": "unknown"}}


def test_a_picture_that_is_a_script_reaches_no_example(office):
    so, script = office.client("so"), b"<svg><script>alert(1)</script></svg>"
    record = approved(office, value(script), note="Ảnh lạ", text="Một câu chuyện đủ dài để kể lại.")
    assert send(office.client("gv"), record, script).json["code"] == "not_a_photo"
    example = prepared(so, record)
    assert example["originals"][0]["photos"] == []
    assert faults(do(so, example, "PUT", content(chosen(record, script)))) == {"photos": {"rule": "unknown"}}


def test_consent_that_goes_before_publication_stops_it(office):
    so, so2, record = office.client("so"), office.client("so2"), garden(office, DATA)
    example = do(so, prepared(so, record), "PUT", content(chosen(record, DATA))).json
    example = do(so, example, "propose").json
    consent(office.client("gv"), record, value(DATA), False)
    assert faults(do(so2, example, "publish")) == {"photos": {"rule": "consent"}}


def test_a_photo_without_words_is_not_proposed(office):
    so, record = office.client("so"), garden(office, DATA)
    example = do(so, prepared(so, record), "PUT", content(chosen(record, DATA, alt=" "))).json
    assert faults(do(so, example, "propose")) == {"alt": {"rule": "required"}}


def test_too_little_is_kept_but_not_proposed(office):
    so = office.client("so")
    example = do(so, prepared(so, garden(office)), "PUT", content(title="", story="Ngắn")).json
    assert faults(do(so, example, "propose")).keys() == {"title", "story"}


@pytest.mark.parametrize(
    "link",
    ["http://facebook.com/a", "javascript:alert(1)", "https://", "https://a b.vn", "https://u:p@vn.vn", "x" * 600],
)
def test_an_announcement_is_an_address_of_https(office, link):
    answer = do(office.client("so"), published(office), "announcement", {"link": link, "day": None})
    assert faults(answer) == {"link": {"rule": "type"}}


def test_a_withdrawal_has_a_reason(office):
    assert faults(do(office.client("so"), published(office), "withdraw", {"reason": " "})) == {
        "reason": {"rule": "required"}
    }


def test_two_of_one_title_have_two_addresses(office):
    assert [published(office)["slug"] for _ in range(3)] == [
        "vuon-rau-em-cham",
        "vuon-rau-em-cham-2",
        "vuon-rau-em-cham-3",
    ]
