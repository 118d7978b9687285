"""A schedule of phones and offices in which backups are made, and earlier ones are put back: the whole database each
time, by what ``flask backup`` and ``flask restore`` call."""

import random
from collections.abc import Iterator
from datetime import timedelta
from typing import Any, NamedTuple

from server.backups.make import make
from server.backups.restore import restore
from server.backups.verify import ALL, NEWS
from server.platform.database import db
from sync.protocol.canonical import canonical
from tests.promises.affairs import RESTORED
from tests.promises.cast import Player
from tests.promises.office import Shut
from tests.promises.people import COMPLETE
from tests.promises.schedule import WEIGHTS, Run, Step
from tests.promises.world import World

DRILLED = {**WEIGHTS, "back_up": 6, "put_back": 2, "sign": 3, "month": 3}
WHOLE = COMPLETE | 3  # an edit of every field that a submit needs


def drawn(seed: int, length: int = 26) -> list[Step]:
    """The schedule of a seed: a record is signed and kept before all else, and a backup put back after it."""
    chance = random.Random(seed)
    first: list[Step] = [("create", 0, COMPLETE, 1), ("agree", 0, 0, 0), ("agree", 1, 0, 0)]
    names = ["back_up", *chance.choices(list(DRILLED), list(DRILLED.values()), k=length), "put_back"]
    return first + [(name, chance.getrandbits(8), chance.getrandbits(12), chance.getrandbits(12)) for name in names]


class Held(NamedTuple):
    """A backup, what it holds of the school's log, and how things stood around the school."""

    name: str
    log: set[tuple[str, bytes]]  # account and mutation
    closed: list[Shut]
    away: set[str]
    merged: bool
    other: str | None


class Drill(Run):
    """One schedule on a database of which nobody else needs anything.

    ``faulty``: what was wrong with its backups. ``known``: account and mutation → the version as which some phone knew
    it to be applied when a backup was put back.
    """

    def __init__(self, world: World, seed: int, steps: list[Step] | None = None):
        self.made: list[Held] = []
        self.faulty: list[str] = []
        self.known: dict[tuple[str, bytes], str] = {}
        super().__init__(world, seed, drawn(seed) if steps is None else steps)
        self.faulty += self._forgotten()

    def back_up(self, player: Player, what: int, how: int) -> None:
        app = self.world.app
        with app.app_context():
            backup = make(app.config, app.extensions["registers"], ALL if what % 4 == 0 else NEWS)
        self.faulty += [f"{backup.name}: {fault}" for fault in backup.faults]
        log = {(entry.person, entry.body) for entry in self.world.log(self.school.unit)}
        around = list(self.closed), set(self.away), self.merged, self.office.other
        self.made.append(Held(backup.name, log, *around))

    def put_back(self, player: Player, what: int, how: int) -> None:
        """Of the backups that hold all that phones have forgotten, one is put back."""
        self.faulty += self._forgotten()
        forgotten = self._pruned()
        able = [held for held in self.made if forgotten <= held.log]
        if not able:
            return
        for shut in self.closed:
            self.altered += self.altered_in(shut)
        for phone in (player.phone for player in self.players):
            applied = [item for item in (*phone.outbox, *phone.journal) if item.version]
            self.known |= {(phone.account, canonical(item.mutation)): str(item.version) for item in applied}
        held = able[how % len(able)]
        with self.world.app.app_context():
            restore(self.world.app.config, held.name)
            db.engine.dispose()
        self.closed, self.away, self.merged = list(held.closed), set(held.away), held.merged
        self.office.other, self.looked = held.other, None
        self.restored += 1
        self.exchanges.append(RESTORED)

    def month(self, player: Player, what: int, how: int) -> None:
        """A month goes by on the phones, which may forget what is safe since."""
        self.stamps.time += timedelta(days=31)

    def sign(self, player: Player, what: int, how: int) -> None:
        """A record is approved, kept so by a backup, opened again, changed, and perhaps approved once more."""
        edit = self.draw_edit(WHOLE)
        self.saved_as(player, player.phone.put(self.school.unit, form="probe_direct@1", **edit), {}, edit)
        player.phone.sync()
        record = self.order[-1]
        if not self._decides("approve", record, "submitted"):
            return
        self.back_up(player, what, how)
        self._decides("reopen", record, "approved")
        player.phone.sync()
        if record in player.phone.records():
            self.save_form(player, self.opened(player, record), 1 + what % 3 + 256 * (what % 2))
        if what & 4:
            player.phone.sync()
        if what & 8:
            self._decides("approve", record, "submitted") or self._decides("approve", record, "verified")

    def _decides(self, verb: str, record: str, status: str) -> bool:
        """The officer looks at a record and decides, if it has the status; returns whether it has."""
        row = self.world.rows(self.school.unit).get(record)
        if row is None or row.shown["status"] != status:
            return False
        members: dict[str, Any] = {"unit": row.shown["unit"], "base": row.shown["version"]}
        members["text"] = None if verb == "approve" else "lý do"
        self.noted(self.officer, self.officer.phone.act(verb, record, **members), [row.shown["data"]])
        self.officer.phone.exchange()
        return True

    def _pruned(self) -> set[tuple[str, bytes]]:
        """Account and content of what phones have saved and hold no longer."""
        found = set()
        for (number, id), mutation in self.saved.items():
            phone = self.players[number].phone
            if id not in {item.id for item in (*phone.outbox, *phone.journal, *phone.refused)}:
                found.add((phone.account, canonical(mutation)))
        return found

    def _forgotten(self) -> Iterator[str]:
        """What phones have pruned though no backup holds it."""
        for account, body in self._pruned():
            if not any((account, body) in held.log for held in self.made):
                yield f"{account}'s phone forgot {body!r}, which no backup holds"
