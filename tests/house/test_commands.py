"""What an administrator types: flask person, restored, check, settings."""

import pytest
from sqlalchemy import select

from server.models.audit import AuditEntry
from server.models.catalog import CatalogVersion
from server.models.log import Restore, Scope
from server.models.org import Person, Role, Unit
from server.org import people
from server.platform.config import SETTINGS
from server.platform.database import read, write
from server.platform.password_hash import password_matches


@pytest.fixture
def command(app):
    with app.app_context(), write() as session:
        province = people.add_unit(session, kind="province", name="Điện Biên", code="11")
        session.flush()
        session.get(Scope, province.id).rev = 7

    def invoke(*arguments: str):
        return app.test_cli_runner().invoke(args=arguments)

    with app.app_context():
        yield invoke


def test_the_first_administrator(command):
    ended = command("person", "an", "--name", "Lò Văn An", "--role", "admin", "--password", "một hai ba")
    assert ended.exit_code == 0, ended.output
    with read() as session:
        person = session.scalar(select(Person).where(Person.username == "an"))
        assert person.name == "Lò Văn An"
        assert password_matches(person.password, "một hai ba")
        assert session.scalars(select(Role.role).where(Role.person == person.id)).all() == ["admin"]
        assert session.scalar(select(CatalogVersion.number)) > 0


def test_another_password_for_an_account_that_is_there(command):
    command("person", "an", "--name", "Lò Văn An", "--password", "cũ")
    assert command("person", "an", "--password", "mới").exit_code == 0
    with read() as session:
        (kept,) = session.scalars(select(Person.password))
    assert password_matches(kept, "mới")


@pytest.mark.parametrize(
    "arguments",
    [
        ["--password", "x"],
        ["--name", "An", "--password", "x", "--role", "teacher"],
        ["--name", "An", "--password", "x", "--role", "teacher", "--unit", "no such code"],
    ],
)
def test_what_cannot_be_leaves_nothing_behind(command, arguments):
    assert command("person", "an", *arguments).exit_code == 2
    with read() as session:
        assert session.scalars(select(Person)).all() == []


def test_a_restore_is_recorded_with_the_head_it_started_from(command):
    assert command("restored").exit_code == 0
    with read() as session:
        assert session.scalars(select(Restore.head)).all() == [7]


def test_settings_are_all_told(command):
    shown = command("settings").output
    assert all(setting.variable in shown and setting.help in shown for setting in SETTINGS)


def test_a_new_database_gets_its_province_once_and_then_its_administrator(app):
    with app.app_context():
        for name in ("Điện Biên", "Lai Châu"):
            ended = app.test_cli_runner().invoke(args=["init", "--province", name, "--code", "11"])
            assert ended.exit_code == 0, ended.output
        made = app.test_cli_runner().invoke(
            args=["person", "an", "--name", "Lò Văn An", "--role", "admin", "--password", "một hai ba"]
        )
        assert made.exit_code == 0, made.output
        with read() as session:
            assert session.scalars(select(Unit.name)).all() == ["Điện Biên"]
            assert "unit.create" in session.scalars(select(AuditEntry.action)).all()
