"""Who is honoured in a school year: a booklet for Word without an empty page, pages to print, slides for a screen."""

import re
from io import BytesIO

import pytest
from docx import Document

from bench.files.paper import A4, overprinted, printed
from tests.publishing.desk import DATA, office, photographed, published
from tests.publishing.shelf import YEAR, approved, shelve

__all__ = ["office", "photographed"]

STORY = "Cả trường cùng làm vườn, mỗi tuần một buổi, rau sạch đủ cho bữa trưa. " * 40


@pytest.fixture
def year(office):
    """A published example with a photo, and nine others of two kinds, one of which is long."""
    published(office, DATA)
    record = approved(office)
    for number in range(9):
        label = {"vi": "Tập thể", "en": "Collective"} if number % 2 else {"vi": "Cá nhân", "en": "Individual"}
        story = STORY if number == 3 else "Thầy dạy hai trình độ trong một lớp."
        shelve(office, record, f"Điển hình {number}", kind=str(number % 2), kind_label=label, story=story)
    return office


def booklet(client, query=""):
    answer = client.get(f"/api/conferences/booklet{query}")
    assert answer.status_code == 200, answer.text
    return answer


def test_the_booklet_has_a_list_a_page_for_each_and_none_that_is_empty(year, tmp_path):
    answer = booklet(year.client("so"), f"?year={YEAR}")
    assert re.search(r'filename="dien-hinh-[\w-]+\.docx"', answer.headers["Content-Disposition"])
    file = tmp_path / "booklet.docx"
    file.write_bytes(answer.data)
    pages = printed([file], tmp_path)["booklet"]
    assert all((page.width, page.height) == A4 for page in pages)
    assert all(len(page.text.split()) > 5 for page in pages)
    assert 11 < len(pages) <= 14
    assert "NGƯỜI TỐT VIỆC TỐT" in pages[0].text
    begins = [page for page in pages if re.match(r"\s*(\d+\s+)?(Tập thể|Cá nhân|Tập ảnh)\s*\n", page.text)]
    assert len(begins) == 10
    assert overprinted(tmp_path / "booklet.pdf") == []
    parts = Document(BytesIO(answer.data)).part.package.iter_parts()
    pictures = [part.content_type for part in parts if part.partname.startswith("/word/media/")]
    assert pictures == ["image/jpeg"]
