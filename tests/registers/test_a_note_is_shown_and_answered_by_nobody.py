"""A note stands in a form where it stood, under its condition; it has no answer, and no column in files."""

from sync.registers import check_put, check_submit, compatible, form_fields, load
from tests.registers.test_registers_published_without_a_programmer import publish, upload
from tests.village import DAY, Village

NOTED = """
key = "noted"
version = 1
title = { vi = "Có ghi chú", en = "Noted" }
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

[[fields]]
name = "sick"
type = "yesno"
label = { vi = "Có em bị ốm?", en = "Is anybody sick?" }

[[fields]]
name = "call"
type = "note"
label = { vi = "Gọi 115 ngay", en = "Call 115 now" }
when = ["=", { field = "sick" }, true]
"""


def test_it_is_shown_under_its_condition_and_takes_no_answer():
    register = load(NOTED)
    assert register.needs == ("note", "when")
    assert form_fields(register, {"sick": True}) == {"day", "sick", "call"}
    assert form_fields(register, {}) == {"day", "sick"}
    assert check_put(register, {"call": "x"})[1] == {"call": {"rule": "unknown"}}
    assert check_submit(register, {"day": DAY, "sick": True}) == {}


def test_it_may_go_away_in_the_next_version():
    without = load(NOTED.partition('[[fields]]\nname = "call"')[0].replace("version = 1", "version = 2"))
    assert compatible(load(NOTED), without) == []


def test_files_have_no_column_for_it(village: Village):
    officer, teacher = village.client("so"), village.client("gv")
    publish(officer, upload(officer, NOTED.encode(), "application/toml").json)
    put = teacher.put(form="noted@1", set={"day": DAY, "sick": True}, then="submit")
    assert teacher.do(put)["status"] == "submitted"
    (listed,) = [one for one in officer.get("/api/registers").json["registers"] if one["key"] == "noted"]
    assert listed["fields"] == 2
