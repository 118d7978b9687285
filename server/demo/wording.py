"""Filling in the texts of the data files, whose notation is in data/README.md: alternatives, numbers, slots."""

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
    """``text`` with its alternatives chosen, its numbers drawn and its slots filled."""
    text = _ONE_OF.sub(lambda found: random.choice(found[1].split("|")), text)
    text = _BETWEEN.sub(lambda found: str(random.randint(int(found[1]), int(found[2]))), text)
    filled = text.format_map(slots)
    return _COMMUNE.sub(_ward, filled) if slots.get("town") else filled


def _ward(found: re.Match[str]) -> str:
    return "Phường" if found[1] == "X" else "phường"


def formatted(number: float) -> str:
    """A number as Vietnamese writes it: 1.204 and 12,5."""
    if number == int(number):
        return f"{int(number):,}".replace(",", ".")
    return f"{number:.1f}".replace(".", ",")


def sentences(text: str) -> list[str]:
    """A text sentence by sentence."""
    return _SENTENCE.split(text)


def slots_of(school: School) -> dict[str, str]:
    """Slot → text, of the slots that are the same in all texts of a school."""
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
