"""An .xlsx file that somebody uploads, read without trusting it: its size is judged before anything in it is parsed.

Formulas are never evaluated, and a file that could hold macros is not opened.
"""

import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO
from typing import Any, NamedTuple

Value = str | int | float | bool | datetime | date | None

MOST_PACKED = 4 << 20  # bytes of the file
MOST_INFLATED = 32 << 20  # bytes of all its parts
MOST_PARTS = 400
MOST_SHEETS = 30
MOST_ROWS = 5_000  # of a sheet
MOST_COLUMNS = 200
LONGEST = 20_000  # characters of a cell
MOST_FAULTS = 200  # told of one sheet

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MERGED = re.compile(rb'<mergeCell\s[^>]*ref="([A-Z]+[0-9]+:[A-Z]+[0-9]+)"')
DECLARED = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)
ZEROS = re.compile("0{2,60}")
OLE = bytes.fromhex("d0cf11e0a1b11ae1")

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


class Fault(NamedTuple):
    """What is wrong, and where: the sheet's name and the row's number from 1, if it is in one."""

    vi: str
    en: str
    sheet: str | None = None
    row: int | None = None


class Unreadable(ValueError):
    """A file that nothing was taken from; ``faults`` say why."""

    def __init__(self, faults: list[Fault]):
        super().__init__("\n".join(fault.en for fault in faults))
        self.faults = faults


class Line(NamedTuple):
    """A row that has something in it: its number from 1, and its cells from the first column to the last filled one."""

    row: int
    cells: tuple[Value, ...]


class Sheet(NamedTuple):
    name: str
    lines: list[Line]
    faults: list[Fault]


def fault(reason: str, sheet: str | None = None, row: int | None = None, **said: object) -> Fault:
    vi, en = (words.format(**said) for words in REASONS[reason])
    return Fault(vi, en, sheet, row)


def sheets(data: bytes, shown: bool = False) -> list[Sheet]:
    """The sheets of a workbook with their values; what is wrong within one is among its faults. Raises Unreadable.

    ``shown``: a whole number whose format is zeros keeps the leading ones, as text: 00317 is a code, not 317.
    """
    _judge(data)
    # Reading workbooks is rare and the library is large.
    import openpyxl

    try:
        book = openpyxl.load_workbook(BytesIO(data), read_only=True, data_only=False, keep_links=False)
        if len(book.sheetnames) > MOST_SHEETS:
            raise Unreadable([fault("sheets")])
        with zipfile.ZipFile(BytesIO(data)) as packed:
            return [_sheet(sheet, packed, shown) for sheet in book.worksheets]
    except Unreadable:
        raise
    except Exception as error:
        # What a parser of somebody else's format says of a file made to break it is not to be foreseen.
        raise Unreadable([fault("broken")]) from error


def _judge(data: bytes) -> None:
    if len(data) > MOST_PACKED:
        raise Unreadable([fault("large")])
    if data.startswith(OLE):
        raise Unreadable([fault("encrypted" if "EncryptedPackage".encode("utf-16-le") in data else "old")])
    try:
        with zipfile.ZipFile(BytesIO(data)) as packed:
            reason = _refused(packed)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, EOFError, RuntimeError) as error:
        raise Unreadable([fault("broken")]) from error
    if reason:
        raise Unreadable([fault(reason)])


def _refused(packed: zipfile.ZipFile) -> str | None:
    """Sizes are those that the directory tells: a part that holds more than it says is cut off there and broken."""
    parts = packed.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_INFLATED:
        return "swollen"
    if any(part.flag_bits & 1 for part in parts):
        return "encrypted"
    names = {part.filename.lower() for part in parts}
    if len(names) < len(parts) or "[content_types].xml" not in names:
        return "broken"
    types = next(part for part in parts if part.filename.lower() == "[content_types].xml")
    if any("vbaproject" in name for name in names) or b"macroenabled" in packed.read(types).lower():
        return "macros"
    xml = (part for part in parts if part.filename.lower().endswith((".xml", ".rels")))
    return "broken" if any(DECLARED.search(packed.read(part)) for part in xml) else None


def _sheet(sheet: Any, packed: zipfile.ZipFile, shown: bool) -> Sheet:
    faults = [
        fault("merged", sheet.title, int(re.sub(r"\D", "", area.split(":")[0])), cell=area)
        for area in _merged(packed, sheet)
    ]
    sheet.reset_dimensions()
    lines: list[Line] = []
    for at, cells in enumerate(sheet.iter_rows(), 1):
        if at > MOST_ROWS:
            faults.append(fault("rows", sheet.title, at))
        if at > MOST_ROWS or len(faults) > MOST_FAULTS:
            break
        filled = [place for place, cell in enumerate(cells, 1) if cell.value is not None]
        if filled:
            faults += _cells(sheet.title, at, cells[: filled[-1]])
            read = _shown if shown else _value
            lines.append(Line(at, tuple(map(read, cells[: min(filled[-1], MOST_COLUMNS)]))))
    return Sheet(sheet.title, lines, faults[:MOST_FAULTS])


def _merged(packed: zipfile.ZipFile, sheet: Any) -> list[str]:
    """The reader hands rows on one by one and does not tell of merged cells."""
    return [area.decode() for area in MERGED.findall(packed.read(sheet._worksheet_path))]


def _cells(sheet: str, row: int, cells: tuple[Any, ...]) -> Iterator[Fault]:
    if len(cells) > MOST_COLUMNS:
        yield fault("columns", sheet, row)
    for cell in cells[:MOST_COLUMNS]:
        if cell.data_type == "f":
            yield fault("formula", sheet, row, cell=cell.coordinate)
        elif cell.data_type == "e":
            yield fault("error", sheet, row, cell=cell.coordinate, value=str(cell.value)[:20])
        elif isinstance(cell.value, str) and len(cell.value) > LONGEST:
            yield fault("long", sheet, row)


def _value(cell: Any) -> Value:
    """Empty text is nothing; what is too long is told of and not kept."""
    value = cell.value
    if isinstance(value, str):
        return value[:LONGEST] if value.strip() else None
    return value if isinstance(value, int | float | bool | datetime | date) else None


def _shown(cell: Any) -> Value:
    value = _value(cell)
    zeros = str(cell.number_format)
    if isinstance(value, int | float) and not isinstance(value, bool) and ZEROS.fullmatch(zeros):
        return f"{int(value):0{len(zeros)}d}" if value == int(value) else value
    return value
