"""The faults that an uploaded workbook can have: what each says, in Vietnamese and English, and where it is."""

from typing import NamedTuple

from server.platform.workbook_limits import (
    LONGEST,
    MOST_COLUMNS,
    MOST_INFLATED,
    MOST_PACKED,
    MOST_ROWS,
    MOST_SHEETS,
)

REASONS = {
    "large": (
        f"Tệp lớn quá {MOST_PACKED >> 20} MB. Thầy/cô bỏ ảnh và các trang không dùng rồi tải lại.",
        f"The file is larger than {MOST_PACKED >> 20} MB. Take out pictures and sheets that are not needed.",
    ),
    "swollen": (
        f"Tệp nén này bung ra quá {MOST_INFLATED >> 20} MB nên không được mở.",
        f"Unpacked, the file is larger than {MOST_INFLATED >> 20} MB; it was not opened.",
    ),
    "encrypted": (
        "Tệp có mật khẩu nên không đọc được. Thầy/cô bỏ mật khẩu rồi tải lại.",
        "The file is protected by a password. Take it off and upload it again.",
    ),
    "old": (
        "Đây là tệp Excel kiểu cũ (.xls). Thầy/cô lưu lại thành .xlsx rồi tải lại.",
        "This is an old Excel file (.xls). Save it as .xlsx and upload that.",
    ),
    "macros": (
        "Tệp có macro (.xlsm) nên không được mở. Thầy/cô lưu lại thành .xlsx, không kèm macro.",
        "The file holds macros (.xlsm) and was not opened. Save it as .xlsx without them.",
    ),
    "broken": (
        "Không mở được: đây không phải tệp Excel .xlsx, hoặc tệp bị hỏng hay tải chưa hết.",
        "It cannot be opened: it is no .xlsx file, or it is damaged or was cut short.",
    ),
    "csv": (
        "Không đọc được tệp CSV này. Thầy/cô lưu lại ở dạng “CSV UTF-8” rồi tải lên.",
        "This CSV file cannot be read. Save it as “CSV UTF-8” and upload that.",
    ),
    "neither": (
        "Không mở được: đây không phải tệp Excel hay tệp CSV dạng UTF-8, hoặc tệp bị hỏng hay tải chưa hết.",
        "It cannot be opened: this is neither an Excel workbook nor a CSV in UTF-8, or it is damaged or incomplete.",
    ),
    "sheets": (f"Tệp có hơn {MOST_SHEETS} trang.", f"The file has more than {MOST_SHEETS} sheets."),
    "rows": (f"Trang này có hơn {MOST_ROWS} dòng.", f"This sheet has more than {MOST_ROWS} rows."),
    "columns": (f"Dòng này có hơn {MOST_COLUMNS} cột.", f"This row has more than {MOST_COLUMNS} columns."),
    "long": (f"Có ô dài hơn {LONGEST} ký tự.", f"A cell is longer than {LONGEST} characters."),
    "formula": (
        "Ô {cell} là công thức. Công thức không được tính; thầy/cô dán giá trị vào ô.",
        "Cell {cell} is a formula. Formulas are not worked out; paste its value instead.",
    ),
    "error": ("Ô {cell} báo lỗi {value}.", "Cell {cell} holds the error {value}."),
    "merged": (
        "Các ô {cell} bị gộp. Thầy/cô bỏ gộp ô rồi tải lại.",
        "The cells {cell} are merged. Unmerge them and upload the file again.",
    ),
}
"""A fault's reason → its text in Vietnamese and in English; ``fault`` fills in the names in braces."""


class Fault(NamedTuple):
    """A fault of a workbook, in both languages, and where it is. ``sheet``: the sheet's name, None for the whole file.
    ``row``: the row's number from 1, None for the whole sheet."""

    vi: str
    en: str
    sheet: str | None = None
    row: int | None = None


class Unreadable(ValueError):
    """A workbook cannot be read at all, and no data was taken from it; ``faults`` say why."""

    def __init__(self, faults: list[Fault]):
        super().__init__("\n".join(fault.en for fault in faults))
        self.faults = faults


def fault(reason: str, sheet: str | None = None, row: int | None = None, **values: object) -> Fault:
    """The fault for ``reason``, a key of ``REASONS``, at a sheet and row; ``values`` fill in the names in its text."""
    vi, en = (text.format(**values) for text in REASONS[reason])
    return Fault(vi, en, sheet, row)
