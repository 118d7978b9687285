"""``flask jobs`` is a process of its own: it makes files of registers published before or after it started."""

import json
import os
import subprocess
import sys

import pytest

from server.platform.config import ROOT
from tests.fixtures.applications import REGISTERS
from tests.registers.test_registers_published_without_a_programmer import WHOLE, publish, upload
from tests.village import DAY, Village

PERIOD = "2026-2027"
ORDERS = (
    {"kind": "records", "format": "json", "register": "corner"},
    {"kind": "evidence", "format": "xlsx", "register": "corner"},
    {"kind": "figures", "format": "xlsx", "register": "corner", "period": PERIOD},
    {"kind": "report", "format": "docx", "register": "corner", "period": PERIOD},
)


class Jobs:
    """A process of ``flask jobs``; what it logs is read as it comes, so that nothing is waited for by the clock."""

    def __init__(self, village: Village):
        settings = {
            "DATABASE_URL": village.app.config["DATABASE_URL"],
            "LANTOA_EXPORTS": village.app.config["EXPORTS"],
            "LANTOA_REGISTERS": os.pathsep.join(map(str, REGISTERS)),
            "LANTOA_DEMO": "0",
            "LANTOA_LOG_LEVEL": "info",
        }
        command = [sys.executable, "-m", "flask", "jobs"]
        environment = os.environ | settings
        self.process = subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True)
        self.logged("jobs started")

    def logged(self, event: str) -> dict:
        """The next entry that says ``event``; fails if the process ends without one."""
        passed = []
        for line in self.process.stderr or ():
            passed.append(line)
            entry = json.loads(line) if line.startswith("{") else {}
            if entry.get("event") == event:
                return entry
        pytest.fail("".join(passed), pytrace=False)

    def end(self) -> None:
        self.process.terminate()
        self.process.communicate()


@pytest.fixture
def start(village: Village, tmp_path):
    village.app.config["EXPORTS"] = str(tmp_path / "exports")
    started = []

    def start() -> Jobs:
        started.append(Jobs(village))
        return started[-1]

    yield start
    for jobs in started:
        jobs.end()


def publish_and_fill_in(village: Village) -> None:
    so, teacher = village.client("so"), village.client("gv")
    assert publish(so, upload(so, WHOLE).json).status_code == 200
    put = teacher.put(form="corner@1", set={"day": DAY, "kind": "reading", "books": 12}, then="submit")
    assert "refused" not in teacher.do(put)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("database_url", "published"),
    [
        ("sqlite", "before the jobs start"),
        ("sqlite", "while the jobs run"),
        # That a process sees what another wrote meanwhile is the database's to show; what it knows at its start is not.
        pytest.param("postgres", "while the jobs run", marks=pytest.mark.postgres),
    ],
    indirect=["database_url"],
)
def test_every_file_of_a_published_register_is_made(village: Village, start, published):
    if published == "before the jobs start":
        publish_and_fill_in(village)
        jobs = start()
    else:
        jobs = start()
        publish_and_fill_in(village)
    so = village.client("so")
    ids = [so.post("/api/exports", order).json["id"] for order in ORDERS]
    ended = [jobs.logged("export ended") for _ in ids]
    assert {one["job"]: one["state"] for one in ended} == dict.fromkeys(ids, "done")
    (record,) = so.get(f"/api/exports/{ids[0]}/file").json
    assert record["data"]["books"] == 12
    assert all(so.get(f"/api/exports/{id_}/file").status_code == 200 for id_ in ids)
