"""An uploaded workbook that is broken, locked, swollen, or may run code is refused in words; formulas stay formulas."""

import io
import zipfile

import openpyxl
import pytest

from server.platform import workbook_limits as limits
from server.platform.workbook import read_sheets
from server.platform.workbook_faults import Unreadable, fault
from server.platform.workbook_package import OLE


def packed(**parts: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr({"types": "[Content_Types].xml"}.get(name, name), content)
    return file.getvalue()


def book(fill) -> bytes:
    made = openpyxl.Workbook()
    fill(made.active)
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


SOUND = book(lambda sheet: sheet.append(["type", 5]))


def with_part(name: str, content: bytes) -> bytes:
    file = io.BytesIO(SOUND)
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr(name, content)
    return file.getvalue()


def declaring(declared: bytes, **more: bytes) -> bytes:
    """The sound workbook with something declared before its other content types, and further parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(SOUND)) as sound, zipfile.ZipFile(file, "w") as archive:
        for name in sound.namelist():
            content = sound.read(name)
            types = content.replace(b"<Default", declared + b"<Default", 1)
            archive.writestr(name, types if name == "[Content_Types].xml" else content)
        for name, content in more.items():
            archive.writestr(name, content)
    return file.getvalue()


MACROS_IN_BIN = b'<Default Extension="bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/>'
MACROS_IN_THE_WORKBOOK = (
    b'<Override PartName="/xl/more.xml" ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/>'
)


def test_an_ending_that_no_part_has_declares_no_macros():
    """As workbooks are written by SheetJS, on which many web pages rely."""
    (sheet,) = read_sheets(declaring(MACROS_IN_BIN))
    assert sheet.rows == [(1, ("type", 5))]


@pytest.mark.parametrize(
    ("reason", "data"),
    {
        "broken": b"",
        "broken, no zip": b"PK\x03\x04 not really",
        "broken, cut short": SOUND[: len(SOUND) // 2],
        "broken, a zip of something else": packed(readme=b"hello"),
        "broken, declares entities": with_part("xl/more.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'),
        "broken, no sheets": packed(types=b"<Types/>"),
        "swollen": packed(types=b"0" * (limits.MOST_INFLATED + 1)),
        "swollen, many parts": packed(types=b"", **{f"a{n}": b"" for n in range(limits.MOST_PARTS)}),
        "large": b"PK" + bytes(limits.MOST_PACKED),
        "macros": with_part("xl/vbaProject.bin", b"code"),
        "macros, of an ending that a part has": declaring(MACROS_IN_BIN, **{"xl/code.BIN": b"code"}),
        "macros, of a part": declaring(MACROS_IN_THE_WORKBOOK, **{"xl/more.xml": b"<a/>"}),
        "old": OLE + bytes(600),
        "encrypted": OLE + "EncryptedPackage".encode("utf-16-le"),
    }.items(),
)
def test_is_refused_before_it_is_parsed(reason, data):
    with pytest.raises(Unreadable) as refused:
        read_sheets(data)
    assert refused.value.faults == [fault(reason.split(",")[0])]


def test_rows_are_read_as_they_are_numbered():
    def fill(sheet):
        sheet.append(["a", None, " ", 2.5])
        sheet["B4"] = True

    (sheet,) = read_sheets(book(fill))
    assert sheet.rows == [(1, ("a", None, None, 2.5)), (4, (None, True))]
    assert sheet.faults == []


def test_formulas_errors_and_merged_cells_are_told_by_row():
    def fill(sheet):
        sheet["A2"], sheet["B3"] = "=1+1", "#REF!"
        sheet["A5"] = "x"
        sheet.merge_cells("A5:B6")

    (sheet,) = read_sheets(book(fill))
    assert {(fault.row, fault.en) for fault in sheet.faults} == {
        (row, fault(reason, **said).en)
        for row, reason, said in (
            (2, "formula", {"cell": "A2"}),
            (3, "error", {"cell": "B3", "value": "#REF!"}),
            (5, "merged", {"cell": "A5:B6"}),
        )
    }


def test_a_sheet_without_end_is_read_as_far_as_it_may():
    def fill(sheet):
        sheet.cell(limits.MOST_ROWS + 10, 1, "far down")
        sheet.cell(2, limits.MOST_COLUMNS + 1, "far right")

    (sheet,) = read_sheets(book(fill))
    assert [(fault.row, fault.en) for fault in sheet.faults] == [
        (2, fault("columns").en),
        (limits.MOST_ROWS + 1, fault("rows").en),
    ]
