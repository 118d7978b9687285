"""What becomes of each activity, and what its author got wrong at first."""

from datetime import date, timedelta
from random import Random
from typing import Any

from server.demo.calendar import LATE
from server.demo.content import table
from server.demo.logged import Activity
from server.demo.stamps import person_id
from server.demo.wording import sentences

MENDED = {"mended", "mended_late", "returned", "returned_late"}
BETWEEN_PHONES = {"settled", "conflict"}  # these need a co-author's phone


def decide(activities: list[Activity]) -> None:
    """Give every activity its fate, and those that are returned a slip to be returned for."""
    open_ones = _give_shown(activities)
    random = Random("fates")
    for share in table("fates")["shares"]:
        mine = [one for one in open_ones if one.day.month in share["months"]]
        random.shuffle(mine)
        for fate, count in share["counts"].items():
            for activity in mine[:count]:
                activity.fate = fate
            mine = mine[count:]
    for activity in activities:
        if activity.fate in MENDED:
            activity.slip = _slip(activity)
        if activity.fate in BETWEEN_PHONES:
            _pair_up(activity)


def _give_shown(activities: list[Activity]) -> list[Activity]:
    """The accounts shown to visitors have theirs given; answers the activities that are left."""
    left = list(activities)
    for username, fates in table("fates")["given"].items():
        last = [one for one in activities if one.hands == username and one.day >= LATE][-len(fates) :]
        for activity, fate in zip(last, fates, strict=True):
            activity.fate = fate
        left = [one for one in left if one not in last]
    return left


def _pair_up(activity: Activity) -> None:
    """Somebody else's phone is in it: the first colleague is a co-author."""
    colleague = next(one for one in activity.school.teachers if one != activity.author)
    activity.coauthors = [colleague]
    activity.data["coauthors"] = [person_id(colleague[0])]


def _slip(activity: Activity) -> dict[str, Any]:
    """One field and the wrong value (None: left empty) that it had at first."""
    data, random = activity.data, activity.random
    students = data["students"]
    possible: dict[str, Any] = {
        "students": _mistyped(students),
        "title": random.choice(_wrong_titles()),
        "date": (date.fromisoformat(data["date"]) - timedelta(days=random.randint(1, 3))).isoformat(),
    }
    if len(sentences(data.get("story", ""))) > 1:
        possible["story"] = sentences(data["story"])[0]
    if "parents" in data:
        possible["parents"] = None
    field = random.choice(sorted(possible))
    return {field: possible[field]}


def _mistyped(number: int) -> int:
    """Two digits the wrong way round, or one too many."""
    swapped = int(str(number)[::-1])
    return swapped if swapped not in (number, 0) and number > 9 else number * 10


def _wrong_titles() -> list[str]:
    return next(entry["wrong"] for entry in table("talk")["returns"] if entry["field"] == "title")
