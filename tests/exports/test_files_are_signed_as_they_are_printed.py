"""Each file that an officer signs, of the demo's whole year, printed by LibreOffice: nothing empty, nothing across."""

import shutil

import pytest

from bench.files.orders import FILES, made
from bench.files.paper import A4, printed
from tests.fixtures.applications import REGISTERS, open_app

pytestmark = pytest.mark.slow

MOST = {"report": 8, "figures": 12, "activities": 40, "evidence": 20}
"""Pages that a file of the year may take."""
SIGNS = {"report": "GIÁM ĐỐC"}


@pytest.fixture(scope="module")
def papers(demo_file, tmp_path_factory):
    folder = tmp_path_factory.mktemp("papers")
    settings = {"DEMO": True, "REGISTERS": REGISTERS[:1], "PHOTOS": f"{demo_file}-photos"}
    used = shutil.copy(demo_file, folder / "used.db")
    with open_app(f"sqlite:///{used}", **settings, EXPORTS=str(folder / "made")) as app:
        files = list(made(app, folder))
    return printed(files, folder)


@pytest.mark.parametrize("name", FILES)
def test_a_file_takes_few_pages_none_of_them_empty_and_is_one_sheet_across(papers, name):
    pages = papers[name]
    assert len(pages) <= MOST[name]
    assert [at for at, page in enumerate(pages, 1) if len(page.text.split()) < 5] == []
    assert {tuple(sorted((page.width, page.height))) for page in pages} == {A4}
    # A title that was cut, or went on on another sheet, would not be in one line.
    assert "ĐIỆN BIÊN" in pages[0].text
    assert any(SIGNS.get(name, "THỦ TRƯỞNG ĐƠN VỊ") in page.text for page in pages)


def test_the_head_of_a_list_is_on_each_of_its_pages(papers):
    pages = papers["activities"]
    assert all("Mã đơn vị" in page.text for page in pages)
    assert all("Đã làm gì" in page.text for page in pages)


def test_a_report_of_a_year_is_signed_on_its_second_page(papers):
    signed = [at for at, page in enumerate(papers["report"], 1) if "Nơi nhận" in page.text]
    assert signed == [2]
