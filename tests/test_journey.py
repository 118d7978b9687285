"""One record's journey: a teacher's phone, a leader's, an officer, and the figure it ends in.

On a register that exists only in the tests: nothing here, or on the way, knows the register by name.
"""

import json

import pytest

from server.log.verify import compare
from server.platform.database import read
from sync.phone import Phone
from sync.protocol.ids import natural_id
from tests.village import SAME_ORIGIN, code

PERIOD = "2026-H2"


@pytest.fixture
def phone(village):
    """``phone("gv")``: a whole phone of that person's."""

    def make(name: str) -> Phone:
        client = village.client(name)

        def send(body):
            headers = SAME_ORIGIN | {"X-Account": client.account, "Content-Type": "application/json"}
            answer = client.http.post("/api/sync", data=json.dumps(body), headers=headers)
            return answer.status_code, answer.headers, answer.data

        return Phone(client.account, send, scopes=(village.school.id,))

    return make


def figure(village, name, measure, **asked):
    query = {"register": "probe", "period": PERIOD, "unit": village.school.id} | asked
    answer = village.client(name).get("/api/figures?" + "&".join(f"{key}={value}" for key, value in query.items()))
    assert answer.status_code == 200, answer.text
    return next(found["total"] for found in answer.json["measures"] if found["key"] == measure)


def test_from_a_teachers_phone_to_the_departments_figure(village, phone):
    record = natural_id(village.school.id, "probe", PERIOD)
    teacher, colleague, leader = phone("gv"), phone("gvb"), phone("ht")

    teacher.put(village.school.id, form="probe@2", record=record, period=PERIOD, set={"n": 3, "note": "Lượt đọc"})
    assert teacher.show(record)["data"]["n"] == 3
    assert not teacher.all_sent
    teacher.sync()
    assert teacher.all_sent

    colleague.sync()
    before = colleague.open(record)
    teacher.put(village.school.id, record=record, set={"n": 24, "m": 30})
    colleague.put(village.school.id, record=record, set={"n": 42, "big": "Kể lại"}, opened=before)
    teacher.sync()
    colleague.sync()
    teacher.sync()
    assert teacher.show(record)["data"] == {"n": 24, "m": 30, "note": "Lượt đọc", "big": "Kể lại"}
    alternatives = teacher.show(record)["conflicts"]["n"]
    assert [kept["value"] for kept in alternatives.values()] == [42]

    teacher.put(village.school.id, record=record, set={"n": 27}, resolves={"n": list(alternatives)}, submit=True)
    teacher.sync()
    assert figure(village, "so", "n")["value"] == 0

    leader.sync()
    assert leader.show(record)["status"] == "submitted"
    leader.act("verify", record)
    assert leader.show(record)["status"] == "verified"
    leader.sync()

    officer = village.client("xa")
    seen = officer.read(record)
    assert (seen["status"], seen["data"]["n"]) == ("verified", 27)
    assert code(officer.do(officer.mutation("approve", record=record, base=seen["version"]))) is None
    assert [entry["do"] for entry in officer.read(record)["history"]] == [*["put"] * 4, "verify", "approve"]

    teacher.sync()
    assert teacher.show(record)["status"] == "approved"
    assert figure(village, "so", "n")["value"] == 27
    rate = figure(village, "so", "rate")
    assert (rate["n"], rate["d"], rate["value"]) == (27, 30, 0.9)
    with village.app.app_context(), read() as session:
        assert compare(session, village.app.extensions["registers"]) == []
