"""The department's desk: what the schools have verified is approved, returned or rejected."""

from datetime import datetime
from itertools import cycle
from typing import Any

from server.demo.content import table
from server.demo.logged import Activity
from server.demo.phones import Hand, House
from server.demo.registering import OFFICER
from server.demo.returning import reason_of

DECIDED = {**dict.fromkeys(("approved", "mended", "settled", "reopened"), "approve"), "rejected": "reject"}


def decide_on(house: House, season: list[Activity]) -> None:
    """The department approves, rejects or returns what the schools have verified."""
    officer = house.hand(OFFICER)
    desk = officer.looked_at("verified")
    rejects = cycle(entry["text"] for entry in table("talk")["rejects"])
    for one in season:
        moment = one.later(3, 10, office=True)
        if one.fate in ("mended_late", "returned_late"):
            _judge(officer, moment, "return", one, desk, **reason_of(one))
        elif one.fate in DECIDED:
            said = {"text": next(rejects)} if one.fate == "rejected" else {}
            _judge(officer, moment, DECIDED[one.fate], one, desk, **said)
    officer.sync()


def _judge(officer: Hand, moment: datetime, do: str, one: Activity, desk: dict[str, Any], **said: str) -> None:
    seen = desk[one.record]
    officer.act(moment, do, one.record, unit=seen["unit"], base=seen["version"], **said)


def decide_again(house: House, late: list[Activity], reopened: list[Activity]) -> None:
    """What was mended for the department is approved; a few approved ones are opened again."""
    officer = house.hand(OFFICER)
    if late:
        desk = officer.looked_at("verified")
        for one in late:
            _judge(officer, one.later(3, 10, office=True), "approve", one, desk)
    words = cycle(entry["text"] for entry in table("talk")["reopens"])
    if reopened:
        desk = officer.looked_at("approved")
        for one in reopened:
            moment = one.later(3, 10, office=True)
            _judge(officer, moment, "reopen", one, desk, text=next(words))
    officer.sync()
