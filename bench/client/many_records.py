"""Records for a phone that holds very many: activities of a school, told in the words of the registers' own texts."""

import random
import re
import uuid
from datetime import date, timedelta

from server.platform.config import ROOT
from sync.protocol.canonical import Json

STATUSES = ("draft", "submitted", "returned", "verified", "approved", "approved", "approved", "approved")
KINDS = ("garden", "library", "traffic", "centred", "volunteers", "own")
VIETNAMESE = re.compile(r'vi = "([^"]*)"')
STORY = (40, 70)  # words of a story, so that a record comes to some 0.9 KB


def many_records(unit: str, authors: tuple[str, str], model: str, count: int, seed: int = 1) -> list[Json]:
    """So many copies as the server would send them, half of each author; the same for the same seed.

    ``model``: the id of the model that all of them are about. The words of their texts are as uneven as in any text:
    few of them stand everywhere, most are rare.
    """
    chance = random.Random(seed)
    texts = " ".join(path.read_text() for path in sorted((ROOT / "server/registers/definitions").glob("*.toml")))
    words = sorted({word for label in VIETNAMESE.findall(texts) for word in label.split()})
    chance.shuffle(words)
    weights = [1 / place for place in range(1, len(words) + 1)]

    def told(least: int, most: int) -> str:
        return " ".join(chance.choices(words, weights, k=chance.randint(least, most)))

    return [
        {
            "id": str(uuid.UUID(int=(0x0190AAAA << 96) | (7 << 76) | (2 << 62) | number)),
            "unit": unit,
            "form": "activity@1",
            "author": authors[number % 2],
            "period": "2025-2026",
            "version": f"{1000 + number}.aaaaaaaa",
            "status": chance.choice(STATUSES),
            "data": {
                "model": model,
                "kind": chance.choice(KINDS),
                "date": (date(2025, 9, 1) + timedelta(days=number % 250)).isoformat(),
                "title": f"{told(4, 8)} {number}",
                "students": chance.randint(0, 400),
                "story": told(*STORY),
            },
            "conflicts": {},
            "thread": [],
            "flags": [],
        }
        for number in range(count)
    ]
