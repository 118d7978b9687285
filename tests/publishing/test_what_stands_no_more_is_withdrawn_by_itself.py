"""An example whose record stands no more, or a photo of which consent goes, is seen at the desk until it is settled."""

import pytest

from server.models.examples import ExamplePhoto
from server.photos.files import PhotoFiles
from server.platform.database import read
from server.publishing.examples import falling
from server.publishing.examples.photo_files import read_file
from tests.log.album import consent
from tests.photos.pictures import value
from tests.publishing.desk import DATA, OTHER, do, office, photographed, published, seen
from tests.publishing.shelf import decide

__all__ = ["office", "photographed"]


def look(village) -> int:
    """What the jobs do, again and again."""
    with village.app.app_context():
        return falling.withdraw_fallen()


def needs(client) -> dict:
    return client.get("/api/overview").json["needs"].get("examples", {})


def entries(client, *actions: str) -> list[tuple]:
    found = client.get(f"/api/audit?what={','.join(actions)}").json["entries"]
    return [(one["what"], one.get("who"), one["details"].get("why")) for one in found]


def reopened(village, record):
    decide(village, "xa", record, "reopen", text="Xem lại số liệu")
    return "verified"


def approved_anew(village, record):
    reopened(village, record)
    decide(village, "xa", record, "approve")
    return "approved"


def rejected(village, record):
    reopened(village, record)
    decide(village, "xa", record, "reject", text="Không đúng biểu")
    return "rejected"


@pytest.mark.parametrize("happens", [reopened, approved_anew, rejected])
def test_an_example_is_withdrawn_with_its_record_and_an_officer_settles_it(office, happens):
    example, so = published(office, DATA), office.client("so")
    assert (look(office), needs(so)) == (0, {})
    before = so.get("/api/overview").headers["ETag"]
    status = happens(office, example["originals"][0]["record"])
    assert (look(office), look(office)) == (1, 0)
    assert so.get("/api/overview").headers["ETag"] != before
    assert needs(so) == {"withdrawn": 1, "without_photos": 0}
    for name in ("xa", "ht"):
        assert "examples" not in office.client(name).get("/api/overview").json["needs"], name
    one = seen(so, example["id"])
    assert (one["state"], one["withdrawn_by"], one["withdrawn_reason"]) == ("withdrawn", None, status)
    assert (one["fallen"], one["may"]) == ([status], ["reopen", "settle"])
    assert so.get("/api/examples").json["lost"] == 1
    assert entries(so, "example.fall") == [("example.fall", None, status)]
    again = do(so, one, "settle").json
    assert (again["withdrawn_by"], again["may"]) == (one["prepared_by"], ["reopen"])
    assert needs(so) == {}
    assert do(so, again, "settle").json["code"] == "bad_transition"
    assert [what for what, *_ in entries(so, "example.settle")] == ["example.settle"]


def test_what_was_approved_anew_is_taken_up_again(office):
    example, so = published(office, DATA), office.client("so")
    approved_anew(office, example["originals"][0]["record"])
    look(office)
    one = do(so, seen(so, example["id"]), "reopen").json
    assert (one["state"], one["fallen"], needs(so)) == ("prepared", [], {})
    one = do(so, one, "propose").json
    assert do(office.client("so2"), one, "publish").status_code == 200
    assert look(office) == 0


def test_a_photo_without_consent_is_dropped_with_its_file(office):
    example, so = published(office, DATA, OTHER), office.client("so")
    assert do(so, example, "drop-photos").json["code"] == "bad_transition"
    record = example["originals"][0]["record"]
    key = next(one["key"] for one in example["pictures"] if one["sha256"] == value(DATA)["sha256"])
    consent(office.client("gv"), record, value(DATA), False)
    assert (look(office), needs(so)) == (0, {"withdrawn": 0, "without_photos": 1})
    one = seen(so, example["id"])
    assert one["may"] == ["withdraw", "announce", "drop_photos"]
    one = do(so, one, "drop-photos").json
    assert (one["hidden"], one["photos"], needs(so)) == (0, 1, {})
    with office.app.app_context(), read() as session:
        assert session.get(ExamplePhoto, key) is None
    with pytest.raises(FileNotFoundError):
        read_file(PhotoFiles(office.app.config["PHOTOS"]), key, small=True)
    assert [what for what, *_ in entries(so, "example.drop_photos")] == ["example.drop_photos"]
