"""``faults(promise)``: what a lot of schedules shows against it; ``world``: a place for a test's own schedules."""

import os
import shutil
from contextlib import ExitStack

import pytest

from tests.fixtures.applications import open_app

from .lots import Lot, faults_of
from .world import World

PROVE = os.environ.get("LANTOA_PROVE") == "1"
SIZE = 100 if PROVE else 25  # a lot is what is seen to be done
COUNTS = {"sqlite": 17_500, "tcp": 500, "postgres": 2_000} if PROVE else {"sqlite": 200, "tcp": 25, "postgres": 75}
STARTS = {"sqlite": 0, "tcp": 1_000_000, "postgres": 2_000_000}


def _lots():
    for database, count in COUNTS.items():
        for first in range(0, count, SIZE):
            lot = Lot(database, STARTS[database] + first, SIZE)
            marks = [pytest.mark.prove, pytest.mark.slow]
            yield pytest.param(lot, id=str(lot), marks=[*marks, *[pytest.mark.postgres] * (database == "postgres")])


@pytest.fixture(scope="session")
def worlds(request, tmp_path_factory):
    """A world on each kind of database, made when it is first asked for."""
    with ExitStack() as stack:
        made = {}

        def world(database: str) -> World:
            if database not in made:
                made[database] = _world(request, tmp_path_factory, stack, database)
            return made[database]

        yield world


def _world(request, tmp_path_factory, stack, database):
    if database == "postgres":
        postgres = request.getfixturevalue("postgres")
        name = postgres.make(template=request.getfixturevalue("empty_postgres"))
        stack.callback(postgres.drop, name)
        return World(stack.enter_context(open_app(postgres.url(name))))
    file = tmp_path_factory.mktemp(database) / "lantoa.db"
    url = f"sqlite:///{shutil.copy(request.getfixturevalue('empty_file'), file)}"
    base_url = request.getfixturevalue("serve")(url) if database == "tcp" else None
    return World(stack.enter_context(open_app(url)), base_url)


@pytest.fixture(params=[*_lots()])
def faults(request, run, worlds):
    """The schedules of a lot are played once a run, by whichever worker asks first."""
    lot = request.param
    found = run.once(f"promises-{lot}", lambda _path: faults_of(worlds(lot.database), lot))
    return lambda promise: found["played"] + found[promise]


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def world(request, worlds):
    return worlds(request.param)
