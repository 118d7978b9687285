"""The template workbook for imports: two tables with headings, and a sheet that explains them."""

from io import BytesIO
from typing import Any

from server.imports.columns import TABLES, Column, Table

EXAMPLES: dict[str, list[tuple[str, ...]]] = {
    "units": [
        (
            "03172-TH-09",
            "TH Nậm Pan",
            "trường",
            "TH",
            "03172",
            "",
            "Tiểu học số 2 Nậm Pan",
            "01/09/2026",
            "",
            "1100317209",
        )
    ],
    "people": [
        ("", "Nguyễn Thị Lan", "giáo viên", "03172-TH-09", "01/09/2026", ""),
        ("lovanan", "Lò Văn An", "hiệu trưởng", "03172-TH-09", "", ""),
    ],
}
HELP = (
    "Mỗi dòng là một đơn vị hoặc một người. Máy chủ cho xem trước mọi thay đổi; chưa bấm Thực hiện thì chưa ghi gì.",
    "Each row is a unit or a person. The server shows every change first; nothing is written until you say so.",
    "Mã đơn vị giữ nguyên như đã ghi, cả số 0 ở đầu. Tên đăng nhập để trống thì máy chủ tự đặt, ví dụ nguyenthilan2.",
    "Unit codes stay as written, leading zeros too. An empty username is made from the name, such as nguyenthilan2.",
    "Người đã có ở đơn vị khác, cùng vai trò: được chuyển về đơn vị ghi ở dòng này, kể từ “Từ ngày”.",
    "Somebody who has the same role in another unit is moved to the one of the row, from the day in “From”.",
    "Đơn vị mới được tính là phải nộp báo cáo kể từ “Hoạt động từ ngày”; để trống là kể từ hôm nay.",
    "A new unit is asked for reports from the day in “Exists from”; today if that is empty.",
    "Cột “Mã CSDL ngành”: mã của đơn vị trên cơ sở dữ liệu ngành. Không nhớ mã đơn vị thì để trống, ghi tên và xã.",
    "“Sector database code”: the unit's code there. Without the unit's own code, write its name and its commune.",
    "Không dùng công thức, không gộp ô. Cột có dấu * phải ghi.",
    "No formulas, no merged cells. Columns with * are needed.",
)


def template() -> bytes:
    """The template workbook for imports, as the bytes of an .xlsx file."""
    # The library is large, and this is asked for once in a while.
    from openpyxl import Workbook
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    workbook: Any = Workbook()
    bold = Font(bold=True)
    workbook.remove(workbook.active)
    for table in TABLES:
        sheet = workbook.create_sheet(table.vi)
        sheet.append([column.head for column in table.columns])
        for number, column in enumerate(table.columns, 1):
            sheet.cell(1, number).font = bold
            letter = get_column_letter(number)
            wide: Any = sheet.column_dimensions[letter]
            wide.width = max(18, len(column.head) + 2)
            # Text keeps a code as it is typed.
            wide.number_format = "DD/MM/YYYY" if column.kind == "date" else "@"
        sheet.freeze_panes = "A2"
    page: Any = workbook.create_sheet("Hướng dẫn - Help")
    page.column_dimensions["A"].width = 110
    for line in HELP:
        page.append([line])
    for table in TABLES:
        page.append([])
        page.append([f"{table.head}: {', '.join(map(_explained, table.columns))}"])
        page.append([f"Ví dụ / Example: {' | '.join(_example(table, values))}" for values in EXAMPLES[table.key][:1]])
    out = BytesIO()
    workbook.save(out)
    return out.getvalue()


def _explained(column: Column) -> str:
    """A column's heading, an asterisk if it is required, and its choices."""
    choices = f" ({', '.join(written[0] for written in column.spellings.values())})" if column.spellings else ""
    return f"{column.head}{'*' if column.required else ''}{choices}"


def _example(table: Table, values: tuple[str, ...]) -> list[str]:
    return [f"{column.vi}: {value}" for column, value in zip(table.columns, values, strict=True) if value]
