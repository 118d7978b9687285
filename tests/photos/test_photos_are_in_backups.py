"""Backups hold photos, a restore brings them back, and phones keep what names a photo until a backup has it."""

import pytest
from pyrage import x25519
from sqlalchemy import select

from server.backups.make import make
from server.backups.restore import restore
from server.models.photos import Photo
from server.platform.database import read
from server.registers import published
from tests.log.album import album
from tests.photos.hostile import SVG
from tests.photos.pictures import coded, drawn, photographed, send, show, value

__all__ = ["photographed"]
FILES_ALONE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""What a backup does with files, whichever database they belong to."""
DATA, LATER = coded(drawn()), coded(drawn(seed=2))


@pytest.fixture
def place(photographed, tmp_path):
    """The village keeps files and backups in folders of the test's own."""
    photographed.app.config.update(BACKUPS=str(tmp_path / "backups"), EXPORTS=str(tmp_path / "exports"))
    return photographed


@pytest.fixture
def put_back(place, request):
    formers = []

    def run(identity=None):
        with place.app.app_context():
            formers.append(restore(place.app.config, "newest", identity)[1])

    yield run
    for former in formers:
        if isinstance(former, str):
            request.getfixturevalue("postgres").drop(former)


def backed_up(place, **settings):
    place.app.config.update(settings)
    with place.app.app_context():
        backup = make(place.app.config, published.renew(place.app))
    assert backup.faults == []
    return backup


def safe(client):
    """As a phone is told that begins anew."""
    return client.sync(cursor=None)["safe"][client.unit]


def rev(client, record):
    return int(client.read(record)["version"].split(".")[0])


def test_it_is_never_at_a_photo_that_no_backup_holds(place):
    gv, gvb = place.client("gv"), place.client("gvb")
    first = album(gv)
    record = album(gv, value(DATA))
    album(gvb)
    backed_up(place)
    assert (safe(gv), safe(gvb)) == (rev(gv, first), 3)
    assert send(gv, record, DATA).status_code == 200
    assert safe(gv) == rev(gv, first)
    backed_up(place)
    assert safe(gv) == safe(gvb) == 3


def test_a_phone_hears_of_it_when_it_rises(place):
    gv = place.client("gv")
    record = album(gv, value(DATA))
    backed_up(place)
    assert gv.sync()["want"] == [value(DATA)["sha256"]]
    assert send(gv, record, DATA).status_code == 200
    assert "safe" not in gv.sync()
    backed_up(place)
    assert gv.sync()["safe"] == {gv.unit: 1}
    assert "safe" not in gv.sync()


def test_what_was_refused_holds_nobody_up(place):
    gv = place.client("gv")
    record = album(gv, value(SVG))
    assert send(gv, record, SVG).status_code == 422
    backed_up(place)
    assert safe(gv) == 1


@FILES_ALONE
def test_each_file_is_kept_once_however_many_backups_there_are(place, tmp_path):
    gv = place.client("gv")
    assert send(gv, album(gv, value(DATA)), DATA).status_code == 200
    backed_up(place)
    held = {path: path.stat().st_ino for path in (tmp_path / "backups" / "photos").rglob("*.webp")}
    assert len(held) == 2
    assert send(gv, album(gv, value(LATER)), LATER).status_code == 200
    backed_up(place)
    now = {path: path.stat().st_ino for path in (tmp_path / "backups" / "photos").rglob("*.webp")}
    assert len(now) == 4
    assert held.items() <= now.items()


@pytest.mark.parametrize("sealed", [False, True])
def test_a_restore_brings_them_back_on_a_new_machine(place, put_back, tmp_path, sealed):
    key = x25519.Identity.generate()
    (tmp_path / "identity").write_text(str(key))
    gv = place.client("gv")
    record = album(gv, value(DATA))
    assert send(gv, record, DATA).status_code == 200
    before = show(gv, record, DATA).data
    backed_up(place, BACKUP_RECIPIENT=str(key.to_public()) if sealed else "")
    kept = b"".join(path.read_bytes() for path in (tmp_path / "backups" / "photos").rglob("*.webp*"))
    assert (before in kept) is not sealed
    place.app.config["PHOTOS"] = str(tmp_path / "elsewhere")
    put_back(tmp_path / "identity")
    assert show(gv, record, DATA).data == before
    assert show(gv, record, DATA, small=True).status_code == 200


@pytest.mark.lengthy
def test_what_no_backup_has_is_asked_for_again(place, put_back, tmp_path):
    gv = place.client("gv")
    record = album(gv, value(DATA), value(LATER))
    for data in (DATA, LATER):
        assert send(gv, record, data).status_code == 200
    backed_up(place)
    with place.app.app_context(), read() as session:
        gone = session.scalars(select(Photo.large).where(Photo.sha256 == value(LATER)["sha256"])).one()
    for path in (tmp_path / "backups" / "photos").rglob(f"{gone}*"):
        path.write_bytes(b"damaged")
    place.app.config["PHOTOS"] = str(tmp_path / "elsewhere")
    put_back()
    assert show(gv, record, DATA).status_code == 200
    assert show(gv, record, LATER).status_code == 404
    assert gv.sync(cursor=None)["want"] == [value(LATER)["sha256"]]
    assert send(gv, record, LATER).status_code == 200
    assert show(gv, record, LATER).status_code == 200


@pytest.mark.lengthy
def test_one_that_came_after_the_backup_is_sent_again_with_what_names_it(place, put_back):
    gv = place.client("gv")
    backed_up(place)
    put = gv.mutation("put", form="album@1", set={"day": "2026-10-05", "photos": [value(DATA)]})
    assert "refused" not in gv.do(put)
    assert send(gv, put["id"], DATA).status_code == 200
    put_back()
    assert gv.sync()["reset"][gv.unit] == "history"
    assert gv.sync(put)["want"] == [value(DATA)["sha256"]]
    assert send(gv, put["id"], DATA).status_code == 200
    assert show(gv, put["id"], DATA).status_code == 200


@FILES_ALONE
def test_a_new_place_gets_all_of_them(place, tmp_path):
    gv = place.client("gv")
    assert send(gv, album(gv, value(DATA)), DATA).status_code == 200
    backed_up(place)
    backed_up(place, BACKUPS=str(tmp_path / "another"))
    assert len([*(tmp_path / "another" / "photos").rglob("*.webp")]) == 2


@FILES_ALONE
def test_a_file_that_is_damaged_is_not_called_safe(place, tmp_path):
    gv = place.client("gv")
    assert send(gv, album(gv, value(DATA)), DATA).status_code == 200
    for path in (tmp_path / "photos").rglob("*.webp"):
        path.write_bytes(b"damaged")
    backed_up(place)
    assert safe(gv) == 0
    assert [*(tmp_path / "backups").rglob("*.webp")] == []
