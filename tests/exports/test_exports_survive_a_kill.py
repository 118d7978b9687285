"""A process of jobs that is killed costs one page: the next goes on, and every record is in the file once."""

import json
import os
import subprocess
import sys
import tracemalloc

import pytest

from server.exports import records_workbook, rows
from server.exports.notation import Notation
from server.models.jobs import ExportJob
from server.platform.config import ROOT
from server.platform.database import read
from tests.village import Village

WORK = """
import os, sys
from server import create_app
from server.exports import rows, steps
from server.exports.storage import Store
from server.photos.files import PhotoFiles
from server.registers import published
rows.PAGE = 3
app = create_app()
with app.app_context():
    for _ in range(int(sys.argv[1])):
        files = PhotoFiles(app.config["PHOTOS"])
        steps.step(published.renew(app), Store(app.config["EXPORTS"]), files, set())
    os.kill(os.getpid(), 9)
"""


@pytest.fixture
def order(village: Village, clerk, monkeypatch):
    """Seven records and an order for all of them, worked three at a time."""
    monkeypatch.setattr(rows, "PAGE", 3)
    author = village.client("gv")
    puts = [author.put(set={"note": f"Số {n}", "n": n, "day": "2026-10-05"}, then="submit") for n in range(7)]
    author.sync(*puts)
    return clerk.order(kind="records", format="json", register="probe_direct")


def killed_after(village, steps):
    folders = os.pathsep.join(str(folder) for folder in village.app.config["REGISTERS"])
    given = {"DATABASE_URL": village.app.config["DATABASE_URL"], "LANTOA_EXPORTS": village.app.config["EXPORTS"]}
    done = subprocess.run(
        [sys.executable, "-c", WORK, str(steps)],
        cwd=ROOT,
        env=os.environ | given | {"LANTOA_REGISTERS": folders, "LANTOA_DEMO": "0"},
        check=False,
    )
    assert done.returncode == -9


def notes(clerk, id_):
    return [one["data"]["note"] for one in json.loads(clerk.fetch(id_))]


ALL = [f"Số {n}" for n in range(7)]


@pytest.mark.trust
def test_a_kill_between_two_pages_and_one_in_the_middle_of_a_page_lose_and_repeat_nothing(village, clerk, order):
    killed_after(village, 1)
    shown = village.client("so").get(f"/api/exports/{order}").json
    assert (shown["state"], shown["done"], shown["total"]) == ("working", 3, 7)
    with village.app.app_context(), read() as session:
        spool = clerk.store.spool(session.get(ExportJob, order))
    with spool.open("ab") as file:
        file.write(b'{"half a page that was never count')
    clerk.work()
    assert notes(clerk, order) == ALL


def test_a_spool_that_is_gone_is_made_again(clerk, order):
    assert clerk.step()
    for path in clerk.store.folder.iterdir():
        path.unlink()
    clerk.work()
    assert notes(clerk, order) == ALL


@pytest.mark.slow
def test_rows_stream_to_the_file(village: Village, tmp_path):
    """Twelve times as many rows do not take twelve times the memory; bench/load/exports.py shows it with 50,000."""
    register = village.app.extensions["registers"].latest("probe_direct")

    def line(number):
        data = {"note": f"Ghi chú {number} " + "x" * 400, "n": number, "day": "2026-10-05"}
        values = dict.fromkeys(("unit", "place", "period", "author", "code", "school", "review", "device"), "chữ")
        return values | {"status": "approved", "submitted": "2026-10-05T01:00:00.000Z", "data": data, "named": {}}

    def peak(count):
        tracemalloc.start()
        records_workbook.workbook(tmp_path / "many.xlsx", register, map(line, range(count)), Notation(), "vi", ["Thử"])
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    peak(10)
    assert peak(1_200) < 2 * peak(100)
