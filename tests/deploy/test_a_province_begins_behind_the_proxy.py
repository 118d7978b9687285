"""From an empty machine to the first figure and its backup behind the shipped proxy, without the demo. Then slow
clients come."""

import json
import os
import subprocess
import sys
import urllib.request
from datetime import date
from pathlib import Path
from statistics import median
from typing import NamedTuple
from urllib.parse import quote, urlencode

import pytest
from sqlalchemy import make_url

from bench.load.crowd import Crowd
from bench.load.slow_clients import ask, behind_proxy, slow_upload
from server.platform.config import ROOT
from server.platform.workbook_limits import TYPE
from sync.phone import Phone
from sync.phone.transport import HttpTransport, sign_in
from tests.imports.workbooks import workbook
from tests.journeys.place import school_year, today

pytestmark = pytest.mark.trust

SINCE = date(2026, 9, 5)
UNITS = [
    ("X1", "Sín Thầu", "xã", "", "DB", ""),
    ("T1", "Trường Tiểu học Sín Thầu", "trường", "TH", "X1", ""),
    ("D1", "Điểm trung tâm", "điểm trường", "điểm chính", "T1", ""),
]
PEOPLE = [
    ("lo.thi.hoa", "Lò Thị Hoa", "giáo viên", "T1", SINCE, ""),
    ("vang.a.sung", "Vàng A Sùng", "hiệu trưởng", "T1", SINCE, ""),
    ("quang.thi.mai", "Quàng Thị Mai", "chuyên viên sở", "DB", SINCE, ""),
]
OWN = "suối chảy qua bản"
ADMINISTRATOR = ("lo.van.an", "mây trên đèo Pha Đin")


MEASURED = 4  # seconds


class Province(NamedTuple):
    """What has been set up: the database, and phones of a teacher, their leader and an officer of the department."""

    database: str
    teacher: Phone
    leader: Phone
    officer: Phone


@pytest.fixture(scope="module")
def province(tmp_path_factory):
    """A province as its administrator sets it up: the processes of `make run` behind the proxy, a workbook, codes."""
    database = f"sqlite:///{tmp_path_factory.mktemp('province')}/lantoa.db"
    with behind_proxy(database) as served:
        url = served.url
        username, password = ADMINISTRATOR
        flask(database, "init", "--province", "Điện Biên", "--code", "DB")
        flask(database, "person", username, "--name", "Lò Văn An", "--role", "admin", "--password", password)
        administrator = sign_in(url, username, password)
        preview = bring(administrator, workbook(UNITS, PEOPLE))
        assert preview["faults"] == []
        done = said(administrator.send("POST", f"/api/import/{preview['id']}/apply", {}))
        accounts = [change["account"] for change in done["changes"] if "account" in change]
        phones = []
        for (name, *_), account in zip(PEOPLE, accounts, strict=True):
            code = said(administrator.send("POST", f"/api/people/{account}/code", {}), 201)["code"]
            phones.append(first_phone(url, name, code))
        yield Province(database, *phones)


def flask(database: str, *arguments: str) -> None:
    environment = os.environ | {"DATABASE_URL": database, "LANTOA_DEMO": "0", "LANTOA_LOG_LEVEL": "warning"}
    folder = Path(str(make_url(database).database)).parent
    environment |= {"LANTOA_BACKUPS": f"{folder}/backups", "LANTOA_EXPORTS": f"{folder}/exports"}
    command = [sys.executable, "-m", "flask", *arguments]
    subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)


def said(reply, status: int = 200):
    """The JSON of a reply, which has the status."""
    got, _, raw = reply
    assert got == status, raw.decode()
    return json.loads(raw)


def bring(officer: HttpTransport, data: bytes) -> dict:
    headers = {"X-Account": officer.account, "Cookie": officer.cookie, "Content-Type": TYPE}
    headers |= {"X-File-Name": quote("Danh sách.xlsx"), "Sec-Fetch-Site": "same-origin"}
    request = urllib.request.Request(f"{officer.base_url}/api/import", data, headers, method="POST")
    with urllib.request.urlopen(request, timeout=officer.timeout) as answer:
        return json.load(answer)


def first_phone(url: str, username: str, code: str) -> Phone:
    """Somebody's phone, on which they came in with a printed code and chose a password."""
    with_code = sign_in(url, username, code)
    said(with_code.send("PUT", "/api/session/password", {"password": OWN}))
    phone = Phone(with_code.account, sign_in(url, username, OWN))
    assert phone.sync(), phone.problem
    return phone


def sent(phone: Phone) -> None:
    assert phone.sync(), phone.problem
    assert not phone.refused
    assert phone.all_sent


def decide(phone: Phone, verb: str, record: str) -> None:
    """Decide on a record of another, as one has seen it."""
    seen = said(phone.transport.send("GET", f"/api/records/{record}"))
    phone.act(verb, record, unit=seen["unit"], base=seen["version"])
    sent(phone)


def test_from_an_empty_machine_to_the_first_figure_and_its_backup(province):
    database, teacher, leader, officer = province
    year, (school,) = school_year(today()), teacher.state.scopes
    values = {"kind": "garden", "name": "Vườn rau điểm trung tâm"}
    (model, *_) = leader.put(school, form="model@1", set=values, period=year, submit=True)
    sent(leader)
    decide(leader, "verify", model)
    decide(officer, "approve", model)
    sent(teacher)
    values = {"model": model, "kind": "garden", "date": today().isoformat(), "students": 24, "title": "Trồng cải"}
    (activity, *_) = teacher.put(school, form="activity@1", set=values, submit=True)
    sent(teacher)
    decide(leader, "verify", activity)
    decide(officer, "approve", activity)

    asked = urlencode({"register": "activity", "period": year, "unit": school})
    measures = said(officer.transport.send("GET", f"/api/figures?{asked}"))["measures"]
    totals = {measure["key"]: measure["total"]["value"] for measure in measures}
    assert 24 in totals.values(), totals
    flask(database, "check")

    assert teacher.safe.get(school, 0) == 0
    flask(database, "backup")
    sent(teacher)
    assert teacher.safe[school] > 0, "the phone may let go of its old journal"


def test_slow_and_silent_clients_hold_up_nobody(province):
    healthy, slow = province.leader.transport, province.teacher.transport
    uploads = [slow_upload(slow, slow.base_url)] * 10
    with Crowd(slow.base_url, halves=40, idle=40, deaf=10, uploads=uploads):
        seen = ask(healthy, MEASURED)
    assert not seen.failed
    assert median(seen.seconds) < 1
    assert max(seen.seconds) < 2
