"""Photos in a store that speaks S3: the whole way of one, and a store that is away, slow, or takes half."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import update

from server.backups.make import make
from server.backups.restore import restore
from server.models.photos import Photo
from server.photos import unused
from server.photos.files import PhotoFiles
from server.platform.clock import now
from server.platform.database import write
from server.registers import published
from tests.fixtures.applications import REGISTERS, open_app
from tests.log.album import album
from tests.photos.pictures import announce, append, coded, drawn, send, show, value
from tests.village import code

pytestmark = pytest.mark.slow
DATA, OTHER = coded(drawn()), coded(drawn(seed=2))
RETRY = 30


@pytest.fixture
def village(sqlite_url, store_way, tmp_path, settle):
    place = f"s3://lantoa/{uuid4().hex}"
    settings = {"PHOTOS": f"{place}/photos", "BACKUPS": f"{place}/backups", "EXPORTS": str(tmp_path / "exports")}
    folders = [*REGISTERS, REGISTERS[1].parent / "photo_registers"]
    with open_app(sqlite_url, REGISTERS=folders, **settings) as app:
        yield settle(app, sqlite_url)


def backed_up(village):
    with village.app.app_context():
        assert make(village.app.config, published.renew(village.app)).faults == []


def purged(village):
    with village.app.app_context():
        with write() as session:
            session.execute(update(Photo).values(at=now() - timedelta(days=401)))
        files = PhotoFiles(village.app.config["PHOTOS"])
        return unused.purge_unused(village.app.extensions["registers"], files, "")


def test_from_its_first_part_to_a_restore(village):
    gv = village.client("gv")
    record = album(gv, value(DATA), value(OTHER))
    assert announce(gv, record, DATA).json == {"offset": 0}
    assert append(gv, value(DATA)["sha256"], 0, DATA[:900]).json == {"offset": 900}
    for data in (DATA, OTHER):
        assert send(gv, record, data).json == {"offset": len(data)}
    for small in (False, True):
        assert show(gv, record, DATA, small).mimetype == "image/webp"
    before = show(gv, record, DATA).data
    assert gv.sync(cursor=None)["safe"][gv.unit] == 0
    backed_up(village)
    assert gv.sync(cursor=None)["safe"][gv.unit] == 1

    removed = gv.mutation("put", record=record, remove={"photos": [{"sha256": value(OTHER)["sha256"]}]})
    assert code(gv.do(removed)) is None
    assert purged(village) == 1
    village.app.config["PHOTOS"] += "-anew"
    assert show(gv, record, DATA).status_code == 404
    with village.app.app_context():
        restore(village.app.config, "newest")
    assert show(gv, record, DATA).data == before
    assert show(gv, record, OTHER).status_code == 200, "the backup's record names it"


@pytest.mark.parametrize("spoil", ["away", "half"])
def test_while_it_takes_nothing_the_phone_keeps_the_photo_and_tries_later(village, store_way, spoil):
    gv = village.client("gv")
    record = album(gv, value(DATA))
    name = value(DATA)["sha256"]
    announce(gv, record, DATA)
    store_way.spoil = spoil
    for _ in range(2):
        refused = append(gv, name, 0, DATA)
        assert (refused.status_code, refused.json["code"]) == (503, "read_only")
        assert int(refused.headers["Retry-After"]) == RETRY
    assert announce(gv, record, DATA).status_code == 503
    assert code(gv.do(gv.put())) is None, "text goes on"
    store_way.spoil = ""
    assert gv.sync()["want"] == [name]
    assert announce(gv, record, DATA).json == {"offset": len(DATA)}, "nothing has to be sent a second time"
    assert show(gv, record, DATA).status_code == 200
    store_way.spoil = spoil
    assert show(gv, record, DATA).status_code == (503 if spoil == "away" else 200)


def test_a_slow_one_is_waited_for(village, store_way):
    gv = village.client("gv")
    record = album(gv, value(DATA))
    store_way.spoil = "slow"
    assert send(gv, record, DATA).json == {"offset": len(DATA)}
    assert show(gv, record, DATA).status_code == 200


def test_one_that_is_named_wrongly_is_no_fault_of_the_phone(village):
    gv = village.client("gv")
    record = album(gv, value(DATA))
    for wrong in ("s3://no-such-bucket/x", "s3://"):
        village.app.config["PHOTOS"] = wrong
        assert send(gv, record, DATA).status_code == 503
