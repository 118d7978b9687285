"""The department's decisions: what the schools have verified is approved, returned or rejected."""

from datetime import datetime
from itertools import cycle
from typing import Any

from server.demo.activity import Activity
from server.demo.content import table
from server.demo.phones import Phones, PhoneUser
from server.demo.registering import OFFICER
from server.demo.returns import reason_of

DECIDED = {**dict.fromkeys(("approved", "mended", "settled", "reopened"), "approve"), "rejected": "reject"}


def decide(phones: Phones, season: list[Activity]) -> None:
    """The department approves, rejects or returns what the schools have verified."""
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
    seen = desk[one.record]
    officer.act(moment, do, one.record, unit=seen["unit"], base=seen["version"], **remark)


def decide_again(phones: Phones, late: list[Activity], reopened: list[Activity]) -> None:
    """What was mended for the department is approved; a few approved ones are opened again."""
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
