"""From nine in the evening to six, and on Sundays, no device rings; what came is told together. Reminders come once a
day."""

from datetime import date, datetime, time, timedelta

import pytest
import time_machine

from server.notices.push.hours import is_quiet
from server.notices.push.rounds import Rounds
from server.platform.clock import HERE, today
from server.registers.published import renew
from tests.notices.inbox import decide, sent
from tests.village import Village

FIXED = date(2026, 10, 5)  # a Monday


def at(weekday: int, hour: int, minute: int = 0, monday: date = FIXED) -> datetime:
    """A moment in Việt Nam of the week that begins on ``monday``."""
    return datetime.combine(monday + timedelta(days=weekday), time(hour, minute), HERE)


@pytest.fixture
def monday() -> date:
    """The next Monday: people have their roles since today."""
    return today() + timedelta(days=7 - today().weekday())


@pytest.mark.parametrize(
    ("moment", "quiet"),
    [
        (at(0, 5, 59), True),
        (at(0, 6), False),
        (at(0, 20, 59), False),
        (at(0, 21), True),
        (at(2, 0), True),
        (at(5, 12), False),
        (at(6, 12), True),
        (at(7, 6), False),
    ],
)
def test_the_hours(moment, quiet):
    assert is_quiet(moment) is quiet
    assert is_quiet(moment.astimezone()) is quiet


@pytest.fixture
def look(village: Village, pushed):
    """``look()``: what the jobs do; how many messages were taken."""

    def look() -> int:
        with village.app.app_context():
            return Rounds().look(renew(village.app), village.app.config)

    return look


def test_what_comes_at_night_and_on_a_sunday_is_told_together(village: Village, service, look, monday):
    with time_machine.travel(at(4, 10, monday=monday), tick=True) as clock:
        gv = village.client("gv")
        assert gv.send("PUT", "/api/push", service.browser()).status_code == 204
        assert look() == 0
        clock.move_to(at(5, 22, monday=monday))
        decide(village, "so", sent(village, "gv"), "return", text="Xem lại")
        assert look() == 0
        clock.move_to(at(6, 11, monday=monday))
        decide(village, "so", sent(village, "gv"), "approve")
        assert look() == 0
        clock.move_to(at(7, 6, 1, monday=monday))
        assert look() == 1
        [message] = service.messages
        assert message["title"] == "2 việc mới ở Lan Tỏa"
        assert {*message["body"].splitlines()} == {"Bản ghi cần sửa lại", "Bản ghi đã được duyệt"}


def test_of_reminders_there_is_one_a_day(village: Village, service, look, monday):
    address, body = "/api/dues/probe/2026-H2", {"units": [village.school.id]}
    with time_machine.travel(at(0, 8, monday=monday), tick=True) as clock:
        village.client("so").post(address, {"day": (monday + timedelta(days=4)).isoformat()})
        ht = village.client("ht")
        assert ht.send("PUT", "/api/push", service.browser()).status_code == 204
        assert look() == 1  # that it is due soon
        clock.move_to(at(0, 10, monday=monday))
        village.client("so").post(f"{address}/reminders", body)
        assert look() == 0
        decide(village, "so", sent(village, "ht"), "approve")
        clock.move_to(at(0, 11, monday=monday))
        assert look() == 1  # of other things one hears meanwhile
        assert service.messages[-1]["title"] == "Bản ghi đã được duyệt"
        clock.move_to(at(1, 6, 1, monday=monday))
        assert look() == 1  # put off, not dropped
        assert service.messages[-1]["title"] == "Được nhắc nộp báo cáo"
        clock.move_to(at(1, 9, monday=monday))
        assert look() == 0
