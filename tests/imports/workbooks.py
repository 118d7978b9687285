"""Workbooks as people bring them: well made, careless and hostile."""

import zipfile
from io import BytesIO

from openpyxl import Workbook, load_workbook

UNIT_HEAD = ("Mã đơn vị", "Tên đơn vị", "Loại", "Cấp học", "Mã đơn vị cấp trên", "Exists from")
PEOPLE_HEAD = ("Tên đăng nhập", "Họ và tên", "Vai trò", "Mã đơn vị", "Từ ngày", "Đến ngày")
Rows = list[tuple]


def workbook(units: Rows = (), people: Rows = (), change=None) -> bytes:
    """An .xlsx file with the two tables; ``change`` gets the workbook before it is written."""
    book = Workbook()
    for title, head, rows in (("Đơn vị", UNIT_HEAD, units), ("Người", PEOPLE_HEAD, people)):
        sheet = book.create_sheet(title)
        sheet.append(head)
        for row in rows:
            sheet.append(row)
    book.remove(book.worksheets[0])
    if change:
        change(book)
    return saved(book)


def saved(book: Workbook) -> bytes:
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    """The same file with one more part in it."""
    out = BytesIO(data)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(name, content)
    return out.getvalue()


def opened(data: bytes) -> Workbook:
    return load_workbook(BytesIO(data))
