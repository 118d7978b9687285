"""What a stroke is written into: the ledger of a batch, or a replay of the log."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from server.access.viewer import Viewer
from server.figures.cells import CellKey
from server.models.log import Record, Scope
from server.models.periods import Period
from sync.merge import Seen
from sync.protocol.ids import Version
from sync.registers import Register


class ReplayedHead:
    """A scope's head in memory, while its log is replayed."""

    rev = 0
    digest = bytes(32)


Head = Scope | ReplayedHead
"""Where a scope's log ends."""


class Book(Protocol):
    viewer: Viewer
    received: datetime
    differences: Counter[CellKey]
    periods: dict[str, Period]

    @property
    def scopes(self) -> Mapping[str, Head]: ...

    def register_of(self, record: Record) -> Register: ...

    def seen(self, scope: str, record: str, base: Version | None, after: str | None) -> Seen: ...

    def advance(self, scope: str, mutation: str) -> Version: ...


def chain_through(links: dict[str, str | None], taken: dict[str, str], after: str | None) -> frozenset[str]:
    """Along ``links`` from ``after`` to where they end; ``taken``: what stands in the log for a refused one."""
    chain = set[str]()
    while after in links and after not in chain:
        chain.add(after)
        if after in taken:
            chain.add(taken[after])
        after = links[after]
    return frozenset(chain)
