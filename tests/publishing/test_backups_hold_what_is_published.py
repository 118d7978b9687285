"""A backup holds examples with their redacted photos, and a restore brings both back; an erasure names the texts."""

import shutil

import pytest

from server.backups.make import make
from server.backups.restore import restore
from server.models.org import Person
from server.photos.files import PhotoFiles
from server.platform.database import read, write
from server.privacy.erase import erase
from server.privacy.naming import texts_naming
from server.publishing.examples.photo_files import read_file
from server.publishing.examples.published import published_example
from server.registers import published as registers
from tests.publishing.desk import DATA, office, photographed, published

__all__ = ["office", "photographed"]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_restore_brings_back_the_redacted_files(office, tmp_path):
    office.app.config.update(BACKUPS=str(tmp_path / "backups"), EXPORTS=str(tmp_path / "exports"))
    example = published(office, DATA)
    key, files = example["pictures"][0]["key"], PhotoFiles(office.app.config["PHOTOS"])
    before = read_file(files, key, small=True)
    with office.app.app_context():
        assert make(office.app.config, registers.renew(office.app)).faults == []
        shutil.rmtree(tmp_path / "photos")
        restore(office.app.config, "newest", None)
        with read() as session:
            [photo] = published_example(session, example["slug"]).photos
    assert (photo.key, read_file(files, key, small=True)) == (key, before)


def test_an_erasure_says_which_examples_name_the_person(office):
    example = published(office)
    with office.app.app_context(), write() as session:
        person = session.get_one(Person, office.accounts["so"])
        found = {where for where, _ in texts_naming(session, "tổ chuyên môn 2")}
        erase(session, person.id)
    assert f"example {example['id']}, published" in found
    with office.app.app_context(), read() as session:
        assert published_example(session, example["slug"]) is not None
