"""Other accounts of the machine cannot look into the data: not where it is made, nor where it was left open."""

import os
import stat
from pathlib import Path

import pytest
from flask import Flask

from server import create_app
from server.exports.storage import Store
from server.platform import private_files


@pytest.fixture(autouse=True)
def careless():
    """Whoever starts the commands lets others read what they write."""
    before = os.umask(0o022)
    yield
    os.umask(before)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def started(url: str) -> Flask:
    return create_app({"DATABASE_URL": url, "LOG_LEVEL": "WARNING"})


@pytest.mark.lengthy
def test_the_folder_of_a_new_database_is_closed_and_so_is_its_file(tmp_path):
    database = tmp_path / "deep" / "var" / "lantoa.db"
    app = started(f"sqlite:///{database}")
    answer = app.test_cli_runner().invoke(args=["init"])
    assert answer.exit_code == 0, answer.output
    assert [mode(path) for path in (database.parent, database.parent.parent)] == [0o700, 0o700]
    assert {mode(path) for path in database.parent.iterdir()} == {0o600}


@pytest.mark.lengthy
def test_what_an_earlier_release_left_open_is_closed_at_the_next_start(tmp_path, monkeypatch, sqlite_url):
    var = tmp_path / "var"
    monkeypatch.setattr(private_files, "VAR", var)
    (var / "exports").mkdir(parents=True)
    (var / "old.csv").write_text("Nguyễn Thị Lan")
    database = Path(sqlite_url.removeprefix("sqlite:///"))
    database.chmod(0o644)
    assert mode(var) == 0o755
    started(sqlite_url)
    assert [mode(path) for path in (var, var / "exports")] == [0o700, 0o700]
    assert [mode(path) for path in (var / "old.csv", database)] == [0o600, 0o600]


def test_nothing_else_is_closed(tmp_path, monkeypatch, sqlite_url):
    monkeypatch.setattr(private_files, "VAR", tmp_path / "nowhere")
    other = tmp_path / "other.txt"
    other.write_text("")
    tmp_path.chmod(0o755)
    started(sqlite_url)
    assert [mode(path) for path in (tmp_path, other)] == [0o755, 0o644]


def test_exports_are_made_in_a_folder_of_their_own(tmp_path):
    store = Store(str(tmp_path / "a" / "exports"))
    store.prepare()
    assert [mode(path) for path in (store.folder, store.folder.parent)] == [0o700, 0o700]
