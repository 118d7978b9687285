"""Some of the demo's records have photos that a program has drawn: they went a phone's way, and can be looked at."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy import select

from server.demo.pictures import SCENES, SIZE, drawn
from server.demo.stamps import person_id
from server.models.log import Record
from server.models.photos import Photo, PhotoMention
from server.photos.files import PUBLIC, PhotoFiles
from server.platform.database import read
from tests.fixtures.applications import open_app


@pytest.mark.slow
def test_each_photo_that_a_record_names_is_held_with_its_preview(demo_url, demo_file):
    files = PhotoFiles(f"{demo_file}-photos")
    with open_app(demo_url, DEMO=True) as app, app.app_context(), read() as session:
        records = [one for one in session.scalars(select(Record)) if one.data.get("photos")]
        named = [(one.scope, photo[name]) for one in records for photo in one.data["photos"] for name in NAMES]
        of_records = select(Photo).where(Photo.scope != PUBLIC)
        held = {(one.scope, one.sha256): one for one in session.scalars(of_records)}
        assert sorted(named) == sorted(held)
        assert all(one.large for one in held.values())
        assert not any(session.scalars(select(PhotoMention.wanted)))
    assert len(records) >= 12
    assert {one.author for one in records} >= {person_id("gv.demo")}
    assert {one.register for one in records} == {"activity", "typical_example"}
    assert {bool(one.consents) for one in records} == {True, False}
    for scope, sha256 in named:
        assert Image.open(BytesIO(files.read(scope, sha256, small=True))).format == "WEBP"
    kept = Path(f"{demo_file}-photos")
    assert len([file for file in kept.rglob("*.webp") if f"-{PUBLIC}" not in file.name]) == 2 * len(named)


NAMES = ("sha256", "preview")


@pytest.mark.parametrize("kind", SCENES)
def test_a_scene_is_the_same_each_time_and_another_for_another_activity(kind):
    file, preview = drawn(kind, "one")
    assert (file, preview) == drawn(kind, "one")
    assert file != drawn(kind, "two")[0]
    assert Image.open(BytesIO(file)).size == SIZE
    assert len(preview) <= 12_000
    assert len(file) <= 60_000
