"""A photo that no record names is deleted after the longest time for which a phone may be away, and no other is."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from server.jobs import chores
from server.models.photos import Photo, PhotoPart, PhotoUpload, PhotoView
from server.photos import unused
from server.photos.files import PhotoFiles
from server.platform.clock import now, today
from server.platform.database import read, write
from tests.log.album import album
from tests.photos.pictures import announce, append, coded, drawn, photographed, send, show, value
from tests.village import code

__all__ = ["photographed"]
KEPT, GONE, SMALL = coded(drawn()), coded(drawn(seed=2)), coded(drawn(64, 48))


@pytest.fixture
def record(photographed):
    """One that names two photos, of which the second has a preview, and then the first alone."""
    gv = photographed.client("gv")
    made = album(gv, value(KEPT), value(GONE, preview=value(SMALL)["sha256"]))
    for data in (KEPT, GONE, SMALL):
        assert send(gv, made, data).status_code == 200
    removed = gv.mutation("put", record=made, remove={"photos": [{"sha256": value(GONE)["sha256"]}]})
    assert code(gv.do(removed)) is None
    return made


def purge(village, days):
    with village.app.app_context():
        with write() as session:
            session.execute(update(Photo).values(at=now() - timedelta(days=days)))
        files = PhotoFiles(village.app.config["PHOTOS"])
        return unused.purge_unused(village.app.extensions["registers"], files, "")


@pytest.mark.lengthy
def test_only_what_nothing_has_named_for_400_days(photographed, record, tmp_path):
    assert purge(photographed, 399) == 0
    assert len([*(tmp_path / "photos").rglob("*.webp")]) == 6
    assert purge(photographed, 401) == 2
    assert len([*(tmp_path / "photos").rglob("*.webp")]) == 2
    gv = photographed.client("gv")
    assert show(gv, record, KEPT).status_code == 200
    assert code(gv.do(gv.mutation("put", record=record, add={"photos": [value(GONE)]}))) is None
    assert gv.sync()["want"] == [value(GONE)["sha256"]]
    assert send(gv, record, GONE).status_code == 200


@pytest.mark.lengthy
def test_what_a_deleted_record_names_stays(photographed, record):
    gv = photographed.client("gv")
    base = gv.read(record)["version"]
    assert code(gv.do(gv.mutation("delete", record=record, base=base))) is None
    purge(photographed, 401)
    assert code(gv.do(gv.mutation("restore", record=record))) is None
    assert show(gv, record, KEPT).status_code == 200


def test_each_night_a_sixteenth_is_looked_for(photographed, record):
    with photographed.app.app_context():
        with write() as session:
            session.execute(update(Photo).values(at=now() - timedelta(days=401)))
        chores.purge_photos()
        digit = f"{today().toordinal() % 16:x}"
        with read() as session:
            left = set(session.scalars(select(Photo.sha256)))
    gone = {value(data)["sha256"] for data in (GONE, SMALL)}
    assert left == {value(KEPT)["sha256"]} | {one for one in gone if one[0] != digit}


def test_what_never_came_whole_is_deleted_after_30_days(photographed):
    gv = photographed.client("gv")
    made = album(gv, value(KEPT))
    announce(gv, made, KEPT)
    append(gv, value(KEPT)["sha256"], 0, KEPT[:100])

    def left(days):
        with photographed.app.app_context():
            with write() as session:
                session.execute(update(PhotoUpload).values(at=now() - timedelta(days=days)))
                session.merge(PhotoView(person=gv.account, record=made, day=today() - timedelta(days=days)))
            chores.purge_photos()
            with read() as session:
                return [session.scalar(select(func.count()).select_from(one)) for one in (PhotoPart, PhotoView)]

    assert left(29) == [1, 0]
    assert left(31) == [0, 0]
    assert announce(gv, made, KEPT).json == {"offset": 0}
