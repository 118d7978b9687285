"""``flask check`` finds every kind of fault, by several processes as by one, and goes on where it was interrupted."""

import os

import pytest
from sqlalchemy import delete, insert, update

from server.log.check import check
from server.log.check_notes import Notes
from server.log.verify import compare
from server.models.audit import AuditHead
from server.models.figures import Cell
from server.models.log import LogEntry, Record, Scope
from server.models.org import Unit
from server.platform.database import read, write
from tests.village import Village


@pytest.fixture
def written(village: Village):
    """The ids of five records of one school, and one of another."""
    gv, gv2 = village.client("gv"), village.client("gv2")
    puts = [gv.put(then="submit") for _ in range(5)]
    for put in puts:
        gv.do(put)
    far = gv2.put(then="submit")
    gv2.do(far)
    return [put["id"] for put in (*puts, far)]


def plant(village, *statements):
    with village.app.app_context(), write() as session:
        for statement in statements:
            session.execute(statement)


def found(village, notes, progress=lambda done, total: None):
    app = village.app
    with app.app_context():
        return check(app, app.extensions["registers"], 2, notes, progress)


def differences(village):
    with village.app.app_context(), read() as session:
        return compare(session, village.app.extensions["registers"])


def test_a_fault_of_each_kind_is_found_by_all_processes_as_by_one(village: Village, written, tmp_path):
    assert found(village, Notes(tmp_path / "notes")) == differences(village) == []
    changed, gone, _, outcome, _, far = written
    plant(
        village,
        update(Record).where(Record.id == changed).values(data={"note": "khác"}, search_text="khác"),
        delete(Record).where(Record.id == gone),
        update(LogEntry).where(LogEntry.mutation == outcome).values(stored_outcome={"version": "4.AAAAAAAA"}),
        update(Cell).where(Cell.unit == village.school.id, Cell.measure == "").values(value=Cell.value + 1000),
        update(Scope).where(Scope.unit == village.other.id).values(digest=bytes(32)),
        update(Record).where(Record.id == far).values(flags=["mau"]),
        update(Unit).where(Unit.id == village.commune.id).values(name="Khác"),
        insert(AuditHead).values(id=1, seq=7, digest="0" * 64),
    )
    by_one = differences(village)
    for kind in (
        f"record {changed}: data is",
        f"record {changed}: search_text is",
        f"record {gone}: missing",
        "log entry 4 of",
        f"cell {village.school.id}/",
        f"scope {village.other.id}: head",
        f"record {far}: flags is",
        f"unit {village.commune.id}: its last state",
        "audit entry 7: the chain ends",
    ):
        assert any(line.startswith(kind) for line in by_one), kind
    assert found(village, Notes(tmp_path / "notes")) == by_one


@pytest.mark.lengthy
def test_what_was_found_sound_before_it_was_interrupted_is_not_checked_again(village: Village, written, tmp_path):
    def interrupted(done, total):
        if done == total:
            raise KeyboardInterrupt

    notes = tmp_path / "notes"
    with pytest.raises(KeyboardInterrupt):
        found(village, Notes(notes), interrupted)
    with notes.open("a") as file:
        file.write(f"{village.other.id} 1.")  # it was killed as it wrote
    plant(village, update(Record).where(Record.id.in_(written)).values(flags=["mau"]))
    village.client("gv2").do(village.client("gv2").put())
    # Nothing was written to the first school's log since; the second's has grown.
    assert [line.split(":")[0] for line in found(village, Notes(notes))] == [f"record {written[-1]}"]
    assert not notes.exists()
    assert len(found(village, Notes(notes))) == len(written)


def test_notes_about_something_else_or_of_long_ago_count_for_nothing(tmp_path):
    notes = Notes(tmp_path / "notes")
    assert notes.begin("a release") == {}
    notes.add("unit", "1.ab")
    os.utime(tmp_path / "notes", (0, 0))
    assert Notes(tmp_path / "notes").begin("a release") == {}
    notes = Notes(tmp_path / "notes")
    notes.begin("a release")
    notes.add("unit", "1.ab")
    assert Notes(tmp_path / "notes").begin("a release") == {"unit": "1.ab"}
    assert Notes(tmp_path / "notes").begin("another release") == {}
    assert Notes(tmp_path / "notes").begin("a release") == {}
