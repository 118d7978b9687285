"""What a reader asks the list of examples for, in the parameters of its address."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from sync.protocol.canonical import sound_text

LONGEST = 100  # characters of a search that are looked for
NAMES = {"search": "q", "year": "nam", "kind": "loai", "commune": "xa", "model_kind": "mo-hinh"}
"""Part of the question → the parameter that says it, in both languages."""
YEAR, AFTER = NAMES["year"], "sau"


@dataclass(frozen=True)
class Question:
    """``search``: words; the others as ``published_examples`` takes them; ``after``: the cursor of the page before."""

    search: str = ""
    year: str | None = None
    kind: str | None = None
    commune: str | None = None
    model_kind: str | None = None
    after: str | None = None

    @property
    def narrow(self) -> bool:
        """Whether anything is asked for but the newest."""
        return self != Question()

    @property
    def filtered(self) -> bool:
        """Whether a filter beside the search is set."""
        return any((self.year, self.kind, self.commune, self.model_kind))

    def address(self, after: str | None = None) -> str:
        """The query of the address that asks for the same, from a cursor on: with its ``?``, or empty."""
        given = {name: getattr(self, part) for part, name in NAMES.items()} | {AFTER: after}
        query = urlencode({name: value for name, value in given.items() if value})
        return f"?{query}" if query else ""


def question(parameters: Mapping[str, str]) -> Question:
    """The question of an address; what cannot be stands for nothing."""
    given = {
        part: value.strip()[:LONGEST]
        for part, name in (NAMES | {"after": AFTER}).items()
        if (value := parameters.get(name, "")) and sound_text(value)
    }
    return Question(**{part: value for part, value in given.items() if value})
