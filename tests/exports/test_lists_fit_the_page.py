"""A list of records is printed on A4, one page across: what matters comes first, and nothing empty is in it."""

import openpyxl
import pytest
from openpyxl.utils import get_column_letter

from server.exports import records_workbook
from server.exports.notation import Notation
from server.exports.record_columns import PRINTED, record_columns
from server.exports.workbook_writer import WorkbookWriter
from sync.registers import Registers
from tests.exports.test_exported_files import YEAR, cells, find, write_some
from tests.fixtures.applications import REGISTERS

pytestmark = pytest.mark.slow


def test_a_list_begins_with_what_matters_and_leaves_out_what_nobody_answered(village, clerk):
    write_some(village, ["Một"])
    wanted = {"kind": "records", "format": "xlsx", "register": "probe_direct", "period": YEAR}
    sheet = cells(clerk.make(**wanted | {"status": "submitted"}))
    heads = [cell.value for cell in sheet[find(sheet, "STT").row] if cell.value]
    assert heads[:4] == ["STT", "Đơn vị", "Mã đơn vị", "Ngày"]
    assert not {"Trạng thái", "Một người", "Nhiều người"} & set(heads)
    texts = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
    assert "BIỂU THỬ GỬI THẲNG (đã gửi)" in texts
    assert any(text.startswith("Không bản ghi nào có: ") for text in texts)
    assert str(sheet.page_setup.paperSize) == sheet.PAPERSIZE_A4
    both = cells(clerk.make(**wanted | {"status": "submitted,approved"}))
    assert find(both, "Trạng thái")


def test_a_sheets_name_is_whole_or_numbered(tmp_path):
    writer = WorkbookWriter(tmp_path / "named.xlsx", Notation())
    titles = ("Bảng tiêu chí chấm điểm thi đua", "Gia đình, dòng họ, cộng đồng, đơn vị học tập", "A/B: [c]", "a b c")
    for title in titles:
        writer.sheet(title, [10])
    writer.close()
    names = openpyxl.load_workbook(tmp_path / "named.xlsx").sheetnames
    assert names == [titles[0], "2. Gia đình, dòng họ, cộng…", "A B c", "4. a b c"]


def test_columns_that_do_not_fit_the_page_are_in_the_file_and_not_on_paper(tmp_path):
    register = Registers(REGISTERS).latest("criteria_score")
    records_workbook.workbook(tmp_path / "wide.xlsx", register, [], Notation(), "vi", ["Thử"], ["approved"])
    sheet = openpyxl.load_workbook(tmp_path / "wide.xlsx").worksheets[0]
    shown = record_columns(register, ["approved"], None)
    assert shown.printed < len(shown.widths) == sheet.max_column
    assert sum(shown.widths[: shown.printed]) <= PRINTED
    assert f"!$A$1:${get_column_letter(shown.printed)}$" in sheet.print_area
    assert not [cell for row in sheet.iter_rows() for cell in row if cell.value == "Tổng cộng"]  # nothing is added up
    assert find(sheet, f"In {shown.printed} cột đầu; các cột sau xem trong tệp")
    assert find(sheet, "NGƯỜI LẬP BIỂU").row == find(sheet, "THỦ TRƯỞNG ĐƠN VỊ").row
    assert sheet.merged_cells.ranges
