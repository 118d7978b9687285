"""The query parameters of a request, read one by one; all that is wrong with them goes into one refusal."""

import re
from collections.abc import Collection, Mapping

from sync.folding import search_terms
from sync.protocol.canonical import sound_text
from sync.protocol.ids import is_uuid
from sync.protocol.problems import Problem

RawParams = Mapping[str, list[str]]
"""A query parameter's name → all values that the request gave for it, in order."""

LONGEST = 400  # characters of one value
MOST_TERMS = 20  # of a search
_NUMBER = re.compile(r"[0-9]{1,9}\Z")


class ParamReader:
    """Reads query parameters. Each that is not valid is noted in ``faults`` and read as not given; nothing is raised
    until ``refuse``, which raises for all of them at once.

    ``allowed``: the names of parameters; any other name is a fault. ``faults``: a parameter's name → ``{"rule"}``, the
    rule that it breaks. An empty value is read as not given, since forms send those.
    """

    def __init__(self, given: RawParams, allowed: Collection[str]):
        self.faults: dict[str, dict[str, object]] = {}
        self._given = {name: [value for value in values if value] for name, values in given.items()}
        for name, values in self._given.items():
            if name not in allowed:
                self.fault(name if sound_text(name) else "?", "unknown")
            elif any(len(value) > LONGEST or not sound_text(value) for value in values):
                self.fault(name, "type")

    def fault(self, name: str, rule: str) -> None:
        """Note that a parameter breaks ``rule``; only the first fault of a parameter is kept."""
        self.faults.setdefault(name[:100], {"rule": rule})

    def one(self, name: str) -> str | None:
        """The value of a parameter; None if it is not given. More than one value is noted as a fault, and the first
        returned."""
        values = [] if name in self.faults else self._given.get(name, [])
        if len(values) > 1:
            self.fault(name, "count")
        return values[0] if values else None

    def among(self, name: str, allowed: Collection[str]) -> str | None:
        """The value of a parameter that must be one of ``allowed``; None if it is not given. Any other is noted as a
        fault, and None."""
        value = self.one(name)
        if value is not None and value not in allowed:
            self.fault(name, "choices")
            return None
        return value

    def several(self, name: str, allowed: Collection[str]) -> tuple[str, ...]:
        """The values of a parameter that may have several, each one of ``allowed``, without repeats, in the order
        given; they come with commas between them, by repeating the name, or both. Empty if none is given; any other
        value is noted as a fault."""
        values = [] if name in self.faults else [part for text in self._given.get(name, []) for part in text.split(",")]
        if any(value not in allowed for value in values):
            self.fault(name, "choices")
            return ()
        return tuple(dict.fromkeys(values))

    def terms(self, name: str) -> list[str]:
        """The folded search terms in a parameter (``sync.folding``); empty if it is not given. More than ``MOST_TERMS``
        are noted as a fault, and none returned, since leaving some out would widen the search unnoticed."""
        found = search_terms(self.one(name) or "")
        if len(found) > MOST_TERMS:
            self.fault(name, "length")
            return []
        return found

    def id(self, name: str) -> str | None:
        """The UUID in a parameter, as text; None if it is not given. Anything else is noted as a fault, and None."""
        value = self.one(name)
        if value is not None and not is_uuid(value):
            self.fault(name, "type")
            return None
        return value

    def number(self, name: str, least: int, most: int, default: int) -> int:
        """The whole number in a parameter, from ``least`` to ``most``; ``default`` if it is not given. Anything else is
        noted as a fault, and ``default`` returned."""
        value = self.one(name)
        if value is None:
            return default
        if not _NUMBER.match(value) or not least <= int(value) <= most:
            self.fault(name, "range")
            return default
        return int(value)

    def refuse(self) -> None:
        """Raise Problem ``malformed`` with all faults noted so far; do nothing if there are none."""
        if self.faults:
            raise Problem("malformed", self.faults)
