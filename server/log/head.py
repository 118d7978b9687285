"""The head of a scope's log: its last rev, and a hash over the ids of all mutations up to it."""

from server.models.log import Scope
from sync.protocol.ids import Version, chain_of, next_digest


class ReplayedHead:
    """The head of a scope's log that is kept in memory only, while the log is replayed."""

    rev = 0
    digest = bytes(32)


Head = Scope | ReplayedHead


def advance(head: Head, mutation: str) -> Version:
    """Move a head on by one mutation, given by its id, and return the version that this makes."""
    head.rev, head.digest = head.rev + 1, next_digest(head.digest, mutation)
    return Version(head.rev, chain_of(head.digest))
