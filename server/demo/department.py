"""The decisions of the demo's department on verified activities: they are approved, returned, rejected or reopened."""

from datetime import datetime
from itertools import cycle
from typing import Any

from server.demo.activity import Activity
from server.demo.content import table
from server.demo.phones import Phones, PhoneUser
from server.demo.registering import OFFICER
from server.demo.returns import reason_of

DECIDED = {**dict.fromkeys(("approved", "mended", "settled", "reopened"), "approve"), "rejected": "reject"}
"""The ending of an activity → the verb with which the department first decides on it."""


def decide(phones: Phones, season: list[Activity]) -> None:
    """Send the department's first decisions on the activities of a season: it approves, rejects or returns them."""
    officer = phones.of(OFFICER)
    desk = officer.records("verified")
    rejects = cycle(entry["text"] for entry in table("talk")["rejects"])
    for one in season:
        moment = one.later(3, 10, office=True)
        if one.ends_as in ("mended_late", "returned_late"):
            _decide(officer, moment, "return", one, desk, **reason_of(one))
        elif one.ends_as in DECIDED:
            remark = {"text": next(rejects)} if one.ends_as == "rejected" else {}
            _decide(officer, moment, DECIDED[one.ends_as], one, desk, **remark)
    officer.sync()


def _decide(officer: PhoneUser, moment: datetime, do: str, one: Activity, desk: dict[str, Any], **remark: str) -> None:
    """Do a verb on an activity; ``desk``: id of a record → the record, as the officer sees it."""
    seen = desk[one.record]
    officer.act(moment, do, one.record, unit=seen["unit"], base=seen["version"], **remark)


def decide_again(phones: Phones, late: list[Activity], reopened: list[Activity]) -> None:
    """Send the department's later decisions on activities.

    It approves those in ``late``, which it had returned and which are mended, and reopens the approved ones in
    ``reopened``.
    """
    officer = phones.of(OFFICER)
    if late:
        desk = officer.records("verified")
        for one in late:
            _decide(officer, one.later(3, 10, office=True), "approve", one, desk)
    reasons = cycle(entry["text"] for entry in table("talk")["reopens"])
    if reopened:
        desk = officer.records("approved")
        for one in reopened:
            moment = one.later(3, 10, office=True)
            _decide(officer, moment, "reopen", one, desk, text=next(reasons))
    officer.sync()
