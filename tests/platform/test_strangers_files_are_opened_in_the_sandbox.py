"""Whatever a file makes its reader do, it does it in a process of its own, which ends within its limits."""

import json
import os
import select
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from server.platform.config import ROOT
from server.platform.sandbox.fault import REASONS, SandboxFault
from server.platform.sandbox.limits import UPLOAD
from server.platform.sandbox.run import run
from tests.platform import sandbox_tasks

pytestmark = pytest.mark.slow  # files are opened in processes of their own

QUICK = UPLOAD._replace(cpu=1, wall=2)


def below(pid: int) -> set[int]:
    """A process's children, and theirs."""
    listed = (task.joinpath("children").read_text().split() for task in Path(f"/proc/{pid}/task").iterdir())
    children = {int(child) for found in listed for child in found}
    return children.union(*map(below, children))


def starter() -> int:
    (found,) = (pid for pid in below(os.getpid()) if b"sandbox.starter" in Path(f"/proc/{pid}/cmdline").read_bytes())
    return found


def test_bytes_go_in_and_bytes_come_out():
    assert run(sandbox_tasks.joined, b"a\0" * 99_999, b"b") == b"a\0" * 99_999 + b"b"


@pytest.mark.parametrize(
    ("task", "code"),
    [
        (sandbox_tasks.takes_memory, "memory"),
        (sandbox_tasks.talks, "output"),
        (sandbox_tasks.dies, "died"),
        (sandbox_tasks.raises, "died"),
        (sandbox_tasks.turns, "time"),
        (sandbox_tasks.waits, "time"),
    ],
)
def test_what_goes_beyond_its_limits_is_refused_in_words_and_the_next_is_served(task, code):
    with pytest.raises(SandboxFault) as fault:
        run(task, b"", limits=QUICK)
    assert fault.value.code == code
    assert (fault.value.vi, fault.value.en) == REASONS[code]
    assert run(sandbox_tasks.joined, b"a", b"b") == b"ab"


def test_it_reaches_no_network_no_process_no_secret_and_no_open_file(monkeypatch, tmp_path):
    monkeypatch.setenv("DATABASE_URL", "postgresql://user:secret@host/name")
    with (tmp_path / "open").open("w") as mine:
        os.set_inheritable(mine.fileno(), True)
        found = json.loads(run(sandbox_tasks.goes_out, b""))
    assert set(found["tries"].values()) == {"PermissionError"}
    assert set(found["environment"]) <= {"LC_CTYPE"}
    assert not [name for name in found["files"] if not name.startswith(("/dev/null", "/memfd:", "/proc/"))]


def test_requests_at_once_each_get_their_own_answer():
    with ThreadPoolExecutor(8) as threads:
        answers = threads.map(lambda n: run(sandbox_tasks.joined, b"%d" % n, b""), range(24))
        assert list(answers) == [b"%d" % n for n in range(24)]


def test_a_starter_that_was_killed_is_started_again():
    run(sandbox_tasks.joined, b"", b"")
    os.kill(starter(), signal.SIGKILL)
    assert run(sandbox_tasks.joined, b"a", b"b") == b"ab"


def test_a_process_that_was_forked_starts_its_own():
    run(sandbox_tasks.joined, b"", b"")
    before = starter()
    child = os.fork()
    if child == 0:
        os._exit(run(sandbox_tasks.joined, b"a", b"b") != b"ab" or starter() == before)
    assert os.waitpid(child, 0) == (child, 0)
    assert run(sandbox_tasks.joined, b"a", b"b") == b"ab"
    assert starter() == before


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_nothing_is_left_of_a_process_that_was_ended_while_a_file_was_open(number):
    code = "from tests.platform import sandbox_tasks as tasks; from server.platform.sandbox.run import run;"
    code += "run(tasks.joined, b'', b''); print(flush=True); run(tasks.waits, b'')"
    with subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE) as server:
        server.stdout.read(1)
        while len(family := below(server.pid)) < 2:
            pass
        files = [os.pidfd_open(pid) for pid in family]
        os.kill(server.pid, number)
        server.wait()
    for file in files:
        ready, _, _ = select.select([file], [], [], 3)
        os.close(file)
        assert ready
