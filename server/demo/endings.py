"""Decides how each activity of the demo ends (approved, returned, in conflict …), and what is wrong in it at first."""

from datetime import date, timedelta
from random import Random
from typing import Any

from server.demo.activity import Activity
from server.demo.calendar import LATE
from server.demo.content import table
from server.demo.stamps import person_id
from server.demo.wording import sentences

MENDED = {"mended", "mended_late", "returned", "returned_late"}  # endings of activities that are returned for a mistake
BETWEEN_PHONES = {"settled", "conflict"}  # endings for which a co-author's phone changes the activity too


def assign_endings(activities: list[Activity]) -> None:
    """Set the ending of every activity, and the mistake (``slip``) of those that are returned."""
    open_ones = _give_shown(activities)
    random = Random("fates")
    for share in table("endings")["shares"]:
        mine = [one for one in open_ones if one.day.month in share["months"]]
        random.shuffle(mine)
        for ending, count in share["counts"].items():
            for activity in mine[:count]:
                activity.ends_as = ending
            mine = mine[count:]
    for activity in activities:
        if activity.ends_as in MENDED:
            activity.slip = _slip(activity)
        if activity.ends_as in BETWEEN_PHONES:
            _pair_up(activity)


def _give_shown(activities: list[Activity]) -> list[Activity]:
    """Give the last activities of the accounts that visitors sign in with the endings listed in data/endings.toml.

    Returns all other activities.
    """
    left = list(activities)
    for username, endings in table("endings")["given"].items():
        last = [one for one in activities if one.sender == username and one.day >= LATE][-len(endings) :]
        for activity, ending in zip(last, endings, strict=True):
            activity.ends_as = ending
        left = [one for one in left if one not in last]
    return left


def _pair_up(activity: Activity) -> None:
    """Make a colleague the only co-author of an activity; their phone will change it too."""
    colleague = next(one for one in activity.school.teachers if one != activity.author)
    activity.coauthors = [colleague]
    activity.data["coauthors"] = [person_id(colleague[0])]


def _slip(activity: Activity) -> dict[str, Any]:
    """Draw the mistake in an activity: the name of one field → the wrong value that it has at first (None: none)."""
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
    """A number as somebody mistypes it: with its digits reversed or, if that is no other number, ten times as large."""
    swapped = int(str(number)[::-1])
    return swapped if swapped not in (number, 0) and number > 9 else number * 10


def _wrong_titles() -> list[str]:
    return next(entry["wrong"] for entry in table("talk")["returns"] if entry["field"] == "title")
