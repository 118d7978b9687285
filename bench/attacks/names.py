"""Names that go into requests: those that there are, and hostile ones in their place."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

from bench.attacks import hostile
from sync.registers import Register

POOLS = {
    **dict.fromkeys(("parent", "reports_to", "into", "target", "below", "whose", "units", "members"), "unit"),
    **dict.fromkeys(("who", "author", "person"), "account"),
    **dict.fromkeys(("key", "registers"), "register"),
    **dict.fromkeys(("id", "template"), "record"),
    **dict.fromkeys(("since", "until", "on", "from", "to", "day", "begins", "at", "now"), "day"),
    **dict.fromkeys(("year", "of"), "period"),
    **dict.fromkeys(("q", "name", "title", "text"), "words"),
    **dict.fromkeys(("base", "version"), "version"),
}
"""The name of a parameter or member → the pool of ``Known`` that it is drawn from, where that is called otherwise."""


@dataclass(slots=True)
class Known:
    """What an honest client may name: ``pools``, a kind of name → those that there are; and the registers' forms.

    ``headers``: the name of an account → those that sign it in.
    """

    pools: dict[str, list[str]]
    registers: Sequence[Register]
    headers: Mapping[str, dict[str, str]]
    cursors: dict[str | None, list[str]] = field(default_factory=lambda: defaultdict(list))

    def learn(self, who: str | None, answer: object) -> None:
        """Keep the cursors, digests and ids of an answer, to be named in later requests."""
        if not isinstance(answer, dict):
            return
        for name in ("cursor", "next"):
            if isinstance(text := answer.get(name), str):
                self.cursors[who] = [*self.cursors[who][-20:], text]
        for name, pool in (("digest", "digest"), ("id", "record"), ("version", "version")):
            if isinstance(text := answer.get(name), str):
                self.pools[pool] = [*self.pools.get(pool, [])[-200:], text]


class Names:
    """Draws a name where one is wanted."""

    def __init__(self, random: Random, known: Known):
        self.random, self.known = random, known

    def chance(self, share: float) -> bool:
        """True for so large a share of all calls."""
        return self.random.random() < share

    def one(self, name: str, schema: Mapping[str, Any], who: str | None, bad: float = 0.18) -> str:
        """A text for a parameter or member of this name."""
        random, known = self.random, self.known
        if self.chance(bad):
            return random.choice(hostile.ANY_TEXT)
        if name == "cursor" and known.cursors[who]:
            return random.choice(known.cursors[who])
        if choices := [one for one in schema.get("enum", ()) if isinstance(one, str)]:
            return random.choice(choices)
        if schema.get("format") in ("date", "date-time"):
            name = "day"
        pool = known.pools.get(POOLS.get(name, name)) or (
            known.pools["unit"] if schema.get("format") == "uuid" else None
        )
        return random.choice(pool) if pool else str(random.randint(0, 60))
