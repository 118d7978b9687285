"""The index of evidence and the Word report show a plate of pictures: a few, small, and those that may be published."""

import io
import zipfile
from datetime import date

import openpyxl
import pytest
from docx import Document
from PIL import Image

from server.exports import file_making, plates
from server.exports.word import report_plates
from tests.exports.clerk import Clerk
from tests.exports.test_photos_go_out_as_central_lays_them_out import views
from tests.log.album import album, consent
from tests.photos.pictures import coded, drawn, photographed, send, value
from tests.village import code

__all__ = ["photographed"]
pytestmark = pytest.mark.slow
PHOTOS = [coded(drawn(seed=seed)) for seed in range(1, 5)]
EVIDENCE = {"kind": "evidence", "format": "xlsx", "register": "album", "status": "submitted"}
REPORT = {"kind": "report", "format": "docx", "register": "album", "period": "2026-2027", "status": "submitted"}


@pytest.fixture
def clerk(photographed, tmp_path):
    photographed.app.config["EXPORTS"] = str(tmp_path / "exports")
    return Clerk(photographed)


def taken(client, *photos: bytes, agreed: tuple[bool | None, ...], note: str = "Vườn rau", day: str = "2026-10-05"):
    """A record with photos, each with what was put down of consent to it; None: nothing."""
    record = album(client, *map(value, photos), note=note, day=day)
    for data, given in zip(photos, agreed, strict=True):
        assert send(client, record, data).status_code == 200
        if given is not None:
            assert code(consent(client, record, value(data), given)) is None
    return record


@pytest.fixture
def held(photographed):
    """Of a school a photo of each: agreed to, nothing said, taken back; of the other an agreed one, of an older day."""
    near = taken(photographed.client("gv"), *PHOTOS[:3], agreed=(True, None, False))
    far = taken(photographed.client("gv2"), PHOTOS[3], agreed=(True,), note="Thư viện", day="2026-09-09")
    return near, far


def in_workbook(made: bytes) -> tuple[list[bytes], list[str]]:
    book = openpyxl.load_workbook(io.BytesIO(made))
    if "Ảnh minh chứng" not in book.sheetnames:
        return [], []
    sheet = book["Ảnh minh chứng"]
    texts = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
    return [image._data() for image in sheet._images], texts


def in_report(made: bytes) -> tuple[list[bytes], list[str]]:
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        images = [archive.read(name) for name in archive.namelist() if name.startswith("word/media/")]
    document = Document(io.BytesIO(made))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return images, [paragraph.text for paragraph in document.paragraphs] + cells


@pytest.mark.parametrize(("wanted", "shown"), [(EVIDENCE, in_workbook), (REPORT, in_report)])
def test_those_alone_are_shown_that_may_be_published(photographed, clerk, held, wanted, shown):
    near, far = held
    images, texts = shown(clerk.make(**wanted))
    assert [Image.open(io.BytesIO(one)).size for one in images] == [(640, 480)] * 2
    assert all(one.startswith(b"\xff\xd8") and len(one) < 100_000 for one in images)
    captions = [text for text in texts if "Vườn rau" in text or "Thư viện" in text]
    assert ["05/10/2026 · Vườn rau" in captions[0], "09/09/2026 · Thư viện" in captions[1]] == [True, True]
    assert photographed.school.name in captions[0]
    so = photographed.client("so").account
    assert views(photographed) == sorted([(so, near), (so, far)])


@pytest.mark.parametrize(("wanted", "shown"), [(EVIDENCE, in_workbook), (REPORT, in_report)])
def test_of_what_somebody_does_not_see_they_get_no_picture(photographed, clerk, held, wanted, shown):
    images, texts = shown(clerk.make("ht", **wanted))
    assert len(images) == 1
    assert not any("Thư viện" in text for text in texts)
    assert views(photographed) == []


@pytest.mark.parametrize(("wanted", "shown"), [(EVIDENCE, in_workbook), (REPORT, in_report)])
def test_a_file_that_is_gone_or_broken_leaves_its_place_to_none(photographed, clerk, held, tmp_path, wanted, shown):
    for number, file in enumerate(sorted((tmp_path / "photos").rglob("*.webp"))):
        if number % 2:
            file.write_bytes(b"broken")
        else:
            file.unlink()
    images, texts = shown(clerk.make(**wanted))
    assert images == []
    assert not any("Vườn rau" in text and "·" in text and "05/10" in text for text in texts)


@pytest.mark.parametrize(("wanted", "shown"), [(EVIDENCE, in_workbook), (REPORT, in_report)])
def test_there_are_no_more_than_a_paper_bears_and_the_rest_is_counted(
    photographed, clerk, held, monkeypatch, wanted, shown
):
    monkeypatch.setattr(file_making, "MOST_PICTURES", 1)
    monkeypatch.setattr(report_plates, "OF_A_REGISTER", 1)
    images, texts = shown(clerk.make(**wanted))
    assert len(images) == 1
    assert any("1 ảnh mới nhất đã ghi đồng ý công bố, trong 2 bản ghi có ảnh" in text for text in texts)


@pytest.mark.parametrize("wanted", [EVIDENCE, REPORT])
def test_once_consent_is_taken_back_it_is_made_again_without(photographed, clerk, held, wanted):
    near, _ = held
    id_ = clerk.order("ht", **wanted)
    clerk.work()
    shown = in_workbook if wanted is EVIDENCE else in_report
    assert len(shown(clerk.fetch(id_, "ht"))[0]) == 1
    assert code(consent(photographed.client("gv"), near, value(PHOTOS[0]), False)) is None
    assert photographed.client("ht").get(f"/api/exports/{id_}/file").json["code"] == "slow_down"
    clerk.work()
    assert shown(clerk.fetch(id_, "ht"))[0] == []


def test_of_any_number_of_records_the_newest_are_kept():
    class Fields:
        fields = {"photos": type("Field", (), {"type": "photos"})}

    registers = type("Registers", (), {"get": staticmethod(lambda _: Fields)})
    newest = plates.Newest(registers)
    photo = {"sha256": "0" * 64}
    for number in range(500):
        day = date.fromordinal(739_000 + number * 37 % 500).isoformat()
        row = {"key": str(number), "register": "a", "form": 1, "day": day, "submitted": None}
        newest.add(row | {"data": {"photos": [photo] if number % 2 else []}})
    assert newest.count == 250
    days = sorted(row["day"] for row in newest.rows)
    assert len(days) == plates.LOOKED_AT
    assert days[0] >= date.fromordinal(739_000 + 500 - 2 * plates.LOOKED_AT - 2).isoformat()
