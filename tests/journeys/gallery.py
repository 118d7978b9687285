"""A server that asks for photos, and what a person does with them."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from server.platform.config import ROOT
from tests.fixtures.applications import open_app
from tests.journeys.mortal import Mortal
from tests.journeys.pictures import Chosen
from tests.journeys.place import Place

FOLDERS = [ROOT / "server" / "registers" / "definitions", ROOT / "tests" / "fixtures" / "photo_registers"]
HELD = """async () => {
  const opened = indexedDB.open('lantoa-photos')
  const db = await new Promise((done) => (opened.onsuccess = () => done(opened.result)))
  const read = (name, how) => new Promise((done) => {
    const asked = db.transaction(name).objectStore(name)[how]()
    asked.onsuccess = () => done(asked.result)
  })
  const text = (bytes) => btoa(Array.from(new Uint8Array(bytes), (byte) => String.fromCharCode(byte)).join(''))
  const [photos, files] = [await read('photos', 'getAll'), await read('files', 'getAll')]
  db.close()
  return photos.map((photo, at) => ({ ...photo, file: text(files[at]) }))
}"""


@pytest.fixture
def place(settled: tuple[Place, str], sqlite_url: str) -> Iterator[Place]:
    """The place of all journeys, which knows the register that asks for photos."""
    with open_app(sqlite_url, REGISTERS=FOLDERS) as app:
        yield settled[0].on(app)


@pytest.fixture
def album(sqlite_url: str, dist: Path, tmp_path: Path) -> Iterator[Mortal]:
    """A server on the place's database, with a register that asks for photos."""
    settings = {"LANTOA_REGISTERS": os.pathsep.join(map(str, FOLDERS)), "LANTOA_PHOTOS": str(tmp_path / "photos")}
    server = Mortal(sqlite_url, dist, tmp_path, **settings)
    server.start()
    yield server
    server.end()


def begin_album(page: Page, note: str) -> None:
    """Begins to write in the register that asks for photos."""
    # Exactly: a line of what was written names the register, too.
    page.get_by_role("link", name="Tập ảnh", exact=True).click()
    page.get_by_label("Ghi chú").fill(note)


def take(page: Page, *files: Chosen) -> None:
    """Takes the first with the camera and chooses the others, until all that are pictures stand in the form."""
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Chụp ảnh").first.click()
    chooser.value.set_files(files[0])
    page.get_by_role("button", name="Bỏ ảnh 1").first.wait_for()
    if files[1:]:
        with page.expect_file_chooser() as chooser:
            page.get_by_role("button", name="Chọn ảnh").first.click()
        chooser.value.set_files(list(files[1:]))
        page.get_by_role("button", name="Bỏ ảnh 2").first.wait_for()


def held_photos(page: Page) -> list[dict[str, Any]]:
    """What the phone's database of photos holds, each with its bytes in Base64."""
    found: list[dict[str, Any]] = page.evaluate(HELD)
    return found
