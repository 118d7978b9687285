"""A season of the school year: teachers log, leaders look, teachers answer, the department decides."""

from collections.abc import Callable
from random import Random

from server.demo.deciding import decide_again, decide_on
from server.demo.logged import Activity
from server.demo.phones import House
from server.demo.returning import reason_of, reply_of
from server.demo.signing import freeze
from server.demo.talking import talk

FORM = "activity@1"
STAYS = {"draft", "submitted", "withdrawn", "deleted", "conflict", "conflict_leader"}


def live(
    house: House,
    season: list[Activity],
    random: Random,
    progress: Callable[[str], object],
    signed: tuple[str, str] | None = None,
) -> None:
    """What was logged in one season, up to its fate.

    ``signed``: title and period of the report that the department freezes before the last of it is mended.
    """
    _log(house, season)
    progress(f"{len(season)} activities logged")
    _look(house, [one for one in season if one.fate not in STAYS | {"settled"}])
    progress("looked at by the schools")
    _answer(house, [one for one in season if one.fate == "mended"])
    _change_mind(house, season)
    _meet(house, [one for one in season if one.fate in ("settled", "conflict", "conflict_leader")])
    _look(house, [one for one in season if one.fate in ("mended", "settled")], again=True)
    progress("answered by the teachers")
    decide_on(house, season)
    if signed:
        freeze(house, *signed)
    late = [one for one in season if one.fate == "mended_late"]
    _answer(house, late)
    _look(house, late, again=True)
    decide_again(house, late, [one for one in season if one.fate == "reopened"])
    progress("decided by the department")
    talk(house, season, random)


def _log(house: House, season: list[Activity]) -> None:
    for one in season:
        first = {name: value for name, value in (one.data | one.slip).items() if value is not None}
        data = {"model": one.registration.record, **first}
        one.record = house.hand(one.hands).create(one.written, FORM, data, one.fate != "draft")
    house.sync(one.hands for one in season)


def _look(house: House, wave: list[Activity], again: bool = False) -> None:
    """The leader verifies, or returns what is wrong."""
    house.sync(one.leader for one in wave)
    for one in wave:
        leader, moment = house.hand(one.leader), one.later(1, 3)
        if one.fate in ("mended", "returned") and not again:
            leader.act(moment, "return", one.record, **reason_of(one))
        elif one.fate != "submitted":
            leader.act(moment, "verify", one.record)
    house.sync(one.leader for one in wave)


def _answer(house: House, wave: list[Activity]) -> None:
    """The author mends what was returned, says so and sends it again."""
    house.sync(one.hands for one in wave)
    for one in wave:
        author = house.hand(one.hands)
        (field,) = one.slip
        moment = one.later(1, 3)
        author.edit(moment, one.record, {field: one.data[field]}, submit=True)
        author.act(moment, "comment", one.record, text=reply_of(one), field=field)
    house.sync(one.hands for one in wave)


def _change_mind(house: House, season: list[Activity]) -> None:
    """Some take back what they sent; some delete it."""
    wave = [one for one in season if one.fate in ("withdrawn", "deleted")]
    for one in wave:
        do = "withdraw" if one.fate == "withdrawn" else "delete"
        house.hand(one.hands).act(one.later(1, 2), do, one.record)
    house.sync(one.hands for one in wave)


def _meet(house: House, wave: list[Activity]) -> None:
    """Two phones without signal count the same children differently; some of the conflicts are settled."""
    pairs = {one.record: (house.hand(one.hands), house.hand(_other(one))) for one in wave}
    for both in pairs.values():
        for hand in both:
            hand.sync()
    theirs: dict[str, str] = {}
    for one in wave:
        author, other = pairs[one.record]
        count = one.data["students"]
        moment = one.later(1, 2)
        author.edit(moment, one.record, {"students": count + 1})
        theirs[one.record] = other.edit(moment, one.record, {"students": max(1, count - 2)})
    for who in (0, 1, 0):
        for both in pairs.values():
            both[who].sync()
    for one in wave:
        if one.fate == "settled":
            author = pairs[one.record][0]
            kept = {"students": [theirs[one.record]]}
            author.edit(one.later(1, 2), one.record, {"students": one.data["students"]}, resolves=kept)
            author.sync()


def _other(one: Activity) -> str:
    return one.leader if one.fate == "conflict_leader" else one.coauthors[0][0]
