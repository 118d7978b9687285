"""``flask upgrade`` backs up, migrates and checks a database of the first release, and what it backed up leads back."""

import pytest
from sqlalchemy import func, select, text

from server.models.log import LogEntry
from server.platform import append_only
from server.platform.database import read, write
from server.privacy.erase import MARKER
from tests.fixtures.applications import REGISTERS, open_app
from tests.upgrades.first_release import TAG

USERNAME = f"gv.{TAG}"

pytestmark = pytest.mark.slow


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def of_then(request, clock, tmp_path):
    """An application on the database as the first release left it."""
    url = request.getfixturevalue(f"{request.param}_of_then")
    folders = {"BACKUPS": str(tmp_path / "backups"), "EXPORTS": str(tmp_path / "exports")}
    with open_app(url, REGISTERS=REGISTERS[:1]) as app:
        app.config.update(folders)
        yield app


def flask(app, *words):
    return app.test_cli_runner().invoke(args=[*words])


def release(app) -> str:
    with app.app_context(), read() as session:
        return session.scalar(text("SELECT version_num FROM alembic_version"))


def logged(app) -> int:
    with app.app_context(), read() as session:
        return session.scalar(select(func.count()).select_from(LogEntry.__table__))


def backups(tmp_path) -> list[str]:
    return [path.name for path in sorted((tmp_path / "backups").glob("before-upgrade-*"))]


def test_it_backs_up_migrates_checks_and_what_it_says_leads_back_to_the_tables_of_then(of_then, tmp_path):
    held = logged(of_then)
    done = flask(of_then, "upgrade")
    assert done.exit_code == 0, done.output
    [name] = backups(tmp_path)
    assert "0 differences" in done.output
    assert f"flask restore --keep-tables {name}" in done.output
    assert release(of_then) > "0001"
    assert logged(of_then) == held
    back = flask(of_then, "restore", "--keep-tables", name, "--yes")
    assert back.exit_code == 0, back.output
    assert (release(of_then), logged(of_then)) == ("0001", held)
    assert flask(of_then, "upgrade").exit_code == 0


def test_who_was_erased_since_is_erased_on_the_tables_of_then_too(of_then, tmp_path):
    assert flask(of_then, "upgrade").exit_code == 0
    [name] = backups(tmp_path)
    assert flask(of_then, "erase", USERNAME, "--yes").exit_code == 0
    back = flask(of_then, "restore", "--keep-tables", name, "--yes")
    assert back.exit_code == 0, back.output
    assert release(of_then) == "0001"
    with of_then.app_context(), read() as session:
        for table in ("person", "audit_entry"):
            assert USERNAME not in str(session.execute(text(f"SELECT * FROM {table}")).all())
        assert session.scalar(text("SELECT count(*) FROM person WHERE name = :name"), {"name": MARKER}) == 1
    again = flask(of_then, "upgrade")
    assert again.exit_code == 0, again.output


def test_ended_while_it_migrates_it_can_be_run_again(of_then, monkeypatch):
    with monkeypatch.context() as patched:
        patched.setattr(append_only, "guard", lambda connection: 1 / 0)
        assert isinstance(flask(of_then, "upgrade").exception, ZeroDivisionError)
    assert release(of_then) == "0001"
    again = flask(of_then, "upgrade")
    assert again.exit_code == 0, again.output


def test_ended_while_it_checks_it_still_knows_the_way_back(of_then, tmp_path, monkeypatch):
    with monkeypatch.context() as patched:
        patched.setattr("server.log.check.check", lambda *given: 1 / 0)
        assert isinstance(flask(of_then, "upgrade").exception, ZeroDivisionError)
    again = flask(of_then, "upgrade")
    assert "nothing to migrate" in again.output
    [name] = backups(tmp_path)
    assert f"flask restore --keep-tables {name}" in again.output
    assert again.exit_code == 0, again.output


def test_without_a_place_for_the_backup_nothing_is_changed(of_then, tmp_path):
    (tmp_path / "backups").write_text("no folder")
    done = flask(of_then, "upgrade")
    assert done.exit_code == 1
    assert "nothing was changed" in done.output
    assert release(of_then) == "0001"


@pytest.mark.parametrize("command", ["upgrade", "init"])
def test_a_database_of_a_newer_release_is_refused_in_words(app, command):
    with app.app_context(), write() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    done = flask(app, command)
    assert done.exit_code == 1
    assert "newer release: it has 9999" in done.output
