"""Gives what waits for a review words of its own where others have told the same scene: few texts repeat others."""

from collections.abc import Sequence
from random import Random

from server.demo.activity import Activity
from server.demo.activity_data import retold_text
from server.demo.content import Account, table

WAITING = {"submitted", "verified"}


def retell(activities: Sequence[Activity]) -> None:
    """Replace the stories of waiting activities by those of data/retold.toml, each of which is used once.

    ``activities``: all of the demo, with their endings, by when they were written. Nothing but stories is changed.
    """
    left = {entry["title"]: list(entry["texts"]) for entry in table("retold")["scenes"]}
    authors: dict[str, set[Account]] = {}
    for activity in activities:
        before = authors.setdefault(activity.scene.title, set())
        texts = left.get(activity.scene.title)
        if texts and before and activity.ends_as in WAITING and "story" in activity.data:
            random = Random(f"retell {activity.author[0]} {activity.day}")
            activity.data["story"] = retold_text(texts.pop(0), activity, random)
        before.add(activity.author)
