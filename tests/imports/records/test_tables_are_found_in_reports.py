"""Where the table of a report begins: below its titles, under one row of headings or two; totals are no records."""

from openpyxl import Workbook

from server.imports.records.guess import guess
from server.imports.records.headings import find_headings, headings_of, is_numbering, is_total, letter
from server.imports.records.sheets import Line, open_any
from tests.imports.records.importer import HEAD, Importer, table
from tests.imports.workbooks import saved


def report() -> bytes:
    book = Workbook()
    sheet = book.active
    for line in (
        ("SỞ GIÁO DỤC VÀ ĐÀO TẠO ĐIỆN BIÊN", None, None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        (),
        ("BÁO CÁO",),
    ):
        sheet.append(line)
    sheet.append(("STT", "Đơn vị", "Học sinh", None, "Ghi chú"))
    sheet.append((None, None, "Tổng số", "Nữ", None))
    for area in ("A4:A5", "B4:B5", "C4:D4", "E4:E5", "A3:E3"):
        sheet.merge_cells(area)
    sheet.append(("(1)", "(2)", "(3)", "(4)", "(5)"))
    sheet.append((1, "TH Sín Thầu", 120, "=C7-65", "Tốt"))
    sheet.append((2, "TH Tủa Thàng", 90, 40, None))
    sheet.append(("Tổng cộng", None, 210, 95, None))
    return saved(book)


def test_two_rows_of_merged_headings_are_one():
    lines = open_any(report())[0].lines
    assert find_headings(lines) == 5
    titles = [(letter(one.at), one.title) for one in headings_of(lines, 5)]
    assert titles == [
        ("A", "STT"),
        ("B", "Đơn vị"),
        ("C", "Học sinh / Tổng số"),
        ("D", "Học sinh / Nữ"),
        ("E", "Ghi chú"),
    ]
    by_row = {line.row: line for line in lines}
    assert [row for row, line in by_row.items() if row > 5 and is_numbering(line)] == [6]
    assert [row for row, line in by_row.items() if row > 5 and is_total(line)] == [9]


def test_a_title_that_begins_like_a_total_is_none():
    assert not is_total(Line(1, ["T1", "Tổng kết năm học và phát thưởng cho học sinh giỏi"]))
    assert not is_total(Line(1, ["Tổng kết phong trào thi đua năm học 2024-2025 của trường", 3.0]))
    assert is_total(Line(1, [None, "CỘNG:", 3.0]))


def test_columns_are_guessed_by_their_names(app):
    register = app.extensions["registers"].latest("probe_direct")
    head = ("TT", "Tên trường", "Ngày (dd/mm)", "TỬ SỐ", "Ghi chú:", "Có hay không?", "Khác")
    headings = headings_of(open_any(table(("1",) * 7, head=head))[0].lines, 1)
    made = guess(register, headings, 0, 1)
    assert made["unit_column"] == 1
    assert {one["field"]: one["column"] for one in made["fields"]} == {"day": 2, "n": 3, "note": 4, "yes": 5}


def test_totals_and_numbers_of_columns_are_left_out_with_a_remark_until_wanted(coded_on_each):
    rows = [("T1", "05/10/2026", "Trồng rau", 12), ("Tổng cộng", None, None, 12)]
    numbers = [("(1)", "(2)", "(3)", "(4)")]
    desk = Importer(coded_on_each.client("so"))
    preview = desk.preview(table(*numbers, *rows, head=HEAD[:4]))
    assert preview["counts"] == {"new": 1, "same": 0, "faulty": 0, "left_out": 2}
    assert [(row["row"], row["remarks"][0]["code"]) for row in desk.rows("left_out")] == [
        (2, "numbering"),
        (4, "total"),
    ]
    assert desk.map(preview["mapping"] | {"totals": True}).json["counts"]["faulty"] == 1


def test_hidden_rows_are_brought_in_and_marked(coded):
    def hide(sheet):
        sheet.row_dimensions[2].hidden = True

    desk = Importer(coded.client("so"))
    desk.preview(table(("T1", "05/10/2026", "Trồng rau", 12), head=HEAD[:4], change=hide))
    assert [one["code"] for one in desk.rows()[0]["remarks"]] == ["hidden"]


def test_a_mapping_is_offered_again_for_the_same_headings_in_other_columns(coded_on_each):
    head = ("Nơi nào", "Hôm nào", "Việc gì", "Bao nhiêu")
    desk = Importer(coded_on_each.client("so"))
    desk.upload(table(("T1", "05/10/2026", "Trồng rau", "một chục"), head=head))
    mapping = desk.propose("probe_direct") | {"unit_column": 0}
    mapping["fields"] = [
        {"field": "day", "column": 1},
        {"field": "note", "column": 2},
        {"field": "n", "column": 3, "values": {"một chục": 10}},
    ]
    assert desk.map(mapping).json["counts"]["new"] == 1
    desk.upload(table(("một chục", "Trồng cây", "06/10/2026", "T1"), head=head[::-1]))
    again = desk.propose("probe_direct")
    assert again["unit_column"] == 3
    assert {one["field"]: one["column"] for one in again["fields"]} == {"day": 2, "note": 1, "n": 0}
    assert desk.map(again).json["counts"]["new"] == 1
    other = Importer(coded_on_each.client("ht"))
    other.upload(table(("T1", "05/10/2026", "Trồng rau", "một chục"), head=head))
    assert other.propose("probe_direct")["unit_column"] is None


def test_where_two_columns_would_do_alike_none_is_guessed(app):
    register = app.extensions["registers"].latest("probe_direct")
    head = ("Trường", "Chọn", "Tử số / Nam", "Tử số / Nữ")
    made = guess(register, headings_of(open_any(table(("1",) * 4, head=head))[0].lines, 1), 0, 1)
    assert [one["field"] for one in made["fields"]] == []
