"""The world of the first release, upgraded: ``upgraded_url`` on each database, ``upgraded`` an application on it.

It is upgraded once a run on each, and copied.

Sessions last 400 days and school years go by, so the clock of these tests stands where the first release stood.
"""

import shutil

import pytest
import time_machine

from tests.fixtures.applications import REGISTERS, open_app
from tests.fixtures.databases import migrate
from tests.upgrades.first_release import MOMENT, load_postgres, load_sqlite


@pytest.fixture
def sqlite_of_then(tmp_path):
    path = tmp_path / "first.db"
    load_sqlite(path)
    return f"sqlite:///{path}"


@pytest.fixture
def postgres_of_then(postgres):
    name = postgres.make()
    load_postgres(postgres, name)
    yield postgres.url(name)
    postgres.drop(name)


@pytest.fixture(scope="session")
def upgraded_file(run):
    def make(path):
        load_sqlite(path)
        migrate(f"sqlite:///{path}")
        return str(path)

    return run.once("upgraded", make)


@pytest.fixture(scope="session")
def upgraded_postgres(run, postgres):
    def make(_path):
        name = postgres.make("upgraded")
        load_postgres(postgres, name)
        migrate(postgres.url(name))
        return name

    return run.once("upgraded_postgres", make)


@pytest.fixture
def sqlite_upgraded(upgraded_file, tmp_path):
    return f"sqlite:///{shutil.copy(upgraded_file, tmp_path / 'upgraded.db')}"


@pytest.fixture
def postgres_upgraded(postgres, upgraded_postgres):
    name = postgres.make(template=upgraded_postgres)
    yield postgres.url(name)
    postgres.drop(name)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def upgraded_url(request):
    return request.getfixturevalue(f"{request.param}_upgraded")


@pytest.fixture
def clock():
    with time_machine.travel(MOMENT, tick=False) as clock:
        yield clock


@pytest.fixture
def upgraded(upgraded_url, clock):
    with open_app(upgraded_url, REGISTERS=REGISTERS[:1], EXPORTS="database") as app:
        yield app
