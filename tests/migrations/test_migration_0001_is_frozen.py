"""Databases in use were made by the first migration: it never changes, and what comes later is added after it."""

import hashlib
import shutil
from pathlib import Path

import pytest
from flask_migrate import upgrade
from sqlalchemy import Column, String, Table, inspect

from server.migrations.add import FOLDER, add
from server.platform.database import db
from tests.fixtures.applications import open_app

FIRST = "0001_first_tables.py"
FROZEN = "b735c83fcb5119fb8f69650d80a716d2326d4fe28e759ffd1e99c61fbc52bf98"


def digest(folder: Path) -> str:
    return hashlib.sha256((folder / "versions" / FIRST).read_bytes()).hexdigest()


@pytest.fixture
def folder(tmp_path):
    """The migrations, to be added to."""
    return Path(shutil.copytree(FOLDER, tmp_path / "migrations"))


@pytest.fixture
def wanted():
    """A table that the models have and no migration makes."""
    table = Table("photo_of_a_test", db.metadata, Column("sha256", String, primary_key=True))
    yield table
    db.metadata.remove(table)


def test_it_is_what_the_first_release_had():
    assert digest(FOLDER) == FROZEN


@pytest.mark.lengthy
def test_the_next_one_is_added_after_the_others(folder, wanted, tmp_path):
    before = sorted(path.name for path in (folder / "versions").glob("*.py"))
    added = add("Keep photos", folder)
    assert added.name == f"{len(before) + 1:04}_keep_photos.py"
    assert f'down_revision = "{before[-1][:4]}"' in added.read_text().replace("'", '"')
    assert sorted(path.name for path in (folder / "versions").glob("*.py")) == [*before, added.name]
    assert digest(folder) == FROZEN
    with open_app(f"sqlite:///{tmp_path / 'new.db'}") as app, app.app_context():
        upgrade(directory=str(folder))
        assert inspect(db.engine).has_table(wanted.name)
