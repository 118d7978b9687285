"""``flask erase`` leaves no byte of a name, username, address or device in any table, and figures and chain whole."""

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import DBAPIError

from server.backups.erased import erased
from server.log.verify import compare
from server.models.audit import AuditEntry
from server.models.org import Person
from server.models.second_factor import RecoveryCode
from server.platform.append_only import lifted
from server.platform.database import db, read, write
from server.privacy.erase import erase_again
from tests.village import Village, code

NAME, ADDRESS = "Lường Thị Xuân Ngát", "203.0.113.77"


@pytest.fixture
def teacher(app, tmp_path):
    app.config["BACKUPS"] = str(tmp_path / "backups")
    village = Village(app)
    with app.app_context(), write() as session:
        session.get(Person, village.accounts["gv"]).name = NAME
        session.add(RecoveryCode(digest="ma-du-phong", person=village.accounts["gv"]))
    gv = village.client("gv", device="Điện thoại của Ngát")
    gv.http.environ_base["REMOTE_ADDR"] = ADDRESS
    gv.do(gv.put())
    ht = village.client("ht")
    body = {"username": f"ngat.{village.tag or 'x1'}"}
    answer = ht.send("PATCH", f"/api/people/{gv.account}", body, 1)
    assert answer.status_code == 200, answer.text
    gv.send("DELETE", "/api/session")
    return village, gv.account, body["username"]


def erase(village, username):
    with village.app.app_context():
        ended = village.app.test_cli_runner().invoke(args=["erase", username, "--yes"])
    assert ended.exit_code == 0, ended.output
    return ended.output


def everything(app):
    """Every row of every table, as text."""
    with app.app_context(), read() as session:
        for table in db.metadata.sorted_tables:
            for row in session.execute(select(table)):
                yield table.name, str(tuple(row))


def holding(app, *needles):
    return [(table, row) for table, row in everything(app) if any(one.casefold() in row.casefold() for one in needles)]


def faults(app):
    with app.app_context(), read() as session:
        return compare(session, app.extensions["registers"])


def test_no_byte_is_left_and_all_stays_whole(teacher):
    village, account, username = teacher
    former = village.people["gv"]
    assert holding(village.app, NAME, username)
    erase(village, username)
    assert holding(village.app, NAME, "luong thi xuan ngat", username, former, ADDRESS, "của Ngát", "ma-du-phong") == []
    assert faults(village.app) == []
    shown = village.client("so").get(f"/api/people/{account}").json
    assert shown["name"] == "Đã xoá"


def test_the_audit_is_guarded_again_and_what_was_left_of_an_entry_is_held(teacher):
    village, account, username = teacher
    erase(village, username)
    with village.app.app_context():
        change = update(AuditEntry).where(AuditEntry.actor == account).values(device="khác")
        with pytest.raises(DBAPIError, match="only added to"), write() as session:
            session.execute(change)
        with write() as session, lifted(session.connection(), "audit_entry"):
            session.execute(change)
    assert ["changed" in str(fault) for fault in faults(village.app)] == [True]


def test_after_a_restore_it_is_done_again(teacher):
    village, account, username = teacher
    erase(village, username)
    with village.app.app_context(), write() as session:
        assert erased(village.app.config) == [account]
        session.get(Person, account).name = NAME
    with village.app.app_context(), write() as session:
        assert erase_again(session, [account, "unknown"]) == 1
    assert holding(village.app, NAME) == []
    assert faults(village.app) == []


def test_free_text_that_names_them_is_listed(teacher):
    village, _, username = teacher
    gvb = village.client("gvb")
    naming = gvb.put(set={"note": f"Cô {NAME.upper()} dạy thay", "n": 1, "day": "2026-10-05"})
    assert code(gvb.do(naming)) is None
    assert "note" in erase(village, username)
