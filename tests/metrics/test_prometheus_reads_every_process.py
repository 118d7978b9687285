"""What all of the server's processes answered is read at one address, on a port of its own."""

import json
import os
import re
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from http.cookiejar import CookieJar

import pytest

from server.platform.config import ROOT
from tests.fixtures.applications import open_app
from tests.fixtures.servers import gunicorn
from tests.village import PASSWORD, SAME_ORIGIN, Village

REQUESTS = 40


class Browser:
    """Somebody signed in over TCP."""

    def __init__(self, url: str, username: str):
        self.url, self.headers = url, SAME_ORIGIN | {"Content-Type": "application/json"}
        self.open = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar())).open
        account = self.post("/api/session", {"username": username, "password": PASSWORD})["account"]
        self.headers |= {"X-Account": account}

    def post(self, path: str, body: object):
        wanted = urllib.request.Request(self.url + path, json.dumps(body).encode(), self.headers)
        with self.open(wanted) as answer:
            return json.load(answer)


@pytest.fixture
def port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


def sums(text: str, pattern: str) -> float:
    """Of the values of all samples whose name and labels a pattern matches."""
    return sum(float(line.rpartition(" ")[2]) for line in text.splitlines() if re.match(pattern, line))


@pytest.mark.slow
def test_requests_and_outcomes_of_all_processes_are_summed(sqlite_url, tmp_path, port):
    with open_app(sqlite_url) as app:
        village = Village(app)
        client = village.client("gv")
        put, refused = client.put(), client.mutation("approve", record="none")
    folder = tmp_path / "metrics"
    folder.mkdir()
    (folder / "counter_1.db").write_bytes(b"of a process that ran before the start")
    settings = {"LANTOA_METRICS_PORT": str(port), "LANTOA_METRICS_FOLDER": str(folder)}
    with gunicorn(sqlite_url, tmp_path / "stderr", **settings) as url:
        phone = Browser(url, village.people["gv"])
        exchange = {"protocol": 1, "nonce": "n", "cursor": None, "mutations": [put, refused]}
        outcomes = phone.post("/api/sync", exchange)["outcomes"]
        for _ in range(REQUESTS):
            with pytest.raises(urllib.error.HTTPError):
                phone.open(f"{url}/api/records/none?q=private")
        command = [sys.executable, "-m", "flask", "metrics"]
        environment = os.environ | settings | {"DATABASE_URL": sqlite_url, "LANTOA_DEMO": "0"}
        with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as server:
            address = server.stdout.readline().strip()
            with urllib.request.urlopen(address) as answer:
                text = answer.read().decode()
            server.terminate()
    code = outcomes[refused["id"]]["refused"]["code"]
    assert address == f"http://127.0.0.1:{port}/metrics"
    assert sums(text, r'lantoa_outcomes_total\{outcome="applied"\}') == 1
    assert sums(text, rf'lantoa_outcomes_total\{{outcome="{code}"\}}') == 1
    assert sums(text, r'lantoa_request_seconds_count\{.*route="/api/records/<record>",status="401"\}') == REQUESTS
    assert sums(text, r'lantoa_request_seconds_count\{.*route="/api/sync",status="200"\}') == 1
    assert sums(text, r"lantoa_process_memory_bytes") > 20 << 20
    assert sums(text, r"lantoa_database_up") == 1
    assert "private" not in text


def test_without_a_port_nothing_is_served_or_counted(app):
    ended = app.test_cli_runner().invoke(args=["metrics"])
    assert ended.exit_code == 2
    assert "LANTOA_METRICS_PORT" in ended.output
    assert "counts" not in app.extensions
