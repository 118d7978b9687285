"""What LibreOffice leaves out of a row that is too low is found; and rows are as high as their texts need."""

from pathlib import Path

import pytest

from bench.files.clipped import clipped
from bench.files.paper import overprinted, printed
from server.exports.line_breaks import lines_of
from server.exports.notation import Notation
from server.exports.workbook_writer import WorkbookWriter

LONG = "Đoàn xã và bộ đội biên phòng giúp nấu ăn, sửa bếp điểm bản Tả Sú Lình, rồi trồng rau quanh nhà ăn bán trú"
NAMES = [
    "Trường PTDTBT Tiểu học Tủa Thàng",
    "Hoàn thành xuất sắc nhiệm vụ",
    LONG,
    "TRƯỜNG PTDTBT THCS MƯỜNG NHÉ",
    "Ý" * 90,
]
WIDTHS = (8, 21.5, 26, 31, 44)


def paper(folder: Path, name: str, low: bool = False) -> tuple[int, int]:
    """How many letters of a workbook are lost on paper, and how many words are printed over others; ``low``: its rows
    are made as low as one line."""
    path = folder / f"{name}.xlsx"
    writer = WorkbookWriter(path, Notation())
    sheet = writer.sheet("Thử", WIDTHS)
    for text in NAMES:
        sheet.write_row([text] * len(WIDTHS))
        if low:
            sheet.worksheet.set_row(sheet.row - 1, 16)
    writer.close()
    pages = printed([path], folder)[name]
    return clipped(path, [page.text for page in pages]).total(), len(overprinted(folder / f"{name}.pdf"))


@pytest.mark.slow
def test_rows_are_as_high_as_their_texts_and_lower_ones_are_found(tmp_path):
    assert paper(tmp_path, "high") == (0, 0)
    lost, over = paper(tmp_path, "low", low=True)
    assert lost > 5
    assert over > 10


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [("", 10, 1), ("Sáng kiến", 30, 1), ("một\nhai\n", 30, 3), (LONG, 200, 1), ("Y" * 100, 20, 9)],
)
def test_a_text_is_broken_between_words_at_line_ends_and_where_a_word_is_too_long(text, width, lines):
    assert lines_of(text, width) == lines


def test_bold_letters_and_capitals_need_more():
    text = "Trường Tiểu học Tủa Thàng và Trường Mầm non"
    assert lines_of(text.upper(), 30) > lines_of(text, 30)
    assert lines_of(text, 46, bold=True) > lines_of(text, 46)
