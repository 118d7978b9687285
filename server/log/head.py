"""The head of a scope's log: its last rev, and a hash over the ids of all mutations up to it."""

from dataclasses import dataclass

from sync.protocol.ids import Version, chain_of, next_digest


@dataclass(slots=True)
class Head:
    """The end of a log, in memory: where it is now, and where each mutation that is applied moves it."""

    rev: int = 0
    digest: bytes = bytes(32)

    @property
    def version(self) -> Version:
        """The version that the last mutation made."""
        return Version(self.rev, chain_of(self.digest))


def advance(head: Head, mutation: str) -> Version:
    """Move a head on by one mutation, given by its id, and return the version that this makes."""
    head.rev, head.digest = head.rev + 1, next_digest(head.digest, mutation)
    return head.version
