"""The texts of what can be wrong with a cell or a row that is to become a record, and what to do about it."""

from typing import NotRequired, TypedDict

from server.imports.faults import Text

TEXTS = {
    "no_unit": Text(
        "Chưa biết là của đơn vị nào. Thầy/cô ghi mã hoặc tên đơn vị.",
        "It is not clear whose it is. Write the unit's code or name.",
    ),
    "unknown_unit": Text(
        "Không có đơn vị nào mang mã hoặc tên này. Thầy/cô sửa ô, hoặc chọn đơn vị ở dưới.",
        "No unit has this code or name. Mend the cell, or choose the unit below.",
    ),
    "several_units": Text(
        "Có {n} đơn vị mang tên này. Thầy/cô chọn một, hoặc ghi mã đơn vị.",
        "{n} units have this name. Choose one, or write the unit's code.",
    ),
    "forbidden": Text(
        "Tài khoản này không nhập được biểu này cho {unit}.", "This account may not bring in this register for {unit}."
    ),
    "ended": Text(
        "{unit} đã ngừng hoạt động. Thầy/cô ghi đơn vị kế tục.", "{unit} has ended. Write the unit that succeeded it."
    ),
    "no_period": Text("Thiếu kỳ báo cáo.", "The period is missing."),
    "unknown_period": Text(
        "Không có kỳ này; hệ thống có từ {first}. Ghi như: {example}. Cần năm trước nữa thì nhờ quản trị thêm kỳ.",
        "There is no such period; the first one is {first}. Write it like: {example}. An administrator can add earlier "
        "years.",
    ),
    "closed": Text(
        "Kỳ {period} đã chốt với đơn vị này. Nhờ cán bộ mở lại kỳ rồi nhập.",
        "The period {period} is closed for this unit. Have an officer open it again first.",
    ),
    "required": Text("Thiếu “{field}”.", "“{field}” is missing."),
    "number": Text("Không phải số. Ghi như 1.234 hoặc 12,5.", "It is no number. Write it like 1.234 or 12,5."),
    "whole": Text("Phải là số nguyên.", "It must be a whole number."),
    "unclear_number": Text(
        "Không rõ là phần nghìn hay phần lẻ. Ghi 1234 hoặc 1,2.",
        "Thousands or a fraction? Write 1234 or 1,2.",
    ),
    "date": Text(
        "Không phải ngày. Ghi ngày/tháng/năm, như 05/09/2024.", "It is no date. Write day/month/year, as 05/09/2024."
    ),
    "time": Text("Không phải giờ. Ghi như 14:30 hoặc 14h30.", "It is no time of the day. Write it like 14:30."),
    "datetime": Text("Cần cả ngày và giờ, như 05/09/2024 14:30.", "Write day and time, as 05/09/2024 14:30."),
    "yesno": Text("Ghi Có hoặc Không.", "Write Có or Không (yes or no)."),
    "choice": Text(
        "Không có lựa chọn này. Thầy/cô chọn ý tương ứng ở dưới, hoặc sửa ô.",
        "There is no such choice. Choose what it means below, or mend the cell.",
    ),
    "person": Text(
        "Không tìm thấy đúng một người có tên này ở đơn vị. Ghi tên đăng nhập.",
        "Not exactly one person of the unit has this name. Write the username.",
    ),
    "ref": Text(
        "Không tìm thấy đúng một bản ghi “{to}” có tên này ở đơn vị.",
        "Not exactly one record “{to}” of the unit is called so.",
    ),
    "place": Text("Ghi vĩ độ và kinh độ, như 21.39, 103.02.", "Write latitude and longitude, as 21.39, 103.02."),
    "rows": Text("Không đọc được các dòng trong ô này.", "The rows in this cell cannot be read."),
    "control": Text(
        "Ô có ký tự không nhìn thấy. Thầy/cô gõ lại ô này.", "It holds characters that cannot be seen. Type it anew."
    ),
    "formula_error": Text("Ô báo lỗi {value} trong Excel.", "The cell holds Excel's error {value}."),
    "uncalculated": Text(
        "Ô là công thức chưa có kết quả. Mở tệp bằng Excel, lưu lại rồi tải lên.",
        "It is a formula without a value. Open the file in Excel, save it, and upload it again.",
    ),
    "range": Text("Phải từ {low} đến {high}.", "It must be from {low} to {high}."),
    "length": Text("Phải dài từ {low} đến {high} ký tự.", "It must have {low} to {high} characters."),
    "places": Text("Nhiều nhất {places} chữ số sau dấu phẩy.", "At most {places} digits after the point."),
    "check": Text("Không khớp với các câu trả lời khác.", "It does not fit the other answers."),
    "invalid": Text("Biểu không nhận giá trị này.", "The register does not take this value."),
    "there": Text("Đơn vị đã có bản ghi của kỳ này.", "The unit already has its record of this period."),
    "differs": Text(
        "Đã có bản ghi từ dòng này, nay khác ở: {fields}. Nhập không ghi đè: sửa ở bản ghi, hoặc bỏ qua dòng này.",
        "A record of this row is there, and differs in: {fields}. Nothing is overwritten: mend the record, or leave "
        "the row out.",
    ),
    "twice": Text(
        "Trùng với dòng {other} trong tệp. Bỏ qua dòng này, hoặc chọn cột số thứ tự làm cột phân biệt.",
        "The same as row {other} of the file. Leave it out, or choose a column that tells the two apart.",
    ),
    "later": Text(
        "Máy chủ vừa được khôi phục; dòng này phải đợi ít hôm.", "The server was just restored; this row has to wait."
    ),
    "many": Text(
        "Trang có {n} dòng; mỗi lần nhập nhiều nhất {most}. Thầy/cô chia thành nhiều tệp.",
        "The sheet has {n} rows; one import takes {most} at most. Split it into several files.",
    ),
}

REMARKS = {
    "total": Text("Dòng cộng", "A total"),
    "footer": Text("Phần ký tên dưới bảng", "Signatures below the table"),
    "numbering": Text("Dòng đánh số cột", "Numbers of the columns"),
    "empty": Text("Không có số liệu ở các cột đã ghép", "Nothing in the columns that are matched"),
    "left_out": Text("Thầy/cô đã bỏ qua", "Left out by you"),
    "hidden": Text("Dòng bị ẩn trong Excel", "A row that is hidden in Excel"),
    "same": Text("Đã nhập trước đó", "Brought in before"),
    "alike": Text("Có thể trùng với bản ghi “{title}”", "May be the same as the record “{title}”"),
    "unlikely": Text("Số lạ: thường từ {low} đến {high}", "Unusual: mostly from {low} to {high}"),
}


class CellFault(TypedDict):
    """What is wrong with a row, or with one of its cells.

    ``column``: the column's place from 0; absent if no one cell is at fault. ``field``: the field that it was to
    answer. ``value``: what stands in the cell, as it is seen. ``units``: units that may be meant, as id and text.
    """

    code: str
    vi: str
    en: str
    column: NotRequired[int]
    field: NotRequired[str]
    value: NotRequired[str]
    units: NotRequired[list[tuple[str, str]]]


def cell_fault(code: str, **named: object) -> CellFault:
    """A fault with the text of ``code``, a key of ``TEXTS``; ``named``: values for the text."""
    vi, en = (text.format(**named) for text in TEXTS[code])
    return {"code": code, "vi": vi, "en": en}


def remark(code: str, **named: object) -> dict[str, str]:
    """Something to know of a row, which keeps it from nothing; ``code``: a key of ``REMARKS``."""
    vi, en = (text.format(**named) for text in REMARKS[code])
    return {"code": code, "vi": vi, "en": en}


class BadCell(ValueError):
    """Raised for a cell whose value is no answer: ``code`` is a key of ``TEXTS``, ``named`` are values for its text."""

    def __init__(self, code: str, **named: object):
        super().__init__(code)
        self.code, self.named = code, named
