"""Records with their photos as a ZIP: a CSV beside ``media``, and each photo that is left out with its reason."""

import csv
import io
import zipfile

import pytest
from sqlalchemy import select

from server.exports import media
from server.models.audit import AuditEntry
from server.platform.database import read
from tests.exports.clerk import Clerk
from tests.log.album import album, consent, photo
from tests.photos.pictures import coded, drawn, photographed, send, show, value
from tests.village import code

__all__ = ["photographed"]
ONE, TWO = coded(drawn()), coded(drawn(seed=2))
WANTED = {"kind": "records", "format": "zip", "register": "album"}


@pytest.fixture
def clerk(photographed, tmp_path):
    photographed.app.config["EXPORTS"] = str(tmp_path / "exports")
    return Clerk(photographed)


@pytest.fixture
def held(photographed):
    """A record of each school, with a photo each; the first has another one, and names one that has not come."""
    gv, gv2 = photographed.client("gv"), photographed.client("gv2")
    near = album(gv, value(ONE), value(TWO), photo("on its way"), note="=1+1")
    far = album(gv2, value(ONE))
    for client, record, data in ((gv, near, ONE), (gv, near, TWO), (gv2, far, ONE)):
        assert send(client, record, data).status_code == 200
    return near, far


def name(data: bytes | dict) -> str:
    return f"{(data if isinstance(data, dict) else value(data))['sha256']}.webp"


def opened(made: bytes):
    """The archive; the photos that each record names; and why others were left out."""
    archive = zipfile.ZipFile(io.BytesIO(made))
    assert archive.testzip() is None
    rows, missing = (_lines(archive, one) for one in ("album.csv", "media-missing.csv"))
    return (
        archive,
        {row["KEY"]: row["photos"].split() for row in rows},
        {(row["KEY"], row["file"]): row["reason"] for row in missing},
    )


def _lines(archive, name):
    if name not in archive.namelist():
        return []
    return list(csv.DictReader(io.StringIO(archive.read(name).decode("utf-8-sig"), newline="")))


def in_media(archive) -> set[str]:
    return {one.removeprefix("media/") for one in archive.namelist() if one.startswith("media/")}


def views(village):
    with village.app.app_context(), read() as session:
        rows = select(AuditEntry.actor, AuditEntry.target).where(AuditEntry.action == "photo.view")
        return sorted(tuple(row) for row in session.execute(rows))


@pytest.mark.lengthy
def test_each_named_photo_is_there_once_as_the_server_made_it(photographed, clerk, held):
    near, far = held
    archive, named, missing = opened(clerk.make(**WANTED))
    assert archive.namelist()[-2:] == ["album.csv", "media-missing.csv"]
    assert in_media(archive) == {name(ONE), name(TWO)}
    assert named == {near: [name(ONE), name(TWO)], far: [name(ONE)]}
    assert missing == {(near, name(photo("on its way"))): "waiting"}
    shown = show(photographed.client("gv"), near, TWO)
    assert archive.read(f"media/{name(TWO)}") == shown.data
    assert all(one.compress_type == zipfile.ZIP_STORED for one in archive.infolist() if "media/" in one.filename)
    assert list(clerk.store.folder.glob("*.part")) == []


@pytest.mark.lengthy
def test_the_csv_is_the_one_without_photos(photographed, clerk, held):
    alone = clerk.make(**WANTED | {"format": "csv"}).decode("utf-8-sig")
    beside = zipfile.ZipFile(io.BytesIO(clerk.make(**WANTED))).read("album.csv").decode("utf-8-sig")
    assert beside == alone.replace(f" {name(photo('on its way'))}", "")


@pytest.mark.lengthy
def test_photos_go_to_whoever_sees_their_record_and_the_audit_says_who_looked_from_outside(photographed, clerk, held):
    near, far = held
    assert opened(clerk.make("ht", **WANTED))[1].keys() == {near}
    assert opened(clerk.make("ht2", **WANTED))[1].keys() == {far}
    assert views(photographed) == []
    clerk.make(**WANTED)
    clerk.make(**WANTED)
    so = photographed.client("so").account
    assert views(photographed) == sorted([(so, near), (so, far)])


@pytest.mark.lengthy
def test_a_photo_whose_consent_is_withdrawn_after_the_order_is_left_out(photographed, clerk, held):
    near, far = held
    id_ = clerk.order(**WANTED)
    assert clerk.step()  # the records are read
    assert code(consent(photographed.client("gv"), near, value(ONE), False)) is None
    clerk.work()
    archive, named, missing = opened(clerk.fetch(id_))
    assert named == {near: [name(TWO)], far: [name(ONE)]}
    assert missing[near, name(ONE)] == "withdrawn"
    assert in_media(archive) == {name(ONE), name(TWO)}  # by the other record, of another school


@pytest.mark.lengthy
def test_a_finished_file_is_made_again_once_consent_is_withdrawn(photographed, clerk, held):
    near, _ = held
    id_ = clerk.order("ht", **WANTED)
    clerk.work()
    assert name(ONE) in in_media(opened(clerk.fetch(id_, "ht"))[0])
    assert code(consent(photographed.client("gv"), near, value(ONE), False)) is None
    answer = photographed.client("ht").get(f"/api/exports/{id_}/file")
    assert (answer.status_code, answer.json["code"]) == (429, "slow_down")
    assert photographed.client("ht").get(f"/api/exports/{id_}/file").status_code == 404
    clerk.work()
    assert in_media(opened(clerk.fetch(id_, "ht"))[0]) == {name(TWO)}


@pytest.mark.lengthy
def test_what_is_gone_by_the_time_it_is_made_is_named_and_no_fault(photographed, clerk, held, tmp_path):
    near, far = held
    gv, gv2 = photographed.client("gv"), photographed.client("gv2")
    id_ = clerk.order(**WANTED)
    assert clerk.step()
    assert code(gv.do(gv.mutation("put", record=near, remove={"photos": [{"sha256": value(ONE)["sha256"]}]}))) is None
    assert code(gv2.do(gv2.mutation("delete", record=far, base=gv2.read(far)["version"]))) is None
    for file in (tmp_path / "photos").rglob(f"{value(TWO)['sha256']}-*.webp"):
        file.unlink()
    clerk.work()
    archive, named, missing = opened(clerk.fetch(id_))
    assert in_media(archive) == set()
    assert named == {near: [], far: []}
    assert {key: reason for key, reason in missing.items() if reason != "waiting"} == {
        (near, name(ONE)): "gone",
        (near, name(TWO)): "lost",
        (far, name(ONE)): "gone",
    }


def test_a_file_that_is_no_photo_is_named(photographed, clerk):
    gv, data = photographed.client("gv"), b"no photo"
    record = album(gv, value(data))
    assert send(gv, record, data).status_code == 422
    assert opened(clerk.make(**WANTED))[2] == {(record, name(data)): "refused"}


def test_without_photos_it_is_a_csv_alone(photographed, clerk):
    album(photographed.client("gv"))
    assert opened(clerk.make(**WANTED))[0].namelist() == ["album.csv"]


@pytest.mark.lengthy
def test_more_photos_than_an_archive_takes_end_the_order_with_what_to_do(photographed, clerk, held, monkeypatch):
    monkeypatch.setattr(media, "MOST_BYTES", 1_000)
    id_ = clerk.order(**WANTED)
    clerk.work()
    job = photographed.client("so").get(f"/api/exports/{id_}").json
    assert (job["state"], job["fault"]) == ("failed", "output")
    assert list(clerk.store.folder.glob(f"{id_}*")) == []
