"""Whatever file is brought: a clear refusal in both languages, nothing written, never an error of ours."""

import zipfile
from io import BytesIO

import pytest

from server.platform.workbook_limits import TYPE
from tests.imports.test_import_changes_all_or_nothing import bring, counts, faults, shown
from tests.imports.workbooks import with_part, workbook
from tests.village import SAME_ORIGIN

pytestmark = pytest.mark.slow

GOOD = workbook(people=[("", "Nguyễn Thị Lan", "giáo viên", "T1", "", "")])
OLE = bytes.fromhex("d0cf11e0a1b11ae1")


def with_rows(xml: str) -> bytes:
    """A workbook whose first sheet is this XML."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(GOOD)) as packed, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in packed.infolist():
            new.writestr(part, xml if part.filename == "xl/worksheets/sheet1.xml" else packed.read(part))
    return out.getvalue()


def sheet(rows: str) -> str:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    inner = f'<dimension ref="A1:D9"/><sheetData>{rows}</sheetData>'
    return f'<?xml version="1.0"?><worksheet xmlns="{space}">{inner}</worksheet>'


def cell(text: str) -> str:
    return f'<c t="inlineStr"><is><t>{text}</t></is></c>'


HEAD = f"<row>{cell('Mã đơn vị')}{cell('Tên đơn vị')}{cell('Loại')}{cell('Mã đơn vị cấp trên')}</row>"


def unreadable() -> dict[str, bytes]:
    """Files that cannot be opened; packing bombs takes too long for who collects the tests."""
    return {
        "nothing at all": b"",
        "no workbook": b"Kh\xc3\xb4ng ph\xe1\xba\xa3i Excel" * 10,
        "an old .xls renamed": OLE + bytes(2_000),
        "a password": OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600),
        "cut short": GOOD[: len(GOOD) // 2],
        "macros": with_part(GOOD, "xl/vbaProject.bin", b"x"),
        "a bomb": with_part(GOOD, "xl/media/a.bin", bytes(40 << 20)),
        "a bomb in a bomb": with_part(GOOD, "xl/media/a.zip", with_part(GOOD, "a", bytes(33 << 20)) + bytes(33 << 20)),
        "an entity": with_rows('<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><worksheet>&b;</worksheet>'),
        "broken XML": with_rows(sheet("<row><c>")),
        "too large": GOOD + bytes(5 << 20),
    }


def test_files_that_cannot_be_opened_are_refused_with_their_reason(coded):
    admin, before = coded.client("admin"), counts(coded)
    for name, data in unreadable().items():
        answer = bring(admin, data)
        assert (answer.status_code, answer.json["code"]) == (422, "unreadable"), name
        [fault] = answer.json["fields"]["file"]["faults"]
        assert fault["vi"], name
        assert fault["en"], name
    assert counts(coded) == before
    assert admin.get("/api/import").json["import"] is None


@pytest.mark.slow
def test_of_a_hundred_thousand_rows_only_the_limit_is_told(coded):
    row = f"{cell('A')}{cell('trường')}{cell('X')}</row>"
    data = with_rows(sheet(HEAD + "".join(f"<row>{cell(f'T{n}')}{row}" for n in range(100_000))))
    answer = bring(coded.client("admin"), data)
    [fault] = answer.json["fields"]["file"]["faults"]
    assert "4000 dòng" in fault["vi"]


def test_merged_cells_errors_and_strange_cells_are_told_by_row(coded):
    def change(book):
        page = book["Người"]
        page.merge_cells("A3:B3")
        page["B4"] = '=HYPERLINK("http://x","Lan")'
        page["B5"] = "#REF!"
        page["B5"].data_type = "e"
        page["B6"] = True

    rows = [("", "Lan", "giáo viên", "T1", "", "")] * 5
    preview = shown(coded.client("admin"), workbook(people=rows, change=change))
    assert {("Người", row) for row in (3, 4, 5, 6)} <= set(faults(preview))


@pytest.mark.parametrize("value", ["_x0000_", "a_x0001_b", "\ufeff\u200b", "💚" * 300])
def test_control_characters_are_a_fault_of_their_row(coded, value):
    xml = sheet(HEAD + f"<row>{cell('T9')}{cell(value)}{cell('trường')}{cell('X')}</row>")
    answer = bring(coded.client("admin"), with_rows(xml))
    assert answer.status_code == 201
    assert [fault["row"] for fault in answer.json["faults"]] == [2]


def test_other_media_types_and_other_sites_are_refused(coded):
    admin = coded.client("admin")
    headers = SAME_ORIGIN | {"X-Account": admin.account}
    for kind, status in (("application/vnd.ms-excel.sheet.macroEnabled.12", 403), ("application/json", 400)):
        assert admin.http.post("/api/import", data=GOOD, headers=headers | {"Content-Type": kind}).status_code == status
    foreign = {"Sec-Fetch-Site": "cross-site", "X-Account": admin.account, "Content-Type": TYPE}
    assert admin.http.post("/api/import", data=GOOD, headers=foreign).status_code == 403
