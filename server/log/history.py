"""What the log already holds about a batch's records: which versions exist, and what a mutation's author had seen."""

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from server.log.head import Head
from server.log.restores import Restores
from server.models.log import LogEntry
from sync.merge import Seen
from sync.protocol.ids import Version, chain_of
from sync.protocol.transitions import CONTENT_VERBS

Place = tuple[str, int]
"""A place in a scope's log: the scope's id and a rev."""


class Noted(NamedTuple):
    """A mutation of the batch itself, which is not in the log yet.

    ``rev`` and ``chain`` are None if it was refused. ``stands_for``: the refused mutation that was taken in as this
    one.
    """

    mutation: str
    record: str
    after: str | None
    do: str
    scope: str
    rev: int | None
    chain: str | None
    stands_for: str | None


def chain_through(links: Mapping[str, str | None], taken_in: Mapping[str, str], after: str | None) -> frozenset[str]:
    """The ids of one author's mutations of a record, from ``after`` back to the first of them.

    ``links``: mutation → the one before it, which it names as its ``after``. ``taken_in``: refused mutation → the new
    mutation as which a leader took it in; both ids are part of the result.
    """
    chain = set[str]()
    while after is not None and after in links and after not in chain:
        chain.add(after)
        if after in taken_in:
            chain.add(taken_in[after])
        after = links[after]
    return frozenset(chain)


class History:
    """What the log holds about a batch's records, for one account.

    Each kind of question is read for the whole batch at once. ``bases``: the places in the log that the mutations name
    as their ``base``. ``records``: the ids of the batch's records; the collection may grow later. Mutations of the
    batch itself are added by ``note``.
    """

    def __init__(
        self,
        session: Session,
        account: str,
        scopes: Mapping[str, Head],
        restores: Restores,
        bases: Iterable[Place],
        records: Collection[str],
    ):
        self._session, self._account, self._scopes, self._restores = session, account, scopes, restores
        self._bases, self._records = set(bases), records
        self._noted: list[Noted] = []
        self._links: dict[str, dict[str, str | None]] = {}
        self._taken_in: dict[str, dict[str, str]] = {}
        self._content: dict[str, list[tuple[int, str]]] = {}
        self._chains: dict[Place, str | None] = {}

    def seen(self, scope: str, record: str, base: Version | None, after: str | None) -> Seen:
        """What a mutation's author had seen: the log up to its ``base``, and their own mutations up to ``after``.

        Of a base that a restore from backup cut off, only the part up to the restored head is taken as seen.
        """
        if base is None:
            rev = 0
        elif self.lost(scope, base):
            rev = min(base.rev, self._restores.fork(scope))
        else:
            rev = base.rev
        return Seen(rev, self.own_chain(record, after) if after else frozenset())

    def own_chain(self, record: str, after: str) -> frozenset[str]:
        """The ids of the account's mutations of a record up to ``after``.

        Where a leader took in a refused one under a new id, both ids are in it.
        """
        if record not in self._links:
            self._load_links(record)
        return chain_through(self._links[record], self._taken_in[record], after)

    def knows(self, record: str, mutation: str) -> bool:
        """Whether the log holds the account's ``mutation``, of this record or of another, applied or refused."""
        if record not in self._links:
            self._load_links(record)
        if mutation in self._links[record]:
            return True
        query = select(LogEntry.seq).where(LogEntry.mutation == mutation, LogEntry.person == self._account).limit(1)
        return self._session.scalar(query) is not None

    def lost(self, scope: str, version: Version) -> bool:
        """Whether a version is no longer part of the scope's log, because a restore from backup cut it off."""
        return self._chain_at(scope, version.rev) != version.chain

    def content_unseen(self, record: str, seen: Seen) -> bool:
        """Whether the record has a put, delete or restore that an author who had seen ``seen`` did not see."""
        if record not in self._content:
            self._load_content()
        return any(not seen.covers([rev, mutation]) for rev, mutation in self._content[record])

    def note(self, entry: Noted) -> None:
        """Let later mutations of the batch see this one, which is not in the database yet."""
        self._noted.append(entry)
        if entry.record in self._links:
            self._links[entry.record][entry.mutation] = entry.after
            if entry.stands_for:
                self._taken_in[entry.record][entry.stands_for] = entry.mutation
        if entry.rev is None:
            return
        self._chains[entry.scope, entry.rev] = entry.chain
        if entry.record in self._content and entry.do in CONTENT_VERBS:
            self._content[entry.record].append((entry.rev, entry.mutation))

    def _load_links(self, record: str) -> None:
        query = select(LogEntry.mutation, LogEntry.after, LogEntry.stands_for).where(
            LogEntry.record == record, LogEntry.person == self._account
        )
        rows = [(mutation, after, origin) for mutation, after, origin in self._session.execute(query)]
        rows += [(entry.mutation, entry.after, entry.stands_for) for entry in self._noted if entry.record == record]
        self._links[record] = {mutation: after for mutation, after, _ in rows}
        self._taken_in[record] = {origin: mutation for mutation, _, origin in rows if origin}

    def _chain_at(self, scope: str, rev: int) -> str | None:
        head = self._scopes[scope]
        if rev == head.rev:
            return chain_of(head.digest)
        if rev == 0:
            return chain_of(bytes(32))
        if (scope, rev) not in self._chains:
            self._load_chains(self._bases | {(scope, rev)})
        return self._chains[scope, rev]

    def _load_chains(self, places: set[Place]) -> None:
        """Read the chains at all bases of the batch: an officer's batch has another base for each decision."""
        wanted = places - self._chains.keys()
        self._chains.update(dict.fromkeys(wanted))
        query = select(LogEntry.scope, LogEntry.rev, LogEntry.chain)
        for scope, rev, chain in self._session.execute(query.where(tuple_(LogEntry.scope, LogEntry.rev).in_(wanted))):
            self._chains[str(scope), int(rev or 0)] = chain

    def _load_content(self) -> None:
        """Read the puts, deletes and restores of all records of the batch."""
        wanted = set(self._records) - self._content.keys()
        self._content.update({record: [] for record in wanted})
        query = select(LogEntry.record, LogEntry.rev, LogEntry.mutation).where(
            LogEntry.record.in_(wanted), LogEntry.rev.is_not(None), LogEntry.do.in_(CONTENT_VERBS)
        )
        for record, rev, mutation in self._session.execute(query):
            self._content[str(record)].append((rev or 0, mutation))
        for entry in self._noted:
            if entry.record in wanted and entry.rev is not None and entry.do in CONTENT_VERBS:
                self._content[entry.record].append((entry.rev, entry.mutation))
