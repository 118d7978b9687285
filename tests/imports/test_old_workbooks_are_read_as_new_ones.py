"""A workbook that an office still saves as .xls says the same as its .xlsx: as a form, and as a report with records."""

from datetime import date

import pytest

from server.platform.workbook_package import OLE
from server.registers.drafts import make_draft
from server.registers.xlsform.reading import read
from sync.registers import Registers
from tests.fixtures.office import converted
from tests.imports.records.importer import Importer, table
from tests.registers.test_registers_published_without_a_programmer import workbook_of

pytestmark = pytest.mark.lengthy


SURVEY = (
    ("type", "name", "label", "relevant", "constraint", "constraint_message"),
    ("date", "day", "Ngày", None, None, None),
    ("integer", "trees", "Số cây", None, ". < 1000", "Ít hơn 1.000"),
    ("select_one yn", "watered", "Đã tưới?", "${trees} > 0", None, None),
)
CHOICES = (("list_name", "name", "label"), ("yn", 1, "Có"), ("yn", 0, "Không"))
SETTINGS = (("form_id", "form_title", "lt_period", "version"), ("thu", "Thử", "once", 2024052001))


def as_xls(folder, data: bytes) -> bytes:
    path = folder / "Tổng hợp.xlsx"
    path.write_bytes(data)
    return converted(path, "xls").read_bytes()


def test_a_form(tmp_path):
    new = workbook_of(SURVEY, CHOICES, SETTINGS)
    old = as_xls(tmp_path, new)
    assert old.startswith(OLE)
    one, other = (make_draft(Registers([]), [], {}, read(data)) for data in (new, old))
    assert one.register == other.register
    assert one.remarks == other.remarks


def test_a_report_with_records(coded_on_each, tmp_path):
    rows = (
        ("T1", date(2026, 10, 5), "Tưới rau", 3, 4, "12,5", "Một", "Một; Hai", "có"),
        ("T1", "06/10/2026", "Đọc sách", "1.000", 2000, 1.25, "Hai", "", "không"),
        ("T9", "32/10/2026", "", -1, None, "x", "Chín", "", ""),
    )
    new = table(*rows, above=("PHÒNG VĂN HÓA – XÃ HỘI",))
    desk, seen = Importer(coded_on_each.client("so")), []
    for data in (new, as_xls(tmp_path, new)):
        counts = desk.preview(data)["counts"]
        seen.append((counts, [{k: v for k, v in row.items() if k != "record"} for row in desk.rows()]))
    assert (seen[0][0]["new"], seen[0][0]["faulty"]) == (2, 1)
    assert seen[0] == seen[1]
