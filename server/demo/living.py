"""A season of the school year: teachers log, leaders look, teachers answer, the department decides."""

from collections.abc import Iterable
from random import Random
from typing import Any

from server.demo.calendar import after
from server.demo.content import communes, table
from server.demo.logged import Activity
from server.demo.phones import Hand, House
from server.demo.registering import OFFICER
from server.demo.stamps import unit_id
from server.demo.wording import in_words

FORM = "activity@1"
STAYS = {"draft", "submitted", "withdrawn", "deleted", "conflict", "conflict_leader"}
DECIDED = {"approved": "approve", "mended": "approve", "settled": "approve", "reopened": "approve", "rejected": "reject"}


def live(house: House, season: list[Activity], random: Random) -> None:
    """What was logged in one season, up to its fate."""
    _log(house, season)
    _look(house, [one for one in season if one.fate not in STAYS | {"settled"}], random)
    _answer(house, [one for one in season if one.fate == "mended"], random, "leader")
    _change_mind(house, season, random)
    _meet(house, [one for one in season if one.fate in ("settled", "conflict", "conflict_leader")], random)
    _look(house, [one for one in season if one.fate in ("mended", "settled")], random, again=True)
    _decide(house, season, random)
    late = [one for one in season if one.fate == "mended_late"]
    _answer(house, late, random, "department")
    _look(house, late, random, again=True)
    _approve_at_last(house, late, [one for one in season if one.fate == "reopened"], random)
    _talk(house, season, random)


def _sync(house: House, usernames: Iterable[str]) -> None:
    for username in sorted(set(usernames)):
        house.hand(username).sync()


def leader_of(activity: Activity) -> str:
    """Who verifies: the head of the school, or the deputy for what the head wrote."""
    usernames = [username for username, _ in activity.school.leaders]
    others = [username for username in usernames if username != activity.hands]
    return (others or usernames)[0]


def _log(house: House, season: list[Activity]) -> None:
    for one in season:
        first = {name: value for name, value in (one.data | one.slip).items() if value is not None}
        data = {"model": one.registration.record, **first}
        one.record = house.hand(one.hands).create(one.written, FORM, data, one.fate != "draft")
    _sync(house, (one.hands for one in season))


def _look(house: House, wave: list[Activity], random: Random, again: bool = False) -> None:
    """The leader verifies, or returns what is wrong."""
    _sync(house, (leader_of(one) for one in wave))
    for one in wave:
        leader, moment = house.hand(leader_of(one)), after(one.written, 5 if again else 1, 8 if again else 4, random)
        if one.fate in ("mended", "returned") and not again:
            leader.act(moment, "return", one.record, **_reason(one))
        elif one.fate != "submitted":
            leader.act(moment, "verify", one.record)
    _sync(house, (leader_of(one) for one in wave))


def _reason(one: Activity) -> dict[str, str]:
    ((field, wrong),) = one.slip.items()
    return {"field": field, "text": one.random.choice(_returns(field)["reason"]).format(**_values(one, field, wrong))}


def _returns(field: str) -> dict[str, Any]:
    return next(entry for entry in table("talk")["returns"] if entry["field"] == field)


def _values(one: Activity, field: str, wrong: Any) -> dict[str, str]:
    return {"right": _spoken(one.data[field]), "wrong": _spoken(wrong)}


def _spoken(value: Any) -> str:
    if isinstance(value, int):
        return in_words(value)
    text = str(value)
    return "/".join(reversed(text.split("-"))) if text[:4].isdigit() and text[4:5] == "-" else text


def _answer(house: House, wave: list[Activity], random: Random, asked_by: str) -> None:
    """The author mends what was returned, says so and sends it again."""
    _sync(house, (one.hands for one in wave))
    for one in wave:
        author = house.hand(one.hands)
        moment = after(one.written, 4, 5, random) if asked_by == "leader" else after(one.written, 18, 24, random)
        ((field, wrong),) = one.slip.items()
        author.edit(moment, one.record, {field: one.data[field]}, submit=True)
        reply = one.random.choice(_returns(field)["reply"]).format(**_values(one, field, wrong))
        author.act(moment, "comment", one.record, text=reply, field=field)
    _sync(house, (one.hands for one in wave))


def _change_mind(house: House, season: list[Activity], random: Random) -> None:
    """Some take back what they sent; some delete it."""
    wave = [one for one in season if one.fate in ("withdrawn", "deleted")]
    for one in wave:
        do = "withdraw" if one.fate == "withdrawn" else "delete"
        house.hand(one.hands).act(after(one.written, 0, 2, random), do, one.record)
    _sync(house, (one.hands for one in wave))


def _meet(house: House, wave: list[Activity], random: Random) -> None:
    """Two phones without signal count the same children differently; some of the conflicts are settled."""
    pairs = {one.record: (house.hand(one.hands), house.hand(_other(one))) for one in wave}
    for both in pairs.values():
        for hand in both:
            hand.sync()
    theirs: dict[str, str] = {}
    for one in wave:
        author, other = pairs[one.record]
        count = one.data["students"]
        moment = after(one.written, 1, 2, random)
        author.edit(moment, one.record, {"students": count + 1})
        theirs[one.record] = other.edit(moment, one.record, {"students": max(1, count - 2)})
    for who in (0, 1, 0):
        for both in pairs.values():
            both[who].sync()
    for one in wave:
        if one.fate == "settled":
            author = pairs[one.record][0]
            kept = {"students": [theirs[one.record]]}
            author.edit(after(one.written, 3, 4, random), one.record, {"students": one.data["students"]}, resolves=kept)
            author.sync()


def _other(one: Activity) -> str:
    return leader_of(one) if one.fate == "conflict_leader" else one.coauthors[0][0]


def _decide(house: House, season: list[Activity], random: Random) -> None:
    """The department approves, rejects or returns what the schools have verified."""
    officer = house.hand(OFFICER)
    desk = officer.looked_at("verified")
    rejects = [entry["text"] for entry in table("talk")["rejects"]]
    for one in season:
        moment = after(one.written, 9, 16, random, office=True)
        if one.fate in ("mended_late", "returned_late"):
            _judge(officer, moment, "return", one, desk, **_reason(one))
        elif one.fate in DECIDED:
            said = {"text": random.choice(rejects)} if one.fate == "rejected" else {}
            _judge(officer, moment, DECIDED[one.fate], one, desk, **said)
    officer.sync()


def _judge(officer: Hand, moment: Any, do: str, one: Activity, desk: dict[str, Any], **said: str) -> None:
    seen = desk[one.record]
    officer.act(moment, do, one.record, unit=seen["unit"], base=seen["version"], **said)


def _approve_at_last(house: House, late: list[Activity], reopened: list[Activity], random: Random) -> None:
    officer = house.hand(OFFICER)
    if late:
        desk = officer.looked_at("verified")
        for one in late:
            _judge(officer, after(one.written, 26, 32, random, office=True), "approve", one, desk)
    words = [entry["text"] for entry in table("talk")["reopens"]]
    if reopened:
        desk = officer.looked_at("approved")
        for number, one in enumerate(reopened):
            moment = after(one.written, 26, 32, random, office=True)
            _judge(officer, moment, "reopen", one, desk, text=words[number % len(words)])
    officer.sync()


def _talk(house: House, season: list[Activity], random: Random) -> None:
    """Colleagues, leaders and officers say a word here and there."""
    words, spoke = table("talk")["comments"], set()
    codes = {commune.code for commune in communes()}
    officers = {entry["commune"]: entry["people"][0][0] for entry in table("schools")["officers"]}
    assert officers.keys() <= codes
    for one in season:
        if one.fate in ("draft", "deleted", "withdrawn") or random.random() > 0.22:
            continue
        part = random.choice(("leader", "leader", "coauthor", "department", "commune"))
        if part == "coauthor" and not one.coauthors or part == "commune" and one.school.level == "THPT":
            continue
        username = {
            "leader": leader_of(one),
            "coauthor": one.coauthors[0][0] if one.coauthors else "",
            "department": OFFICER,
            "commune": officers[one.school.commune],
        }[part]
        moment = after(one.written, 2, 10, random, office=part in ("department", "commune"))
        text = random.choice(words[part])
        house.hand(username).act(moment, "comment", one.record, unit=unit_id(one.school.code), text=text)
        spoke.add(username)
    _sync(house, spoke)
