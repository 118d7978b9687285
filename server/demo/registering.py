"""September: schools register their models, leaders verify, the department decides."""

from random import Random

from server.demo.calendar import after
from server.demo.content import SCHOOL_YEAR
from server.demo.phones import House
from server.demo.registrations import Registration, registrations
from server.demo.stamps import person_id, unit_id
from server.demo.telling import movements

FORM = "model@1"
OFFICER = "so.demo"


def register(house: House) -> int:
    """All registrations, up to what became of each; how many there are."""
    random = Random("registering")
    all_ = registrations()
    first, second = [one for one in all_ if not one.after], [one for one in all_ if one.after]
    for wave in (first, second):
        _write(house, wave, {(one.school.code, one.kind): one.record for one in first})
        _verify(house, [one for one in wave if one.fate not in ("draft", "submitted")], random)
        _decide(house, [one for one in wave if one.fate in ("approved", "rejected", "returned")], random)
    return len(all_)


def _write(house: House, wave: list[Registration], known: dict[tuple[str, str], str]) -> None:
    for one in sorted(wave, key=lambda one: one.written):
        data = {
            "kind": one.kind,
            "name": one.name,
            "movements": movements(one.kind, one.scenes),
            "lead": person_id(one.lead[0]),
            "start": one.start.isoformat(),
            "goal": one.goal,
            "sites": [unit_id(f"{one.school.code}-{n}") for n in range(1, len(one.school.sites) + 1)],
            "people": one.people,
        }
        if one.after:
            data["replicates"] = known[one.after, one.kind]
        leader = house.hand(one.school.leaders[0][0])
        one.record = leader.create(one.written, FORM, data, one.fate != "draft", SCHOOL_YEAR)
    for username in sorted({one.school.leaders[0][0] for one in wave}):
        house.hand(username).sync()


def _verify(house: House, wave: list[Registration], random: Random) -> None:
    """By the deputy, where there is one: nobody verifies their own."""
    deputies = {one.school.leaders[-1][0] for one in wave}
    for username in sorted(deputies):
        house.hand(username).sync()
    for one in wave:
        house.hand(one.school.leaders[-1][0]).act(after(one.written, 0, 1, random), "verify", one.record)
    for username in sorted(deputies):
        house.hand(username).sync()


def _decide(house: House, wave: list[Registration], random: Random) -> None:
    officer = house.hand(OFFICER)
    desk = officer.looked_at("verified")
    verbs = {"approved": "approve", "rejected": "reject", "returned": "return"}
    for one in wave:
        moment = after(one.written, 2, 6, random, office=True)
        seen = desk[one.record]
        text = {"text": one.reason} if one.reason else {}
        officer.act(moment, verbs[one.fate], one.record, unit=seen["unit"], base=seen["version"], **text)
    officer.sync()
