"""Each command of docs/operate.md is run, in the page's order, on a service of the shipped settings; or, where it would
change this machine, what it names is there."""

import json
import os
import re
import shlex
import sqlite3
import subprocess
from glob import glob

import pytest

from server.bundles.keys import BundleKeys
from server.doctor.disk import EMPTY, LOW
from server.doctor.jobs import LONG
from server.log.restores import RESTORE_OPEN
from server.platform.config import ROOT
from tests.bundles.sealing import content, sealed
from tests.docs.tables import code, fenced, page, table
from tests.fixtures.applications import open_app
from tests.metrics.test_what_waits_is_counted import scraped

PAGE = page("docs/operate.md")
COMMANDS = [line for block in fenced(PAGE, "sh") for line in block.splitlines()]
OURS = "sudo -u lantoa lantoa "
FILE_NAME = json.loads((ROOT / "client" / "src" / "text" / "file" / "vi.json").read_text())["file.name"]
UNITS = {path.stem for path in (ROOT / "deploy" / "systemd").glob("*.service")}
FAILS_HERE = {"doctor": 1, "person quantri --reset-second-factor": 2, "bundle import /media/usb/Lan-Toa-*.txt": 1}
"""No process of the jobs runs; nobody has a second factor; the file was sealed for another server."""


class Place:
    """Where the service's files are in a test, in the place of those that the page and the settings name."""

    def __init__(self, folder):
        self.state, self.settings, self.stick = folder / "state", folder / "lantoa.env", folder / "usb"
        self.state.mkdir(mode=0o700)
        self.stick.mkdir()
        self.settings.write_text(self.here((ROOT / "deploy" / "settings.example").read_text()))
        offer = BundleKeys(str(folder / "other.key")).current().offer("1", "0" * 64)
        self.stick.joinpath(f"{FILE_NAME}-20261129-0930.txt").write_bytes(sealed(offer, content()))

    def here(self, text: str) -> str:
        return text.replace("/var/lib/lantoa", str(self.state)).replace("/media/usb", str(self.stick))

    def run(self, line: str) -> subprocess.CompletedProcess:
        """A command of the page's, its ``*`` spread as a shell would."""
        typed = shlex.split(self.here(line.removeprefix(OURS)))
        words = [name for word in typed for name in sorted(glob(word)) or [word]]
        words += ["--password", "mật khẩu của thầy Dân"] if words[0] == "person" else []
        known = {"LANTOA_ENV": str(self.settings), "LANTOA_HOME": str(ROOT), "LANTOA_DEMO": "0"}
        unset = {name: text for name, text in os.environ.items() if not name.startswith(("LANTOA", "DATABASE"))}
        command = ["sh", str(ROOT / "deploy" / "lantoa"), *words]
        return subprocess.run(command, env=unset | known, capture_output=True, text=True, check=False)


@pytest.mark.trust
def test_the_commands_of_the_service_run_in_the_pages_order(tmp_path):
    place = Place(tmp_path)
    for line in COMMANDS:
        if line.startswith(OURS):
            ended = place.run(line)
            assert ended.returncode == FAILS_HERE.get(line.removeprefix(OURS), 0), (line, ended.stdout, ended.stderr)
    assert list((place.state / "backups").glob("lantoa-*.tar.gz"))
    assert list(place.state.glob("lantoa.db.before-restore-*"))
    with sqlite3.connect(place.state / "lantoa.db") as connection:
        assert connection.execute("SELECT username FROM person").fetchall() == [("quantri",)]
    assert "OK      permissions" in place.run(f"{OURS}doctor").stdout


def test_what_other_commands_name_is_there(sqlite_url):
    others = [line for line in COMMANDS if not line.startswith(OURS)]
    with open_app(sqlite_url) as app:
        routes = {rule.rule for rule in app.url_map.iter_rules()} | {"/metrics"}
    for line in others:
        words = shlex.split(line.removeprefix("sudo -u lantoa "))
        if words[0] == "systemctl":
            assert set(words[1:]) - {"enable", "--now", "start", "stop"} <= UNITS, line
        elif words[0] == "curl":
            assert re.sub(r"http://[^/]+", "", words[-1]) in routes, line
        else:
            raise AssertionError(line)


def test_metrics_that_are_watched_are_served(app, tmp_path):
    app.config["METRICS_FOLDER"] = str(tmp_path / "metrics")
    served = {name for name, *_ in scraped(app)} | {"lantoa_request_seconds", "lantoa_outcomes_total"}
    watched = {name for cell, _ in table(PAGE, "Watch", "metric", "when to act") for name in code(cell)}
    assert sorted(watched - served - {"lantoa_process_memory_bytes", "lantoa_reviews_oldest_seconds"}) == []


def test_faults_are_those_that_the_doctor_has():
    faults = dict(table(PAGE, "Look whether all is well", "what", "a fault is"))
    assert f"{EMPTY >> 20} MiB" in faults["disk"]
    assert f"{LOW >> 30} GiB" in faults["disk"]
    assert f"{LONG.total_seconds() / 60:.0f} minutes" in faults["jobs"]
    assert f"for {RESTORE_OPEN.days} days" in PAGE
    checks = {path.stem for path in (ROOT / "server" / "doctor").glob("*.py")}
    assert faults.keys() - {"fsync"} <= checks
