"""A sheet that says of its extent what is no area of cells, as some programs write it, is read all the same."""

import io
import zipfile

import openpyxl
import pytest

from server.platform.cached_workbook import read_values
from server.platform.workbook_faults import Unreadable

ROWS = [("type", "name"), ("text", "a")]


def with_extent(ref: str) -> bytes:
    """A workbook whose sheet says that it reaches over ``ref``."""
    made, sound, file = openpyxl.Workbook(), io.BytesIO(), io.BytesIO()
    for row in ROWS:
        made.active.append(row)
    made.save(sound)
    with zipfile.ZipFile(sound) as packed, zipfile.ZipFile(file, "w") as archive:
        for name in packed.namelist():
            content = packed.read(name)
            archive.writestr(name, content.replace(b'<dimension ref="A1:B2"', f'<dimension ref="{ref}"'.encode()))
    return file.getvalue()


@pytest.mark.parametrize("ref", ["1:63", "A:B", "A1:B2"])
def test_its_cells_are_read(ref):
    (sheet,) = read_values(with_extent(ref))
    assert [row.cells for row in sheet.rows] == ROWS


def test_what_is_broken_otherwise_stays_refused():
    data = io.BytesIO(with_extent("1:63"))
    with zipfile.ZipFile(data, "a") as archive:
        archive.writestr("xl/worksheets/sheet2.xml", b"<worksheet")
    broken = io.BytesIO()
    with zipfile.ZipFile(data) as packed, zipfile.ZipFile(broken, "w") as archive:
        for name in packed.namelist():
            archive.writestr(name, b"<a" if name == "xl/workbook.xml" else packed.read(name))
    with pytest.raises(Unreadable):
        read_values(broken.getvalue())
