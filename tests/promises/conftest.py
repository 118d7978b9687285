"""``faults(promise)``: what a lot of schedules shows against it; ``world``: a place for a test's own schedules."""

import os
import shutil
from contextlib import ExitStack

import pytest

from tests.fixtures.applications import open_app
from tests.fixtures.servers import gunicorn

from .lots import Lot, faults_of
from .world import World

PROVE = os.environ.get("LANTOA_PROVE") == "1"
SIZE = 100 if PROVE else 25  # a lot is what is seen to be done
# ``groups``: on PostgreSQL, by two groups of processes over TCP, as on two machines.
WHERE = ("sqlite", "tcp", "postgres", "groups")
COUNTS = dict(zip(WHERE, (17_500, 500, 1_500, 500) if PROVE else (200, 25, 50, 25), strict=True))
STARTS = {where: 1_000_000 * place for place, where in enumerate(WHERE)}
ON_POSTGRES = ("postgres", "groups")


def _lots():
    for database, count in COUNTS.items():
        for first in range(0, count, SIZE):
            lot = Lot(database, STARTS[database] + first, SIZE)
            marks = [pytest.mark.prove, pytest.mark.slow]
            yield pytest.param(lot, id=str(lot), marks=[*marks, *[pytest.mark.postgres] * (database in ON_POSTGRES)])


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
    if database in ON_POSTGRES:
        postgres = request.getfixturevalue("postgres")
        name = postgres.make(template=request.getfixturevalue("empty_postgres"))
        stack.callback(postgres.drop, name)
        url = postgres.url(name)
        base_url = stack.enter_context(_two_groups(url, tmp_path_factory)) if database == "groups" else None
        return World(stack.enter_context(open_app(url)), base_url)
    file = tmp_path_factory.mktemp(database) / "lantoa.db"
    url = f"sqlite:///{shutil.copy(request.getfixturevalue('empty_file'), file)}"
    base_url = request.getfixturevalue("serve")(url) if database == "tcp" else None
    return World(stack.enter_context(open_app(url)), base_url)


def _two_groups(url, tmp_path_factory):
    return gunicorn(url, tmp_path_factory.mktemp("groups") / "stderr", groups=2)


@pytest.fixture(params=[*_lots()])
def faults(request, run, worlds):
    """The schedules of a lot are played once a run, by whichever worker asks first."""
    lot = request.param
    found = run.once(f"promises-{lot}", lambda _path: faults_of(worlds(lot.database), lot))
    return lambda promise: found["played"] + found[promise]


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def world(request, worlds):
    return worlds(request.param)
