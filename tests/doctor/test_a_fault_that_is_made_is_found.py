"""``flask doctor`` finds what is really wrong, says what to do about it, and fails; where all is well it says so."""

import fcntl
from collections import defaultdict
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import text

from server import create_app
from server.jobs import lock
from server.models.jobs import ExportJob
from server.models.registers import RegisterFile
from server.platform.clock import now
from server.platform.database import db, write
from server.platform.jobs_lock import LOCK_NUMBER, lock_file
from tests.fixtures.applications import REGISTERS
from tests.village import Village

pytestmark = pytest.mark.slow

# Another disk is full, and holds no file: all that a program can ask of such a disk it answers.
FULL = "/proc"
NOTHING_YET = {"backups"}


def examined(app) -> tuple[int, dict[str, tuple[str, str]]]:
    """The command's exit code; each thing → its state, and what was said of it."""
    ended = app.test_cli_runner().invoke(args=["doctor"])
    assert ended.exception is None or isinstance(ended.exception, SystemExit), ended.exception
    found: dict[str, tuple[str, str]] = {}
    name = ""
    for line in ended.output.splitlines():
        if line.startswith("        →"):
            found[name] = (found[name][0], f"{found[name][1]}\n{line}")
        else:
            state, name, said = line.split(None, 2)
            name = name.rstrip(":")
            found[name] = state, said
    return ended.exit_code, found


@pytest.fixture
def well(sqlite_url, tmp_path):
    """As in use, not as in most tests: commits wait for the disk. Its jobs are at work."""
    tmp_path.chmod(0o700)
    settings = {"DATABASE_URL": sqlite_url, "EXPORTS": str(tmp_path / "exports"), "REGISTERS": REGISTERS}
    settings["BACKUPS"] = str(tmp_path / "backups")
    app = create_app(settings | {"DEMO": False, "LOG_LEVEL": "WARNING"})
    with lock_file(sqlite_url).open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield app
    with app.app_context():
        db.engine.dispose()


def test_where_all_is_well_only_the_backup_is_missing(well):
    code, found = examined(well)
    assert code == 0
    assert {name for name, (state, _) in found.items() if state != "OK"} == NOTHING_YET, found
    assert found.keys() >= {"disk", "permissions", "keys", "fsync", "migrations", "clock", "jobs", "registers"}


def disk(app):
    app.config["EXPORTS"] = FULL


def permissions(app):
    lock_file(app.config["DATABASE_URL"]).parent.chmod(0o755)


def keys(app):
    app.config["HOST"] = "192.0.2.1"


@pytest.mark.parametrize(("recipient", "state"), [("age1nobody", "FAULT"), ("", "WARNING")])
def test_backups_in_a_store_need_a_key_that_is_one(well, recipient, state):
    well.config.update(BACKUPS="s3://backups/lantoa", BACKUP_RECIPIENT=recipient)
    found = examined(well)[1]
    assert found["keys"][0] == state
    assert "age-keygen" in found["keys"][1]


@pytest.fixture
def backed_up(well):
    assert well.test_cli_runner().invoke(args=["backup"]).exit_code == 0


def test_a_backup_on_this_disk_is_advised_to_leave_it(well, backed_up):
    code, found = examined(well)
    assert (code, found["backups"][0]) == (0, "WARNING")
    assert "own disk" in found["backups"][1]
    assert "LANTOA_BACKUPS" in found["backups"][1].splitlines()[1]


def migrations(app):
    with app.app_context(), write() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '0001'"))


def registers(app):
    with app.app_context(), write() as session:
        session.add(RegisterFile(key="torn", version=1, state="published", text="key = [", digest="d", turn=1))


def clock(app):
    with time_machine.travel(now() + timedelta(days=300)):
        teacher = Village(app).client("gv")
        assert "refused" not in teacher.do(teacher.put())


FAULTS = {
    disk: "Make room",
    permissions: "chmod 700",
    keys: "LANTOA_HOST=127.0.0.1",
    migrations: "flask upgrade",
    registers: "torn@1: not TOML",
    clock: "timedatectl",
}


OPEN_TO_ALL = defaultdict(set, {disk: {"permissions"}})  # the full disk is


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__)
def test_a_fault_is_found_where_it_is_and_says_what_to_do(well, fault):
    fault(well)
    code, found = examined(well)
    assert code == 1
    assert {name for name, (state, _) in found.items() if state == "FAULT"} - OPEN_TO_ALL[fault] == {fault.__name__}
    assert FAULTS[fault] in found[fault.__name__][1]
    assert "→" in found[fault.__name__][1]


def test_a_database_of_a_newer_release_is_called_so(well):
    with well.app_context(), write() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    code, found = examined(well)
    assert code == 1
    assert found["migrations"][0] == "FAULT"
    assert "newer release" in found["migrations"][1]


def test_a_database_that_does_not_answer_is_a_fault_and_no_traceback():
    app = create_app({"DATABASE_URL": "postgresql+psycopg://nobody@127.0.0.1:1/none", "DEMO": False})
    code, found = examined(app)
    assert code == 1
    assert found["database"][0] == "FAULT"


def test_commits_that_do_not_wait_for_the_disk_are_a_fault(app):
    """Those of the tests' own databases: synchronous=OFF, and a cluster with fsync=off."""
    code, found = examined(app)
    assert code == 1
    assert found["fsync"][0] == "FAULT"


def process_has_ended():
    """PostgreSQL gives back the lock of a connection that was closed a moment later: whoever waits for it sees when."""
    db.engine.dispose()
    if db.engine.dialect.name == "postgresql":
        with db.engine.connect() as connection:
            for do in ("lock", "unlock"):
                connection.execute(text(f"SELECT pg_advisory_{do}(:number)"), {"number": LOCK_NUMBER})


def test_jobs_are_alive_as_long_as_their_lock_is_held(app):
    with app.app_context():
        with lock.hold_lock(app.config["DATABASE_URL"]):
            assert examined(app)[1]["jobs"][0] == "OK"
        process_has_ended()
        state, said = examined(app)[1]["jobs"]
    assert state == "FAULT"
    assert "flask jobs" in said


def test_an_order_that_waits_for_long_is_a_warning(well):
    who = Village(well).accounts["so"]
    with well.app_context(), write() as session:
        order = ExportJob(id="x", person=who, kind="records", format="csv", order={}, language="vi", name="x")
        order.state, order.created = "queued", now() - timedelta(hours=2)
        session.add(order)
    code, found = examined(well)
    assert code == 0
    assert found["jobs"][0] == "WARNING"
    assert "120 minutes" in found["jobs"][1]
