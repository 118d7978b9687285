"""Sixty faults of five kinds, twelve of each, planted among the correct records of a world."""

import unicodedata
from copy import deepcopy
from random import Random

from bench.quality.entries import NUMBERS, Entry, move, next_sunday

KINDS = ("twin", "number", "text", "sunday", "profile")
OF_EACH = 12


def plant(random: Random, entries: list[Entry]) -> list[Entry]:
    """The entries with the faults: some are changed in their place, others added. ``entries`` are in the order in which
    they arrived, each with its ``place``."""
    plain = [entry for entry in entries if not entry.hard]
    late = [entry for entry in plain if entry.place > len(entries) * 0.3]
    random.shuffle(late)
    changed: list[Entry] = []
    changed += [_number(random, entry) for entry in _draw(late, OF_EACH, _has_number)]
    day_schools = [entry for entry in late if not entry.school.sundays]
    changed += [_sunday(entry) for entry in _draw(day_schools, OF_EACH, late=late)]
    changed += [_profile(random, entry) for entry in _draw(late, OF_EACH)]
    stories = [entry for entry in plain if len(str(entry.data.get("story", ""))) > 80 and not entry.fault]
    changed += [_text(random, entry, stories) for entry in _draw(late, OF_EACH)]
    twins = [_twin(random, entry) for entry in random.sample([one for one in plain if not one.fault], OF_EACH)]
    assert len(changed) + len(twins) == OF_EACH * len(KINDS)
    return sorted([*entries, *twins], key=lambda entry: entry.place)


def _draw(of: list[Entry], count: int, fits=lambda entry: True, late: list[Entry] | None = None) -> list[Entry]:
    drawn = [entry for entry in of if not entry.fault and fits(entry)][:count]
    assert len(drawn) == count
    for pool in (of, late or []):
        for entry in drawn:
            if entry in pool:
                pool.remove(entry)
    return drawn


def _has_number(entry: Entry) -> bool:
    return any(float(str(entry.data.get(name, 0))) >= 10 for name in NUMBERS[entry.kind])


def _number(random: Random, entry: Entry) -> Entry:
    """A zero too many, a weight in the wrong unit, or, now and then, a zero too few."""
    names = [name for name in NUMBERS[entry.kind] if float(str(entry.data.get(name, 0))) >= 10]
    name = random.choice(names)
    value = int(str(entry.data[name]))
    chance = random.random()
    if chance < 0.15 and value >= 30:
        entry.data[name] = value // 10
    else:
        entry.data[name] = min(5000, value * (10 if chance < 0.7 else random.choice((15, 20, 50, 100))))
    entry.fault = "number"
    return entry


def _sunday(entry: Entry) -> Entry:
    move(entry, next_sunday(entry.day))
    entry.fault = "sunday"
    return entry


def _profile(random: Random, entry: Entry) -> Entry:
    """More pupils, or more teachers, than the school has."""
    if random.random() < 0.7:
        entry.data["students"] = min(5000, round(entry.school.pupils * random.uniform(1.3, 3.5)))
    else:
        entry.data["teachers"] = min(1000, round(entry.school.staff * random.uniform(1.3, 3)))
    entry.fault = "profile"
    return entry


def _text(random: Random, entry: Entry, stories: list[Entry]) -> Entry:
    """Somebody else's story, mostly of another school, with a word changed here and there."""
    outside = random.random() < 0.66
    others = [
        one
        for one in stories
        if one.place < entry.place and not one.fault and one is not entry
        if (one.school is not entry.school) == outside and (one.school, one.author) != (entry.school, entry.author)
    ]
    source = random.choice(others or [one for one in stories if one.place < entry.place and one is not entry])
    words = str(source.data["story"]).split()
    for _ in range(random.randint(0, max(1, len(words) // 16))):
        words[random.randrange(len(words))] = random.choice(("lớp", "em", "buổi", "trường", "rất", "vui"))
    entry.data["story"] = " ".join(words)
    entry.fault, entry.of = "text", source
    return entry


def _twin(random: Random, entry: Entry) -> Entry:
    """The same activity once more, by whoever else was there or by the same teacher, in slightly other words."""
    twin = deepcopy(entry)
    twin.school = entry.school
    if random.random() < 0.6:
        twin.author = (entry.author + 1) % entry.school.teachers
    twin.data["title"] = _in_other_words(random, str(entry.data["title"]))
    if random.random() < 0.4:
        students = int(str(entry.data["students"]))
        twin.data["students"] = max(3, students + random.choice((-2, -1, 1, 2)))
    if random.random() < 0.6:
        twin.data.pop("story", None)
    twin.place = entry.place + random.uniform(0.2, 6)
    twin.fault, twin.of = "twin", entry
    return twin


def _in_other_words(random: Random, title: str) -> str:
    chance = random.random()
    if chance < 0.25:
        return title
    if chance < 0.5:
        plain = unicodedata.normalize("NFD", title.replace("đ", "d").replace("Đ", "D"))
        return "".join(letter for letter in plain if not unicodedata.combining(letter))
    if chance < 0.75:
        return f"{title[0].lower()}{title[1:]} của trường"
    words = title.split()
    return " ".join([*words[1:], words[0]]) if len(words) < 5 else " ".join(words[:2] + ["các em"] + words[2:])
