"""The demo's September: schools register their models, their deputies verify them, the department decides."""

from random import Random

from server.demo.activity_data import movements
from server.demo.calendar import after
from server.demo.content import SCHOOL_YEAR
from server.demo.phones import Phones
from server.demo.registrations import Registration, registrations
from server.demo.stamps import person_id, unit_id

FORM = "model@1"
OFFICER = "so.demo"


def register(phones: Phones) -> None:
    """Send all registrations of models, and bring each to the status in which it ends.

    Those that replicate another school's model come second, as they refer to its record.
    """
    random = Random("registering")
    all_ = registrations()
    first, second = [one for one in all_ if not one.after], [one for one in all_ if one.after]
    for wave in (first, second):
        _write(phones, wave, {(one.school.code, one.kind): one.record for one in first})
        _verify(phones, [one for one in wave if one.ends_as not in ("draft", "submitted")], random)
        _decide(phones, [one for one in wave if one.ends_as in ("approved", "rejected", "returned")], random)


def _write(phones: Phones, wave: list[Registration], known: dict[tuple[str, str], str]) -> None:
    """Create the records of some registrations; ``known``: (school code, kind) → id of a record to be replicated."""
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
        leader = phones.of(one.school.leaders[0][0])
        one.record = leader.create(one.written, FORM, data, one.ends_as != "draft", SCHOOL_YEAR)
    phones.sync(one.school.leaders[0][0] for one in wave)


def _verify(phones: Phones, wave: list[Registration], random: Random) -> None:
    """Have each school's last leader verify its registrations: the deputy if there is one, as the head wrote them."""
    deputies = {one.school.leaders[-1][0] for one in wave}
    phones.sync(deputies)
    for one in wave:
        phones.of(one.school.leaders[-1][0]).act(after(one.written, 0, 1, random), "verify", one.record)
    phones.sync(deputies)


def _decide(phones: Phones, wave: list[Registration], random: Random) -> None:
    officer = phones.of(OFFICER)
    desk = officer.records("verified")
    verbs = {"approved": "approve", "rejected": "reject", "returned": "return"}
    for one in wave:
        moment = after(one.written, 2, 6, random, office=True)
        seen = desk[one.record]
        text = {"text": one.reason} if one.reason else {}
        officer.act(moment, verbs[one.ends_as], one.record, unit=seen["unit"], base=seen["version"], **text)
    officer.sync()
