"""The parameters of a request's address, read one by one; all that is wrong with them goes into one refusal."""

import re
from collections.abc import Collection, Mapping

from sync.folding import search_terms
from sync.protocol.canonical import sound_text
from sync.protocol.ids import is_uuid
from sync.protocol.problems import Problem

RawParams = Mapping[str, list[str]]
"""A parameter's name → the values that it came with."""

LONGEST = 400  # characters of one value
MOST_TERMS = 20  # of a search
_NUMBER = re.compile(r"[0-9]{1,9}\Z")


class ParamReader:
    """Reads parameters; each one that is not understood is kept as a fault, and ``refuse`` raises for all of them.

    ``allowed``: the names that there are; any other is a fault. Empty values count as not given, as forms send them.
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
        """Note that a parameter breaks a rule; its first fault counts."""
        self.faults.setdefault(name[:100], {"rule": rule})

    def one(self, name: str) -> str | None:
        """The one value of a parameter, None if it is not given; several are a fault."""
        values = [] if name in self.faults else self._given.get(name, [])
        if len(values) > 1:
            self.fault(name, "count")
        return values[0] if values else None

    def among(self, name: str, allowed: Collection[str]) -> str | None:
        """One of the allowed values, None if none is given; any other is a fault."""
        value = self.one(name)
        if value is not None and value not in allowed:
            self.fault(name, "choices")
            return None
        return value

    def several(self, name: str, allowed: Collection[str]) -> tuple[str, ...]:
        """Allowed values, given with commas between, by repeating the name, or both; any other is a fault."""
        values = [] if name in self.faults else [part for text in self._given.get(name, []) for part in text.split(",")]
        if any(value not in allowed for value in values):
            self.fault(name, "choices")
            return ()
        return tuple(dict.fromkeys(values))

    def terms(self, name: str) -> list[str]:
        """The folded terms of a search; more than ``MOST_TERMS`` are a fault, as none may be left out in silence."""
        found = search_terms(self.one(name) or "")
        if len(found) > MOST_TERMS:
            self.fault(name, "length")
            return []
        return found

    def id(self, name: str) -> str | None:
        """A UUID as text, None if none is given; anything else is a fault."""
        value = self.one(name)
        if value is not None and not is_uuid(value):
            self.fault(name, "type")
            return None
        return value

    def number(self, name: str, least: int, most: int, default: int) -> int:
        """A whole number from ``least`` to ``most``, ``default`` if none is given; any other is a fault."""
        value = self.one(name)
        if value is None:
            return default
        if not _NUMBER.match(value) or not least <= int(value) <= most:
            self.fault(name, "range")
            return default
        return int(value)

    def refuse(self) -> None:
        """Raise Problem ``malformed`` with all that was wrong, if anything was."""
        if self.faults:
            raise Problem("malformed", self.faults)
