"""A schedule: a list of small steps drawn from a seed, and the run of it that the promises are checked on.

Steps are numbers, read modulo what there is to choose from: any part of a schedule is a schedule too, so that one
that fails can be made shorter.
"""

import random
from datetime import timedelta

from .affairs import Affairs
from .cast import Context, Player, phone_of
from .connection import Connection
from .mishaps import Mishaps
from .model import Entry, Model
from .office import Office, thirty_days_later
from .people import COMPLETE, People
from .world import World

Step = tuple[str, int, int, int]
WEIGHTS = {
    "edit": 14, "exchange": 14, "create": 6, "open": 4, "save": 6, "verb": 8, "duel": 8, "review": 8, "resolve": 5,
    "agree": 3, "clock": 2, "kill": 3, "clone": 1, "rewind": 1, "replay": 3, "together": 2,
    "leave": 3, "come_back": 3, "shut": 2, "unlock": 2, "merge": 1, "settle": 4, "back_up": 2, "put_back": 3,
}  # fmt: skip
ROUNDS = 30


def draw(seed: int, length: int = 26) -> list[Step]:
    """The schedule of a seed."""
    chance = random.Random(seed)
    names, weights = list(WEIGHTS), list(WEIGHTS.values())
    first: list[Step] = [("create", 0, COMPLETE, 1), ("agree", 0, 0, 0), ("agree", 1, 0, 0)]
    drawn = chance.choices(names, weights, k=length)
    return first + [(name, chance.getrandbits(8), chance.getrandbits(12), chance.getrandbits(12)) for name in drawn]


class Run(People, Mishaps, Affairs):
    """One schedule, played until all is quiet."""

    def __init__(self, world: World, seed: int, steps: list[Step] | None = None, clocks: bool = True):
        super().__init__(world, seed, clocks)
        self.steps = draw(seed) if steps is None else steps
        self.office = Office(world, self.school)
        self._play()
        self._quiet()
        for one in self.closed:
            self.altered += self.altered_in(one)
        self.log: list[Entry] = world.log(self.school.unit)
        self.rows = world.rows(self.school.unit)
        self.origins = {e.mutation["id"]: e.stands_for for e in self.log if e.stands_for}
        self.kept = self.office.kept_mutations()
        self.faults = self.office.faults()
        self.model = Model(self.log, self.office.restores())

    def context(self, id: str) -> Context:
        """Of a mutation, or of the refused one that was taken in as it."""
        return self.contexts[self.origins.get(id, id)]

    def _play(self) -> None:
        for name, who, what, how in self.steps:
            self.stamps.tick()
            teachers = [player for player in self.players if player.part != "officer"]
            getattr(self, name)(teachers[who % len(teachers)], what, how)

    def _quiet(self) -> None:
        """Everybody sends and reads over a good network, until nothing is left to say."""
        for player in self.players:
            player.connection.fault = None
        self._settle()
        if self.seed % 2:  # at last somebody decides on all that waits
            self.decide_all("refuse" if self.seed % 3 == 0 else "take_in")
            self._settle()
        for player in self.players:
            self.differences += self.compare(player)
        self._read_anew(("leader", "mate")[self.seed % 2])

    def _settle(self) -> None:
        if not self._all_settle():
            with thirty_days_later():  # what waited for a restore waits no more
                if not self._all_settle():
                    self.stuck += [f"phone {p.number} keeps {[i.id for i in p.phone.outbox]}" for p in self.players]

    def _read_anew(self, part: str) -> None:
        connection = Connection(self.school.transports[part], self.exchanges)
        reader = Player(
            len(self.players), part, phone_of(connection, self.stamps, timedelta(0)), connection, timedelta(0)
        )
        if not reader.phone.sync():
            self.stuck.append(f"a new phone: {reader.phone.problem}")
        self.missed += self.compare(reader)

    def _all_settle(self) -> bool:
        """Everybody sends and reads in turn; returns whether an end came of it."""
        read: dict[int, int] = {}  # phone -> the head that it has read up to
        for _ in range(ROUNDS):
            head = self.world.head(self.school.unit)
            if self.officer.number in read:
                read[self.officer.number] = head  # reads another log
            late = [p for p in self.players if not p.phone.all_sent or read.get(p.number) != head]
            if not late:
                return True
            for player in late:
                if not player.phone.sync():
                    self.stuck.append(f"phone {player.number}: {player.phone.problem}")
                read[player.number] = self.world.head(self.school.unit)
            left = [item for player in late for item in player.phone.outbox]
            if left and all(item.waits for item in left) and self.world.head(self.school.unit) == head:
                return False
        return False
