"""Tables of texts as the sheets of a workbook."""

from io import BytesIO
from typing import Any

Cells = dict[str, str]
"""Heading → cell."""

WIDE = {"label": 44, "hint": 44, "type": 24, "name": 22, "constraint": 26, "relevant": 26, "calculation": 26}
"""Columns that need more room than others: characters."""


def workbook(tables: dict[str, list[Cells]]) -> bytes:
    """Sheet → its rows, as the bytes of an .xlsx file; a column that is empty throughout is left out.

    Of ``type`` and ``name`` there always is one.
    """
    # Writing workbooks is rare.
    import xlsxwriter

    file = BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as made:
        heading = made.add_format({"bold": True, "bg_color": "#E8EAF2", "bottom": 1})
        wrapped = made.add_format({"text_wrap": True, "valign": "top"})
        for name, rows in tables.items():
            _sheet(made.add_worksheet(name), rows, heading, wrapped)
    return file.getvalue()


def _sheet(sheet: Any, rows: list[Cells], heading: Any, wrapped: Any) -> None:
    columns = list(dict.fromkeys(name for row in rows for name in row if row[name] != "" or name in ("type", "name")))
    for at, name in enumerate(columns):
        sheet.write_string(0, at, name, heading)
        sheet.set_column(at, at, WIDE.get(name.split("::")[0], 18), wrapped)
        for down, row in enumerate(rows, 1):
            if text := row.get(name):
                sheet.write_string(down, at, text, wrapped)
    sheet.freeze_panes(1, 0)
