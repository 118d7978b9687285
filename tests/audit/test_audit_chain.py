"""The audit is only added to; whoever changes it behind the server's back is found out by ``flask check``."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import delete, select, text, update
from sqlalchemy.exc import DBAPIError

from server.audit import append as audit
from server.log.verify import compare
from server.models.audit import AuditEntry, AuditHead
from server.org.people import add_unit
from server.platform.database import db, read, write

ENTRIES = 5


def told(app, number, **details):
    with app.app_context(), write() as session:
        audit.record(session, audit.SYSTEM, "export.make", ("report", str(number)), None, **details)


def differences(app):
    with app.app_context(), read() as session:
        return compare(session, app.extensions["registers"])


@pytest.fixture
def chain(app):
    for number in range(ENTRIES):
        told(app, number, rows=number, name=f"Báo cáo {number}", share=0.5, of=[None, True, {"đ": "ế"}])
    return app


def behind_its_back(app, statement):
    """What somebody with the database in hand can do: the guards away, then the change."""
    with app.app_context(), write() as session:
        if db.engine.dialect.name == "sqlite":
            for verb in ("update", "delete"):
                session.execute(text(f"DROP TRIGGER audit_entry_no_{verb}"))
        else:
            session.execute(text("ALTER TABLE audit_entry DISABLE TRIGGER ALL"))
        session.execute(statement)


def test_an_untouched_chain_is_whole(chain):
    assert differences(chain) == []


@pytest.mark.parametrize("statement", [update(AuditEntry).values(actor="x"), delete(AuditEntry)])
def test_the_database_itself_refuses_to_change_or_delete_an_entry(chain, statement):
    with chain.app_context():
        with pytest.raises(DBAPIError, match="only added to"), write() as session:
            session.execute(statement)
        with read() as session:
            assert len(session.scalars(select(AuditEntry.seq)).all()) == ENTRIES


@pytest.mark.parametrize(
    ("statement", "first"),
    [
        (update(AuditEntry).where(AuditEntry.seq == 3).values(details={"rows": 9}), 3),
        (update(AuditEntry).where(AuditEntry.seq == 2).values(actor="somebody else"), 2),
        (update(AuditEntry).where(AuditEntry.seq == 4).values(digest="0" * 64), 4),
        (delete(AuditEntry).where(AuditEntry.seq == 3), 3),
        (delete(AuditEntry).where(AuditEntry.seq == ENTRIES), ENTRIES),
        (update(AuditHead).values(seq=ENTRIES + 1), ENTRIES + 1),
    ],
)
def test_the_check_names_the_first_entry_that_was_tampered_with(chain, statement, first):
    behind_its_back(chain, statement)
    found = differences(chain)
    assert len(found) == 1
    assert found[0].startswith(f"audit entry {first}:")


def test_an_entry_is_there_only_if_what_it_tells_of_is(chain):
    def fail():
        with write() as session:
            audit.record(session, audit.SYSTEM, "export.make")
            raise RuntimeError

    with chain.app_context(), pytest.raises(RuntimeError):
        fail()
    assert differences(chain) == []


def test_writers_at_once_make_one_chain(app):
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda number: told(app, number), range(24)))
    with app.app_context(), read() as session:
        assert session.scalars(select(AuditEntry.seq).order_by(AuditEntry.seq)).all() == list(range(1, 25))
    assert differences(app) == []


def test_what_no_database_can_hold_is_left_out(app):
    told(app, 1, name="a\x00b\ud800c" + "d" * 1_000)
    with app.app_context(), read() as session:
        assert session.scalars(select(AuditEntry.details)).one()["name"].startswith("abcddd")
    assert differences(app) == []


def test_what_is_done_by_command_is_told_too(app):
    run = app.test_cli_runner().invoke
    with app.app_context(), write() as session:
        add_unit(session, kind="province", name="Điện Biên")
    made = run(args=["person", "quan.tri", "--name", "Quản trị", "--role", "admin", "--password", "một mật khẩu"])
    assert made.exit_code == 0, made.output
    assert run(args=["restored"]).exit_code == 0
    with app.app_context(), read() as session:
        told = session.scalars(select(AuditEntry).order_by(AuditEntry.seq)).all()
    assert [one.action for one in told] == ["person.create", "password.choose", "role.give", "restore.record"]
    assert "mật khẩu" not in str([one.details for one in told])
    assert differences(app) == []
