"""Each file that an officer signs, of the demo's year, printed by LibreOffice: nothing empty, across or clipped."""

import re
import shutil

import pytest

from bench.files.clipped import clipped
from bench.files.orders import FILES, LISTS, made
from bench.files.paper import A4, overprinted, printed
from tests.fixtures.applications import REGISTERS, open_app

pytestmark = pytest.mark.slow

MOST = {"report": 8, "figures": 12, "activities": 40, "evidence": 20, "ranking": 1, "year": 3}
"""Pages that a file of the year may take."""
SIGNS = {"report": "GIÁM ĐỐC"}


@pytest.fixture(scope="module")
def papers(demo_file, tmp_path_factory):
    folder = tmp_path_factory.mktemp("papers")
    settings = {"DEMO": True, "REGISTERS": REGISTERS[:1], "PHOTOS": f"{demo_file}-photos"}
    used = shutil.copy(demo_file, folder / "used.db")
    with open_app(f"sqlite:///{used}", **settings, EXPORTS=str(folder / "made")) as app:
        files = list(made(app, folder))
    return printed(files, folder) | {"folder": folder}


@pytest.mark.parametrize("name", MOST)
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


@pytest.mark.parametrize("name", sorted({*FILES, *LISTS} - {"report"}))
def test_each_text_is_whole_in_its_cell(papers, name):
    book = papers["folder"] / f"{name}.xlsx"
    assert clipped(book, [page.text for page in papers[name]]) == {}
    assert overprinted(book.with_suffix(".pdf")) == []


def test_a_ranking_shows_each_schools_scores_and_a_year_no_ids(papers):
    [ranking] = papers["ranking"]
    assert ranking.text.count("Hoàn thành") == 6
    assert "THỦ TRƯỞNG ĐƠN VỊ" in ranking.text
    assert not any(re.search(r"[0-9a-f]{8}-[0-9a-f]{4}-", page.text) for page in papers["year"])
    assert any("Người nhập" in page.text for page in papers["year"])
