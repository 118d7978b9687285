"""A register that the department publishes: who fills it in hears of it for a month, and not of its later versions."""

import time_machine

from server.platform.clock import now
from tests.notices.inbox import heard, inbox
from tests.registers.test_registers_published_without_a_programmer import GROWN, WHOLE, publish, upload
from tests.village import Village


def test_who_fills_it_in_hears_of_it(village: Village):
    so = village.client("so")
    publish(so, upload(so, WHOLE).json)
    for name in ("gv", "gv2"):
        [one] = inbox(village, name)
        assert (one["kind"], one["register"], one["needs"]) == ("new_register", "corner", False)
    for name in ("ht", "xa", "so", "admin"):
        assert heard(village, name) == [], name


def test_a_month_later_it_is_new_no_more_and_its_next_version_never_was(village: Village):
    so = village.client("so")
    publish(so, upload(so, WHOLE).json)
    with time_machine.travel(now().timestamp() + 31 * 86400, tick=True):
        publish(so, upload(so, GROWN).json)
        assert heard(village, "gv") == []
