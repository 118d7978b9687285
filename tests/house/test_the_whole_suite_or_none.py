"""A run that left PostgreSQL, the browser or a test out has failed, and says what was missing."""

import subprocess
import sys

import pytest

from server.platform.config import ROOT
from tests import provision


def test_what_is_missing_and_cannot_be_installed_is_named(monkeypatch, capsys):
    absent = provision.Need("a thing that nobody has", lambda: None, ("one-package", "another-package"))
    monkeypatch.setattr(provision, "NEEDS", (absent,))
    monkeypatch.setattr(provision.os, "geteuid", lambda: 1000)
    assert provision.main() == 1
    errors = capsys.readouterr().err
    assert "a thing that nobody has" in errors
    assert "apt-get install one-package another-package" in errors


def test_nothing_is_installed_where_nothing_is_missing(monkeypatch):
    monkeypatch.setattr(provision, "NEEDS", (provision.Need("a thing", lambda: "here", ("package",)),))
    monkeypatch.setattr(provision, "install", lambda needs: pytest.fail("installed"))
    assert provision.main() == 0


def test_root_installs_and_what_is_missing_still_fails(monkeypatch):
    installed = []
    monkeypatch.setattr(provision, "NEEDS", (provision.Need("a thing", lambda: None, ("package",)),))
    monkeypatch.setattr(provision.os, "geteuid", lambda: 0)
    monkeypatch.setattr(provision.shutil, "which", lambda name: name)
    monkeypatch.setattr(provision, "install", installed.append)
    assert provision.main() == 1
    assert [need.name for need in installed[0]] == ["a thing"]


@pytest.mark.slow
@pytest.mark.parametrize("workers", [[], ["-n", "1"]])
def test_a_part_of_the_suite_is_not_the_whole(tmp_path, workers):
    part = tmp_path / "test_part.py"
    part.write_text("import pytest\n\n\ndef test_one():\n    pass\n\n\ndef test_two():\n    pytest.skip('why not')\n")
    plugin = ["-p", "tests.fixtures.run", "-c", str(ROOT / "pyproject.toml"), "--rootdir", str(tmp_path)]
    command = [sys.executable, "-m", "pytest", *plugin, *workers, str(part)]
    alone = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert alone.returncode == 0, alone.stdout + alone.stderr
    whole = subprocess.run([*command, "--whole"], cwd=ROOT, capture_output=True, text=True)
    assert whole.returncode == 1
    for fault in ("no test passed with: browser", "no test passed with: postgres", "skipped:"):
        assert fault in whole.stdout
