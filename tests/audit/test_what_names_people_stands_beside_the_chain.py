"""An entry of the audit names ids alone; names, addresses, devices and reasons stand beside it, held by a salted
digest."""

import pytest
from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import DBAPIError

from server.audit.chain import chain_faults
from server.models.audit import AuditEntry, AuditPersonal
from server.platform.append_only import lifted
from server.platform.database import read, write

TABLE = AuditPersonal.__table__
REASON = "Nghỉ thai sản từ tháng 10"


@pytest.fixture
def audited(village):
    """A leader has disabled a teacher's account, and somebody has typed a name that no account has."""
    ht = village.sign_in("ht", device="Điện thoại của Hiệu trưởng")
    answer = ht.send("POST", f"/api/people/{village.accounts['gv']}/disable", {"reason": REASON}, 1)
    assert answer.status_code == 200, answer.text
    return village


def found(village, query):
    with village.app.app_context(), read() as session:
        return session.execute(query).mappings().all()


def faults(village):
    with village.app.app_context(), read() as session:
        return [*chain_faults(session)]


def test_the_entry_in_the_chain_names_nobody(audited):
    entries = str([dict(row) for row in found(audited, select(AuditEntry.__table__))])
    beside = str([dict(row) for row in found(audited, select(TABLE))])
    for personal in (audited.people["ht"], "127.0.0.1", "Điện thoại", REASON):
        assert personal not in entries
        assert personal in beside
    assert faults(audited) == []


def test_a_search_finds_and_shows_both(audited):
    so = audited.sign_in("so")
    for query in ("q=thai+san", "q=ht", f"target={audited.accounts['gv']}", "what=account.disable&address=127.0.0.1"):
        [entry] = [one for one in so.get(f"/api/audit?{query}").json["entries"] if one["what"] == "account.disable"]
        assert entry["details"] == {"why": REASON}
        assert (entry["address"], entry["device"]) == ("127.0.0.1", "Điện thoại của Hiệu trưởng")
    assert so.get("/api/audit?q=thai+san&address=192.0.2.1").json["entries"] == []


@pytest.mark.parametrize(
    ("statement", "what"),
    [
        (update(TABLE).where(TABLE.c.seq == 2).values(details={"why": "khác"}), "changed"),
        (update(TABLE).where(TABLE.c.seq == 1).values(salt=b"another"), "changed"),
        (delete(TABLE).where(TABLE.c.seq == 2), "deleted"),
        (
            insert(TABLE).values(seq=2, person="", salt=b"", address=None, device=None, details={}, words=""),
            "changed",
        ),
    ],
)
def test_whoever_changes_deletes_or_adds_a_row_is_found_out(audited, statement, what):
    with audited.app.app_context(), write() as session, lifted(session.connection(), TABLE.name):
        session.execute(statement)
    [fault] = faults(audited)
    assert fault.startswith("audit entry ")
    assert fault.endswith(f"what is kept beside it was {what}")


@pytest.mark.parametrize("statement", [update(TABLE).values(device="x"), delete(TABLE)])
def test_the_database_itself_refuses_to_change_or_delete_a_row(audited, statement):
    with audited.app.app_context(), pytest.raises(DBAPIError, match="only added to"), write() as session:
        session.execute(statement)


def test_two_rows_of_the_same_values_have_digests_of_their_own(village):
    """Without a salt, whoever knows one would find the others."""
    for _ in range(2):
        village.sign_in("gv")
    first, second = found(village, select(AuditEntry.personal_digests).order_by(AuditEntry.seq))
    account = village.accounts["gv"]
    assert first["personal_digests"][account] != second["personal_digests"][account]
    assert {len(row["salt"]) for row in found(village, select(TABLE))} == {32}


def test_an_entry_about_nothing_personal_has_nothing_beside_it(village):
    run = village.app.test_cli_runner().invoke(args=["restored"])
    assert run.exit_code == 0, run.output
    assert len(found(village, select(AuditEntry.seq).where(AuditEntry.personal_digests.is_(None)))) == 1
    assert found(village, select(TABLE)) == []
