"""Makes sentences of the demo's text templates, whose notation data/README.md explains: choices, numbers, slots."""

import re
from collections.abc import Mapping
from random import Random

from server.demo.content import School, communes, table

_ONE_OF = re.compile(r"\[([^\[\]]*)\]")
_BETWEEN = re.compile(r"<(\d+)-(\d+)>")
_COMMUNE = re.compile(r"\b([Xx])ã\b(?! hội)")
_SENTENCE = re.compile(r"(?<=[.!?…])\s+(?=[A-ZĐÀ-Ỹ“])")
NEW_YEAR = {"hanhi": "Tết Hà Nhì", "hmong": "Tết Mông"}
PEOPLE = {"hanhi": "Hà Nhì", "hmong": "Mông", "thai": "Thái", "dao": "Dao", "khmu": "Khơ Mú"}


def fill(text: str, slots: Mapping[str, str], random: Random) -> str:
    """A template as a finished text: one of each ``[a|b]`` is chosen, each ``<3-9>`` drawn, each ``{slot}`` filled.

    ``slots``: name → text; with a slot ``town`` the text says ward (phường) instead of commune (xã).
    """
    text = _ONE_OF.sub(lambda found: random.choice(found[1].split("|")), text)
    text = _BETWEEN.sub(lambda found: str(random.randint(int(found[1]), int(found[2]))), text)
    filled = text.format_map(slots)
    return _COMMUNE.sub(_ward, filled) if slots.get("town") else filled


def _ward(found: re.Match[str]) -> str:
    return "Phường" if found[1] == "X" else "phường"


def formatted(number: float) -> str:
    """A number as Vietnamese text, with at most one decimal: "1.204", "12,5"."""
    if number == int(number):
        return f"{int(number):,}".replace(",", ".")
    return f"{number:.1f}".replace(".", ",")


def sentences(text: str) -> list[str]:
    """The sentences of a text, in order."""
    return _SENTENCE.split(text)


def slots_of(school: School) -> dict[str, str]:
    """The slots that are the same in all texts about a school: name of the slot → text."""
    commune = next(commune for commune in communes() if commune.code == school.commune)
    people = PEOPLE[school.language]
    slots = {
        "xa": f"phường {commune.short}" if commune.town else f"xã {commune.name}",
        "tieng": people,
        "dantoc": people,
        "tet": NEW_YEAR.get(school.language, "Tết"),
    }
    return slots | ({"town": "yes"} if commune.town else {})


def villages(school: School) -> list[str]:
    """The names of villages in the school's commune."""
    return table("schools")["villages"][school.commune]
