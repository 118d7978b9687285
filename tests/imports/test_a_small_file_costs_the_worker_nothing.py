"""Files of 100 KB that take gigabytes to read are refused within seconds, and the worker stays as it was."""

import re
import time
from pathlib import Path

import pytest

from server.platform.sandbox.fault import REASONS
from server.platform.sandbox.limits import UPLOAD
from tests.imports.test_import_changes_all_or_nothing import bring
from tests.imports.workbooks import workbook
from tests.platform import bombs
from tests.registers.test_registers_published_without_a_programmer import WHOLE, upload

MORE = 100 << 10  # KB that the worker may take beside what it has: with what gunicorn's takes, far from 400 MB
GOOD = workbook(people=[("", "Nguyễn Thị Lan", "giáo viên", "T1", "", "")])


def memory(name: str) -> int:
    """This process's memory in KB: ``VmRSS`` now, ``VmHWM`` at its most since it was last noted."""
    return int(re.search(rf"{name}:\s+(\d+)", Path("/proc/self/status").read_text())[1])


@pytest.fixture
def worker():
    """``worker(work)``: what ``work()`` returns, which took no time and no memory of this process."""

    def watch(work):
        Path("/proc/self/clear_refs").write_text("5")  # notes its most from now on
        before, began = memory("VmRSS"), time.monotonic()
        answer = work()
        assert time.monotonic() - began < UPLOAD.wall + 1
        assert memory("VmHWM") - before < MORE
        return answer

    return watch


def test_a_child_has_less_than_a_worker_may_take():
    assert UPLOAD.memory < 400 << 20
    assert UPLOAD.cpu < UPLOAD.wall <= 5


@pytest.mark.parametrize(
    ("bomb", "reasons"),
    [(bombs.styles, ["memory"]), pytest.param(bombs.shared, ["output", "time"], marks=pytest.mark.slow)],
)
def test_a_workbook_of_units_and_people(coded, worker, bomb, reasons):
    admin, data = coded.client("admin"), bomb(GOOD)
    assert len(data) < 200_000
    answer = worker(lambda: bring(admin, data))
    assert (answer.status_code, answer.json["code"]) == (422, "unreadable")
    [fault] = answer.json["fields"]["file"]["faults"]
    assert (fault["vi"], fault["en"]) in [REASONS[one] for one in reasons]
    assert bring(admin, GOOD).status_code == 201


@pytest.mark.parametrize("bomb", [lambda: bombs.styles(WHOLE), bombs.dots, bombs.brackets])
def test_a_register(coded, worker, bomb):
    officer, data = coded.client("so"), bomb()
    answer = worker(lambda: upload(officer, data))
    assert (answer.status_code, answer.json["code"]) == (422, "faulty_register")
    [fault] = answer.json["fields"]["faults"]
    assert fault["vi"]
    assert fault["en"]
    assert upload(officer, WHOLE).status_code == 201
