"""A hint: something about a record that a reviewer would ask about. It refuses nothing."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

import orjson


@dataclass(frozen=True, slots=True)
class Hint:
    """Something to ask about.

    ``kind``: one of ``server.models.quality.KINDS``; ``field``: the field, or ``rows.column``, that it is about.
    ``other``: the id of the record that it is compared with, if it is one. ``values``: the record's answers on which it
    rests, field → value: while they and ``other`` stay, whoever has found it to be right is not asked again.
    ``detail``: what is said about it, plain JSON values.
    """

    kind: str
    field: str
    values: Mapping[str, object]
    detail: dict[str, object]
    other: str | None = None

    @property
    def digest(self) -> str:
        """Changes where what the hint rests on does: 16 hexadecimal digits."""
        rests_on = [self.other, sorted(self.values.items())]
        return hashlib.sha256(orjson.dumps(rests_on)).hexdigest()[:16]
