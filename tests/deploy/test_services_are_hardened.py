"""The shipped services are sound, and systemd itself finds little that they could do beyond their work."""

import subprocess

import pytest

from server.platform.config import ROOT

SERVICES = sorted((ROOT / "deploy" / "systemd").glob("*.service"))
MOST_EXPOSED = 15  # tenths: 0 is nothing, 100 everything


def test_server_jobs_and_metrics_have_a_service_each():
    assert [path.stem for path in SERVICES] == ["lantoa-jobs", "lantoa-metrics", "lantoa-web"]


@pytest.mark.parametrize("service", SERVICES, ids=lambda path: path.stem)
def test_a_service_is_what_systemd_reads(service, tmp_path):
    (tmp_path / service.name).write_text(service.read_text().replace("/opt/lantoa", str(ROOT)))
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", "--recursive-errors=no", tmp_path / service.name],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("service", SERVICES, ids=lambda path: path.stem)
def test_a_service_is_exposed_to_little(service):
    command = ["systemd-analyze", "security", "--offline=true", f"--threshold={MOST_EXPOSED}", "--no-pager", service]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("service", SERVICES, ids=lambda path: path.stem)
def test_a_service_that_ends_is_started_again_however_often(service):
    lines = service.read_text().splitlines()
    assert {"Restart=always", "RestartSec=2", "StartLimitIntervalSec=0"} <= set(lines)
