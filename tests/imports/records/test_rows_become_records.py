"""The rows of a workbook become records as a phone would send them, with all that follows from a record."""

from datetime import date

from server.log.verify import compare
from server.platform.database import read
from tests.exports.clerk import Clerk
from tests.imports.records.importer import Importer, table

ROWS = (
    ("T1", date(2026, 10, 5), "Trồng rau", 12, 30, "12,5", "Một", "Một; Ba", "Có"),
    ("T1", "06/10/2026", "Tưới rau", "1.000", None, 0.125, "hai", "Hai", "không"),
    ("TH Tủa Thàng", date(2026, 11, 2), "Đọc sách", 7, 8, None, None, None, "x"),
)


def test_each_row_is_a_submitted_record_with_its_origin(coded_on_each):
    so = coded_on_each.client("so")
    desk = Importer(so)
    done = desk.bring_in(table(*ROWS, above=("SỞ GIÁO DỤC VÀ ĐÀO TẠO", "BÁO CÁO NĂM 2026")))
    assert done["counts"] == {"new": 3, "same": 0, "faulty": 0, "left_out": 0}
    found = so.get(f"/api/records?import={done['id']}&sort=title").json["records"]
    assert [record["data"] for record in found] == [
        {"note": "Đọc sách", "n": 7, "m": 8, "day": "2026-11-02", "yes": True},
        {"note": "Trồng rau", "n": 12, "m": 30, "dec": 12.5, "day": "2026-10-05"}
        | {"pick": "a", "picks": ["a", "c"], "yes": True},
        {"note": "Tưới rau", "n": 1000, "dec": 0.125, "day": "2026-10-06"}
        | {"pick": "b", "picks": ["b"], "yes": False},
    ]
    assert {record["status"] for record in found} == {"submitted"}
    assert {record["author"] for record in found} == {so.account}
    assert [record["unit"] for record in found].count(coded_on_each.school.id) == 2
    one = so.read(found[1]["id"])
    assert one["imported"] == {"import": done["id"], "name": "Báo cáo 2025.xlsx", "sheet": "Tổng hợp", "row": 4}
    assert one["thread"][0]["text"] == "Nhập từ tệp “Báo cáo 2025.xlsx”, trang “Tổng hợp”, dòng 4."
    phone = coded_on_each.client("ht")
    assert {change["id"] for change in phone.sync()["changes"]} == {found[1]["id"], found[2]["id"]}


def test_the_log_makes_them_again(coded_on_each):
    Importer(coded_on_each.client("so")).bring_in(table(*ROWS))
    app = coded_on_each.app
    with app.app_context(), read() as session:
        assert compare(session, app.extensions["registers"]) == []


def test_an_exported_file_says_which_file_they_came_from(coded_on_each, tmp_path):
    coded_on_each.app.config["EXPORTS"] = str(tmp_path / "exports")
    Importer(coded_on_each.client("so")).bring_in(table(*ROWS))
    data = Clerk(coded_on_each).make(kind="records", format="csv", register="probe_direct", status="submitted")
    assert data.decode("utf-8-sig").count("import:Báo cáo 2025.xlsx") == 3
