"""An example is prepared by one officer and published by another; each act is in the audit, and can be undone."""

import pytest
from sqlalchemy import select, update

from server.models.audit import AuditEntry
from server.models.org import Person
from server.platform.database import read, write
from server.publishing.examples.published import published_example
from tests.publishing.desk import (
    DATA,
    OTHER,
    STORY,
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

__all__ = ["office", "photographed"]


def public(village, slug="vuon-rau-em-cham"):
    with village.app.app_context(), read() as session:
        return published_example(session, slug)


def acts(village):
    with village.app.app_context(), read() as session:
        query = select(AuditEntry.action, AuditEntry.details).where(AuditEntry.action.startswith("example."))
        return [(action, details.get("alone")) for action, details in session.execute(query.order_by(AuditEntry.seq))]


def test_from_a_record_to_readers_and_back(office):
    so, so2 = office.client("so"), office.client("so2")
    record = garden(office, DATA, OTHER)
    example = prepared(so, record)
    assert (example["title"], example["story"], example["state"]) == ("Vườn rau em chăm", STORY, "prepared")
    [original] = example["originals"]
    assert len(original["photos"]) == 2
    example = do(so, example, "PUT", content(chosen(record, DATA), title="Rau sạch")).json
    example = do(so, example, "propose").json
    assert "publish_other" in example["may"]
    assert public(office, "rau-sach") is None
    example = do(so2, seen(so2, example["id"]), "publish").json
    read_ = public(office, "rau-sach")
    assert (read_.title, read_.paragraphs, read_.credit, len(read_.photos)) == (
        "Rau sạch",
        (STORY,),
        "Tổ chuyên môn 2",
        1,
    )
    example = do(so, example, "announcement", {"link": "https://facebook.com/so/1", "day": "2026-01-02"}).json
    assert public(office, "rau-sach").edition == 2
    example = do(so, example, "withdraw", {"reason": "Trường xin rút"}).json
    assert (public(office, "rau-sach"), example["withdrawn_reason"]) == (None, "Trường xin rút")
    example = do(so, example, "reopen").json
    example = do(so, example, "PUT", content(title="Rau sạch cả năm")).json
    example = do(so, example, "propose").json
    assert do(so2, example, "publish").json["slug"] == "rau-sach"
    assert (public(office, "rau-sach").title, public(office, "rau-sach").edition) == ("Rau sạch cả năm", 4)
    verbs = [
        "prepare",
        "change",
        "propose",
        "publish",
        "announce",
        "withdraw",
        "reopen",
        "change",
        "propose",
        "publish",
    ]
    assert acts(office) == [(f"example.{verb}", None) for verb in verbs]
    listed = so.get("/api/audit").json["entries"]
    assert {one["what"] for one in listed} >= {f"example.{verb}" for verb in verbs}


def test_who_changed_it_last_does_not_publish_it(office):
    so, so2 = office.client("so"), office.client("so2")
    example = do(so, do(so, prepared(so, garden(office)), "PUT", content()).json, "propose").json
    answer = do(so, example, "publish")
    assert (answer.status_code, answer.json["code"]) == (403, "forbidden")
    assert "chuyên viên khác" in answer.json["detail"]
    assert public(office) is None
    example = do(so2, do(so2, do(so2, example, "reopen").json, "PUT", content()).json, "propose").json
    assert do(so2, example, "publish").status_code == 403
    assert do(so, example, "publish").status_code == 200


@pytest.mark.parametrize("other", ["none", "disabled"])
def test_the_only_officer_publishes_alone_and_the_audit_says_so(photographed, other):
    if other == "disabled":
        photographed.add("so2", "department", photographed.province)
        with photographed.app.app_context(), write() as session:
            session.execute(update(Person).where(Person.id == photographed.accounts["so2"]).values(active=False))
    so = photographed.client("so")
    example = do(so, do(so, prepared(so, garden(photographed)), "PUT", content()).json, "propose").json
    assert do(so, example, "publish").status_code == 200
    assert acts(photographed)[-1] == ("example.publish", True)


def test_of_two_officers_at_once_the_second_is_told(office):
    so, so2 = office.client("so"), office.client("so2")
    example = prepared(so, garden(office))
    assert do(so, example, "PUT", content(title="Của một người")).status_code == 200
    for verb, body in (("PUT", content(title="Của người kia")), ("propose", None), ("DELETE", None)):
        answer = do(so2, example, verb, body)
        assert (answer.status_code, answer.json["code"]) == (409, "changed_meanwhile")
    assert seen(so, example["id"])["title"] == "Của một người"


@pytest.mark.parametrize("name", ["gv", "ht", "xa", "ht2"])
def test_nobody_else_sees_or_does_anything(office, name):
    example, client = published(office, DATA), office.client(name)
    key = example["pictures"][0]["key"]
    for path in ("", f"/{example['id']}", f"/{example['id']}/photos/{key}"):
        assert client.get(f"/api/examples{path}").status_code == 403
    record = example["originals"][0]["record"]
    assert client.post("/api/examples", {"records": [record]}).status_code == 403
    bodies = {"PUT": content(), "withdraw": {"reason": "Không"}, "announcement": {"link": "", "day": None}}
    for verb in ("PUT", "DELETE", "propose", "reopen", "publish", "withdraw", "announcement"):
        assert do(client, example, verb, bodies.get(verb)).status_code == 403
    assert public(office) is not None


def test_an_administrator_publishes_what_they_need_not_have_read_the_records_of(office):
    so, admin = office.client("so"), office.client("admin")
    example = do(so, do(so, prepared(so, garden(office)), "PUT", content()).json, "propose").json
    assert seen(admin, example["id"])["originals"] == []
    assert do(admin, example, "publish").status_code == 200


def test_what_was_never_published_is_discarded_with_its_files(office, tmp_path):
    so, record = office.client("so"), garden(office, DATA)
    files = set((tmp_path / "photos").rglob("*.webp"))
    example = do(so, prepared(so, record), "PUT", content(chosen(record, DATA))).json
    assert len(set((tmp_path / "photos").rglob("*.webp")) - files) == 2
    assert do(so, example, "DELETE").status_code == 204
    assert set((tmp_path / "photos").rglob("*.webp")) == files
    assert so.get(f"/api/examples/{example['id']}").status_code == 404
    assert do(so, published(office), "DELETE").json["code"] == "bad_transition"


def test_the_list_says_what_stands_no_more(office):
    example, so = published(office, DATA), office.client("so")
    record = example["originals"][0]["record"]
    from tests.log.album import consent
    from tests.photos.pictures import value
    from tests.publishing.shelf import decide

    consent(office.client("gv"), record, value(DATA), False)
    [entry] = so.get("/api/examples").json["examples"]
    assert (entry["hidden"], entry["photos"], entry["fallen"]) == (1, 0, [])
    decide(office, "xa", record, "reopen", text="Xem lại")
    body = so.get("/api/examples?state=published").json
    assert (body["examples"][0]["fallen"], body["lost"], body["counts"]["published"]) == (["verified"], 1, 1)
    assert public(office) is None
    example = do(so, seen(so, example["id"]), "withdraw", {"reason": "Bản ghi được mở lại"}).json
    assert do(so, example, "reopen").json["fields"] == {"records": {"rule": "approved"}}
    decide(office, "xa", record, "approve")
    assert do(so, example, "reopen").json["fallen"] == []
