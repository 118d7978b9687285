"""Who types `make` sees what there is to type; who types `make run` sees what is done, and no log of what goes well."""

import os
import re
import signal
import subprocess
import sys

import pytest

from server.platform.config import ROOT

MAKEFILE = (ROOT / "Makefile").read_text()


# What a `make test` that this runs under has set; one in a make says which folder it enters.
SET_BY_MAKE = {"MAKEFLAGS", "MAKELEVEL", "MFLAGS", "LANTOA_LOG_LEVEL"}


def make(*words: str) -> str:
    given = {name: text for name, text in os.environ.items() if name not in SET_BY_MAKE}
    return subprocess.run(["make", *words], cwd=ROOT, env=given, capture_output=True, text=True, check=True).stdout


def test_make_alone_lists_every_command_and_what_it_is_for():
    commands = re.findall(r"^\.PHONY: (help .*)$", MAKEFILE, re.MULTILINE)[0].split()
    listed = dict(line.split(None, 1) for line in make().splitlines()[1:])
    assert list(listed) == commands
    assert all(len(text) > 10 for text in listed.values())


def test_make_run_logs_only_what_is_wrong():
    rules = make("--print-data-base", "--dry-run", "help")
    assert "\nrun: LANTOA_LOG_LEVEL = warning\n" in rules


@pytest.mark.slow
def test_a_start_says_what_is_done_and_where_to_go_and_nothing_else(tmp_path):
    given = {"DATABASE_URL": f"sqlite:///{tmp_path}/lantoa.db", "PORT": "0"}
    given |= {"LANTOA_DEMO": "0", "LANTOA_LOG_LEVEL": "warning"}
    command, lines = [sys.executable, "-m", "server.run"], []
    with subprocess.Popen(
        command, cwd=ROOT, env=os.environ | given, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        for line in process.stdout or ():
            lines.append(line.rstrip("\n"))
            if line.startswith("Ctrl-C"):
                process.send_signal(signal.SIGINT)
    assert process.returncode == 0
    starting, blank, address, end = lines
    assert (starting, blank, end) == ("Starting the server", "", "Ctrl-C: dừng · stops all of it")
    assert re.fullmatch(r"Lan Tỏa: http://127\.0\.0\.1:[0-9]+", address)
