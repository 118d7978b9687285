"""Twice is once: whoever brings the same rows in again, at once or later, makes no second record."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from server.imports.records import uploads
from server.models.record_imports import RecordImport
from server.platform.clock import now
from server.platform.database import write
from tests.imports.records.importer import HEAD, Importer, table
from tests.imports.records.test_rows_become_records import ROWS


def found(client) -> list[dict]:
    return client.get("/api/records?register=probe_direct&limit=200").json["records"]


def test_the_same_workbook_again_makes_nothing(coded_on_each):
    so = Importer(coded_on_each.client("so"))
    so.bring_in(table(*ROWS))
    preview = so.preview(table(*ROWS))
    assert preview["counts"] == {"new": 0, "same": 3, "faulty": 0, "left_out": 0}
    assert so.apply(preview["digest"]).json["code"] == "invalid"
    assert len(found(so.client)) == 3


def test_rows_that_were_added_since_come_alone_whoever_brings_them(coded_on_each):
    Importer(coded_on_each.client("so")).bring_in(table(*ROWS[:1]))
    done = Importer(coded_on_each.client("ht")).bring_in(table(*ROWS[:2]))
    assert done["counts"] == {"new": 1, "same": 1, "faulty": 0, "left_out": 0}


def test_two_officers_at_once_make_each_record_once(coded_on_each):
    desks = [Importer(coded_on_each.client(name)) for name in ("so", "xa")]
    rows = ROWS[:2]
    digests = [desk.preview(table(*rows))["digest"] for desk in desks]
    assert digests[0] == digests[1]
    with ThreadPoolExecutor(2) as pool:
        answers = [one.json for one in pool.map(lambda desk: desk.apply(digests[0]), desks)]
    assert sorted(bool(answer["applied"]) for answer in answers) == [False, True]
    late = next(answer for answer in answers if not answer["applied"])
    assert late["again"]
    assert late["counts"]["same"] == 2
    assert len(found(coded_on_each.client("so"))) == 2


def test_a_second_press_is_the_first(coded_on_each):
    so = Importer(coded_on_each.client("so"))
    done = so.bring_in(table(*ROWS))
    assert so.apply("0" * 64).json["applied"] == done["applied"]
    assert len(found(so.client)) == 3


def test_a_row_whose_record_was_deleted_becomes_another(coded_on_each):
    so = Importer(coded_on_each.client("so"))
    so.bring_in(table(*ROWS[:1]))
    [first] = found(so.client)
    gone = so.client.mutation("delete", record=first["id"], base=first["version"])
    assert "version" in so.client.do(gone)
    so.bring_in(table(*ROWS[:1]))
    [second] = [record for record in found(so.client) if record["status"] != "deleted"]
    assert second["id"] != first["id"]
    assert second["data"] == first["data"]


def test_a_record_that_has_changed_is_never_overwritten(coded_on_each):
    so = Importer(coded_on_each.client("so"))
    rows = [("1", *ROWS[0]), ("2", *ROWS[1])]
    so.bring_in(table(*rows, head=("STT", *HEAD)), key_column=0)
    rows[0] = ("1", *ROWS[0][:3], 13, *ROWS[0][4:])
    preview = so.preview(table(*rows, head=("STT", *HEAD)), key_column=0)
    assert preview["counts"] == {"new": 0, "same": 1, "faulty": 1, "left_out": 0}
    [row] = so.rows("faulty")
    assert row["faults"][0]["code"] == "differs"
    assert "Tử số" in row["faults"][0]["vi"]


def test_two_rows_alike_are_asked_about_and_told_apart_by_a_column(coded_on_each):
    so = Importer(coded_on_each.client("so"))
    rows = [(str(n), *ROWS[0]) for n in (1, 2)]
    preview = so.preview(table(*rows, head=("STT", *HEAD)))
    assert [(row["row"], row["faults"][0]["code"]) for row in so.rows("faulty")] == [(3, "twice")]
    assert so.map(preview["mapping"] | {"key_column": 0}).json["counts"]["new"] == 2
    assert so.map(preview["mapping"] | {"skip": [3]}).json["counts"] == {
        "new": 1,
        "same": 0,
        "faulty": 0,
        "left_out": 1,
    }


def test_a_unit_has_one_record_of_a_period(coded_on_each):
    head = ("Đơn vị", "Kỳ báo cáo", "Tử số", "Mẫu số")
    rows = [("T1", "6 tháng cuối năm 2026", 5, 10), ("T2", "2026-H2", 6, 10)]
    so = Importer(coded_on_each.client("so"))
    so.bring_in(table(*rows, head=head), "probe")
    assert so.preview(table(*rows, head=head), "probe")["counts"]["same"] == 2
    rows[0] = ("T1", "H2 2026", 7, 10)
    so.preview(table(*rows, head=head), "probe")
    assert [row["faults"][0]["code"] for row in so.rows("faulty")] == ["differs"]


def test_a_workbook_that_nobody_brings_in_lies_here_for_a_week(coded_on_each):
    so, ht = (Importer(coded_on_each.client(name)) for name in ("so", "ht"))
    so.preview(table(*ROWS))
    ht.bring_in(table(*ROWS[:2]))
    with coded_on_each.app.app_context(), write() as session:
        for one in session.query(RecordImport):
            one.made = now() - timedelta(days=8)
        session.flush()
        uploads.purge(session)
        assert [one.id for one in session.query(RecordImport)] == [ht.id]
