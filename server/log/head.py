"""The head of a scope's log: its last rev, and the hash over all ids up to it."""

from server.models.log import Scope
from sync.protocol.ids import Version, chain_of, next_digest


class ReplayedHead:
    """A scope's head in memory, while its log is replayed."""

    rev = 0
    digest = bytes(32)


Head = Scope | ReplayedHead


def advance(head: Head, mutation: str) -> Version:
    """Move a head on by one mutation; the version that the log has with it."""
    head.rev, head.digest = head.rev + 1, next_digest(head.digest, mutation)
    return Version(head.rev, chain_of(head.digest))
