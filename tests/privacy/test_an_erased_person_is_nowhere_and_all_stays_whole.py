"""``flask erase`` leaves no byte of a name, username, address or device in any table, and figures and chain whole."""

import pytest
from sqlalchemy import delete, select
from sqlalchemy.exc import DBAPIError

from server.backups.erased import erased
from server.log.verify import compare
from server.models.audit import AuditEntry, AuditPersonal
from server.models.jobs import Import
from server.models.org import Person
from server.models.second_factor import RecoveryCode
from server.platform.append_only import lifted
from server.platform.database import db, read, write
from server.privacy.erase import MARKER, erase_again
from tests.village import Village, code

NAME, ADDRESS = "Lường Thị Xuân Ngát", "203.0.113.77"


@pytest.fixture
def teacher(app, tmp_path):
    app.config["BACKUPS"] = str(tmp_path / "backups")
    village = Village(app)
    with app.app_context(), write() as session:
        session.get(Person, village.accounts["gv"]).name = NAME
        session.add(RecoveryCode(digest="ma-du-phong", person=village.accounts["gv"]))
        rows = [["Người", 2, {"name": NAME, "username": village.people["gv"]}]]
        uploaded = {"person": village.accounts["so"], "name": "Nhân sự.xlsx", "changes": [], "faults": []}
        session.add(Import(id="of-them", rows=rows, **uploaded))
        session.add(Import(id="of-others", rows=[["Người", 2, {"name": "gvb", "username": "gvb"}]], **uploaded))
    gv = village.sign_in("gv", device="Điện thoại của Ngát")
    gv.http.environ_base["REMOTE_ADDR"] = ADDRESS
    gv.do(gv.put())
    ht = village.sign_in("ht")
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


def entries(village):
    """Every entry of the audit by its number."""
    with village.app.app_context(), read() as session:
        return {row["seq"]: dict(row) for row in session.execute(select(AuditEntry.__table__)).mappings()}


def faults(app):
    with app.app_context(), read() as session:
        return compare(session, app.extensions["registers"])


@pytest.mark.lengthy
def test_no_byte_is_left_and_all_stays_whole(teacher):
    village, account, username = teacher
    former = village.people["gv"]
    assert holding(village.app, NAME, username)
    erase(village, username)
    assert holding(village.app, NAME, "luong thi xuan ngat", username, former, ADDRESS, "của Ngát", "ma-du-phong") == []
    assert [row for table, row in everything(village.app) if table == "import" and "of-" in row] != []
    assert faults(village.app) == []
    shown = village.sign_in("so").get(f"/api/people/{account}").json
    assert shown["name"] == "Đã xoá"


@pytest.mark.lengthy
def test_no_entry_of_the_audit_changes_by_it_and_their_salts_are_gone(teacher):
    """So the chain checks as before, and nobody can confirm a guess by a digest."""
    village, account, username = teacher
    before = entries(village)
    theirs = [seq for seq, row in before.items() if account in (row["personal_digests"] or {})]
    assert len(theirs) == 3
    erase(village, username)
    after = entries(village)
    last = after.pop(max(after))
    assert after == before
    assert (last["action"], last["target"], last["details"]) == ("person.erase", account, {"taken": theirs})
    with village.app.app_context(), read() as session:
        kept = set(session.scalars(select(AuditPersonal.person)))
    assert kept == {village.accounts["ht"]}


def test_the_audit_is_guarded_again_and_nothing_else_may_be_missing(teacher):
    village, account, username = teacher
    erase(village, username)
    table = AuditPersonal.__table__
    with village.app.app_context():
        with pytest.raises(DBAPIError, match="only added to"), write() as session:
            session.execute(delete(table))
        with write() as session, lifted(session.connection(), table.name):
            session.execute(delete(table).where(table.c.person == village.accounts["ht"]))
    assert ["deleted" in str(fault) for fault in faults(village.app)] == [True]


def test_the_audit_shows_that_it_was_done(teacher):
    village, account, username = teacher
    erase(village, username)
    entry = village.sign_in("so").get(f"/api/audit?what=person.erase&target={account}").json["entries"][0]
    assert (entry["target"]["name"], entry["details"], entry["by"]) == (MARKER, {}, None)


@pytest.mark.lengthy
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


@pytest.mark.lengthy
def test_free_text_that_names_them_is_listed(teacher):
    village, account, username = teacher
    ht = village.sign_in("ht")
    reason = {"reason": f"Đi học thay cô {NAME}"}
    assert ht.send("POST", f"/api/people/{village.accounts['gvb']}/disable", reason, 1).status_code == 200
    assert ht.send("POST", f"/api/people/{village.accounts['gvb']}/enable", {}, 2).status_code == 200
    gvb = village.sign_in("gvb")
    naming = gvb.put(set={"note": f"Cô {NAME.upper()} dạy thay", "n": 1, "day": "2026-10-05"})
    assert code(gvb.do(naming)) is None
    with village.app.app_context(), read() as session:
        disabled = session.scalars(select(AuditEntry.seq).where(AuditEntry.action == "account.disable")).one()
    output = erase(village, username)
    assert f"the text still names them: record {naming['id']}, field note" in output
    assert f"the text still names them: audit entry {disabled}, field why" in output
