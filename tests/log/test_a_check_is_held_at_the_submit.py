"""What an expression does not allow cannot be submitted, by the server too; what is computed is the server's."""

import pytest

from server.models.log import Record
from server.platform.database import read
from tests.registers.test_registers_published_without_a_programmer import publish, upload
from tests.village import DAY, Village, code

CLASS = """
key = "class_day"
version = 1
title = { vi = "Sĩ số", en = "Class" }
by = ["teacher"]
period = "event"
period_from = "day"
review = ["department"]
counts = ["submitted"]

[[fields]]
name = "day"
type = "date"
label = { vi = "Ngày", en = "Day" }
required = true
check = ["<=", { field = "day" }, ["today"]]

[[fields]]
name = "girls"
type = "integer"
label = { vi = "Nữ", en = "Girls" }

[[fields]]
name = "boys"
type = "integer"
label = { vi = "Nam", en = "Boys" }

[[fields]]
name = "pupils"
type = "integer"
label = { vi = "Tổng", en = "Pupils" }
compute = ["+", { field = "girls" }, { field = "boys" }]

[[fields]]
name = "absent"
type = "integer"
label = { vi = "Vắng", en = "Absent" }
check = ["<=", { field = "absent" }, { field = "pupils" }]
constraint_message = { vi = "Vắng nhiều hơn sĩ số", en = "More than there are" }

[[measures]]
key = "pupils"
label = { vi = "Học sinh", en = "Pupils" }
kind = "sum"
fields = ["pupils"]
"""
SAID = {"rule": "check", "message": {"vi": "Vắng nhiều hơn sĩ số", "en": "More than there are"}}


@pytest.fixture
def teacher(village: Village):
    officer = village.client("so")
    assert publish(officer, upload(officer, CLASS.encode(), "application/toml").json).status_code == 200
    return village.client("gv")


def filled(client, **answers):
    return client.put(form="class_day@1", set={"day": DAY, "girls": 10, "boys": 12, **answers})


def test_a_submit_is_refused_in_the_own_words_of_the_form_and_a_draft_is_kept(teacher):
    put = filled(teacher, absent=30)
    assert "refused" not in teacher.do(put)
    outcome = teacher.do(teacher.mutation("submit", record=put["id"], base=None))
    assert (code(outcome), outcome["refused"]["fields"]) == ("invalid", {"absent": SAID})
    along = filled(teacher, absent=23) | {"then": "submit"}
    assert teacher.do(along)["refused"]["fields"] == {"absent": SAID}
    assert teacher.do(filled(teacher, absent=22) | {"then": "submit"})["status"] == "submitted"


def test_today_is_the_day_on_which_it_was_handed_in(teacher):
    ahead = filled(teacher, day="2026-10-06") | {"then": "submit"}
    assert teacher.do(ahead)["refused"]["fields"] == {"day": {"rule": "check"}}
    later = filled(teacher, day="2026-10-06") | {"then": "submit", "at": "2026-10-06T00:30:00+07:00"}
    assert teacher.do(later)["status"] == "submitted"


def test_what_is_computed_is_worked_out_by_the_server_and_sent_by_nobody(teacher, village):
    def computed():
        with village.app.app_context(), read() as session:
            return session.get_one(Record, put["id"]).computed

    put = filled(teacher) | {"then": "submit"}
    assert teacher.do(put)["status"] == "submitted"
    assert computed() == {"pupils": 22}
    forged = filled(teacher, pupils=400)
    assert teacher.do(forged)["refused"]["fields"] == {"pupils": {"rule": "computed"}}
    teacher.do(teacher.put(record=put["id"], set={"boys": 13}, base=teacher.read(put["id"])["version"]))
    assert computed() == {"pupils": 23}


def test_what_somebody_else_wrote_unseen_makes_a_flag_and_no_refusal(teacher, village):
    put = filled(teacher)
    version = teacher.do(put)["version"]
    other = village.client("gv")
    other.do(other.put(record=put["id"], set={"girls": 0, "boys": 1}, base=version))
    outcome = teacher.do(
        teacher.put(record=put["id"], set={"absent": 20}, base=version, after=put["id"], then="submit")
    )
    assert "refused" not in outcome, outcome
    assert teacher.read(put["id"])["status"] == "submitted"
    assert teacher.read(put["id"])["flags"] == ["check:absent"]
