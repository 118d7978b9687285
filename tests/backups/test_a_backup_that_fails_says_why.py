"""A backup that cannot be made ends in one sentence and a failed command, and the jobs go on."""

import pytest

from server.jobs import chores
from tests.fixtures.applications import open_app


@pytest.fixture
def away(tmp_path):
    """An application whose database cannot be opened."""
    with open_app(f"sqlite:///{tmp_path}/none/lantoa.db") as app:
        yield app


@pytest.mark.parametrize("command", [["backup"], ["restore", "no-such-backup", "--yes"]])
def test_a_database_that_is_away(away, command):
    ran = away.test_cli_runner().invoke(args=command)
    assert ran.exit_code == 1
    assert ran.output.splitlines()[-1].startswith("Error: no")


def test_jobs_go_on(away):
    with away.app_context():
        chores.back_up()
