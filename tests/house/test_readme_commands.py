import re

import pytest
from flask.cli import FlaskGroup

from server.platform.config import ROOT
from tests.fixtures.applications import open_app

README = (ROOT / "README.md").read_text()
MAKEFILE = (ROOT / "Makefile").read_text()


def test_the_two_commands_are_named():
    assert {"run", "test"} <= set(re.findall(r"\bmake ([a-z]+)", README))


def test_every_make_target_named_is_there():
    assert set(re.findall(r"\bmake ([a-z]+)", README)) <= set(re.findall(r"^([a-z]+):", MAKEFILE, re.MULTILINE))


def test_every_flask_command_named_is_there(tmp_path):
    with open_app(f"sqlite:///{tmp_path / 'none.db'}") as app:
        known = set(app.cli.commands) | set(FlaskGroup().commands)
    assert set(re.findall(r"bin/flask ([a-z]+)", README)) <= known


@pytest.mark.parametrize("path", sorted(set(re.findall(r"`([\w./-]+(?:/|\.(?:py|md|toml|txt)))`", README))))
def test_every_file_named_is_there(path):
    assert (ROOT / path).exists()


def test_what_must_pass_is_the_readmes_test_command():
    words = [line for line in (ROOT / ".ci" / "run").read_text().splitlines() if not line.startswith("#")]
    assert words[-1] == "exec make test"
