"""Makes the answers of an activity's record: a title, a story and numbers that fit together."""

import re
from random import Random
from typing import Any

from server.demo.activity import Activity
from server.demo.content import School, communes, table
from server.demo.stamps import person_id, unit_id
from server.demo.wording import fill, formatted, sentences, slots_of, villages

AGES = {
    "MN": {"các em": "các cháu", "Các em": "Các cháu", "học sinh": "trẻ", "Học sinh": "Trẻ"},
    "school": {"trẻ": "học sinh", "Trẻ": "Học sinh", "các cháu": "các em", "cháu": "em"},
}
_CHILDREN = re.compile("|".join(rf"\b{word}\b" for names in AGES.values() for word in names))


def data_of(activity: Activity, used: list[str]) -> dict[str, Any]:
    """The answers of an activity's record, except its model. Fields without a value are left out.

    ``used``: the closing sentences that stories of this school have had; the new one is added, so that none recurs.
    """
    school, scene, random = activity.school, activity.scene, activity.random
    counted = numbers(activity)
    slots = (
        slots_of(school) | {name: formatted(value) for name, value in counted.items()} | _place_slots(activity, random)
    )
    title = _of_age(fill(scene.title, slots, random), school.level)
    story = _of_age(_as_written(fill(scene.story, slots, random), activity, used), school.level)
    site = unit_id(f"{school.code}-{activity.place.site + 1}")
    data: dict[str, Any] = {
        "kind": activity.registration.kind,
        "movements": list(movements(activity.registration.kind, activity.registration.scenes)),
        "date": activity.day.isoformat(),
        "site": site,
        "title": title[0].upper() + title[1:],
        "story": story,
        "themes": list(scene.themes),
        "coauthors": [person_id(username) for username, _ in activity.coauthors],
        **counted,
    }
    if activity.registration.kind == "volunteers":
        data["volunteer_language"] = school.language
    return {name: value for name, value in data.items() if value not in ("", [])}


def retold_text(text: str, activity: Activity, random: Random) -> str:
    """Another template filled for an activity that has its numbers already, in words that fit the children's age."""
    counted = {name: formatted(value) for name, value in activity.data.items() if isinstance(value, int | float)}
    slots = slots_of(activity.school) | counted | _place_slots(activity, random)
    return _of_age(fill(text, slots, random), activity.school.level)


def movements(kind: str, own: str | None) -> list[str]:
    """The movements that a model of the demo belongs to, and each of its activities too, by their keys in the register.

    ``kind``: the kind of the model. ``own``: for a model that a school made up itself, its key in data/models.toml
    (``own_movements``), which decides instead of the kind; None for all others.
    """
    models = table("models")
    return models["own_movements"][own] if own else models["movements"][kind]


def numbers(activity: Activity) -> dict[str, float]:
    """The numbers of an activity's record: field → number. First how many people took part, then its scene's counts."""
    scene, random, school = activity.scene, activity.random, activity.school
    known: dict[str, float] = {"students": _students(activity)}
    known["teachers"] = _teachers(scene.who, len(activity.coauthors), school, random)
    if scene.parents:
        known["parents"] = random.randint(*scene.parents)
    for name, wanted in scene.counts.items():
        known[name] = _number(wanted, known, random)
    return known


def _students(activity: Activity) -> int:
    random, school, place = activity.random, activity.school, activity.place
    if activity.scene.who == "class":
        return place.size - random.choice((0, 0, 1, 1, 2, 3))
    pupils = school.sites[place.site].pupils
    if activity.scene.who == "site":
        return min(pupils, 60) - random.randint(0, 3)
    return round(pupils * random.uniform(0.62, 0.97))


def _teachers(who: str, coauthors: int, school: School, random: Random) -> int:
    if who == "school":
        return random.randint(9, 14) if school.level == "MN" else random.randint(12, 26)
    return 1 + coauthors + (random.randint(0, 2) if who == "site" else 0)


def _number(wanted: Any, known: dict[str, float], random: Random) -> float:
    """A number that a scene counts: ``wanted`` itself, the number ``known`` by this name, or one drawn from a range."""
    if isinstance(wanted, str):
        return known[wanted]
    if not isinstance(wanted, list):
        return wanted
    least, most = wanted
    if isinstance(least, float):
        half = round(random.uniform(least, most) * 2) / 2
        return int(half) if half == int(half) else half
    return random.randint(least, most)


def _of_age(text: str, level: str) -> str:
    """The text with the Vietnamese words for children that fit the level: a preschool's are not called pupils."""
    named = AGES["MN" if level == "MN" else "school"]
    return _CHILDREN.sub(lambda found: named.get(found[0], found[0]), text)


def _place_slots(activity: Activity, random: Random) -> dict[str, str]:
    """Slot in a scene's text → its text for where the activity took place: class, site and village."""
    school, place = activity.school, activity.place
    site = school.sites[place.site].name
    village = site.removeprefix("Điểm ") if place.site else random.choice(villages(school))
    return {"lop": place.room, "diem": site[0].lower() + site[1:], "ban": village}


def _as_written(story: str, activity: Activity, used: list[str]) -> str:
    """The story as the teacher wrote it: by chance none, its first sentence alone, or all, with or without an end.

    The end is a closing sentence. ``used``: those that the school's stories have had; a new one is added.
    """
    random = activity.random
    drawn = random.random()
    if drawn < 0.03:
        return ""
    if drawn < 0.13:
        return sentences(story)[0]
    if drawn < 0.6:
        fitting = [text for text in _closing_sentences(activity) if text not in used]
        if fitting:
            closing = random.choice(fitting)
            used.append(closing)
            return f"{story} {closing}"
    return story


def _closing_sentences(activity: Activity) -> list[str]:
    """The sentences in data/tails.toml that may close the story of an activity, by its day and place."""
    town = any(commune.code == activity.school.commune and commune.town for commune in communes())
    day, near = activity.day, activity.place.site == 0 or town  # some sentences are true of far sites alone
    return [
        text
        for tail in table("tails")["tails"]
        if day.month in tail["months"] and day.day <= tail.get("until", 31) and not (near and tail.get("far"))
        for text in tail["text"]
    ]
