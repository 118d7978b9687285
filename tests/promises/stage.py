"""Where a schedule is played: a school, its phones, and what is written down of who saw and wrote what."""

import random
import uuid
from datetime import UTC, datetime, timedelta

from .cast import START, Context, Death, Form, Json, Off, Player, Stamps, phone_of
from .connection import Connection
from .model import Row, full, keeps, sees
from .office import Backup, Shut
from .world import CAST, World

PHONES = ("author", "leader", "author", "mate", "other")
YEARS = timedelta(days=3653)
IN_1970 = datetime(1970, 1, 1, tzinfo=UTC) - START
ABSURD = ("2026-13-45T27:61:61+99:99", "the day before yesterday.")  # as long as a time: a batch holds as many
OFF: tuple[Off, ...] = (timedelta(0), timedelta(0), YEARS, -YEARS, IN_1970, *ABSURD)
HALF_YEAR = "2026-H2"
CHOICES = ("a", "b", "c")


class Stage:
    """A school with three to five phones in it, and the officer's; the seed draws how many, and their limits."""

    def __init__(self, world: World, seed: int, clocks: bool):
        self.world, self.seed = world, seed
        self.school, self.stamps = world.school(), Stamps()
        chance = random.Random(seed + 1)
        self.limits = {"batch_count": chance.choice((1, 1, 2, 200)), "batch_bytes": chance.choice((400, 65536))}
        self.clocks = clocks
        offs = [(OFF[0], chance.choice(OFF))[clocks] for _ in PHONES]
        self.players: list[Player] = []
        self.contexts: dict[str, Context] = {}
        self.saved: dict[tuple[int, str], Json] = {}
        self.exchanges: list[tuple[str, Json, Json]] = []
        self.deaths: list[Death] = []
        self.differences: list[str] = []
        self.missed: list[str] = []
        self.stuck: list[str] = []
        self.order: list[str] = []
        self.natural = str(uuid.uuid5(uuid.UUID(self.school.unit), f"probe:{HALF_YEAR}"))
        self.looked: Row | None = None
        self.away: set[str] = set()  # parts who have left the school
        self.merged = False
        self.closed: list[Shut] = []
        self.backups: list[tuple[Backup, list[Shut]]] = []
        self.restored = 0
        self.altered: list[str] = []
        self.value = 0
        for place in range(chance.choice((3, 4, 5))):
            self.join(PHONES[place], offs[place])
        self.officer = self.join("officer", timedelta(0))

    def join(self, part: str, off: Off, state: Json | None = None) -> Player:
        connection = Connection(self.school.transports[part], self.exchanges)
        limits = self.limits if state is None else {}
        player = Player(
            len(self.players), part, phone_of(connection, self.stamps, off, state, **limits), connection, off
        )
        self.players.append(player)
        return player

    def save_form(self, player: Player, form: Form, what: int) -> None:
        edit = self.draw_edit(what)
        ids = player.phone.put(self.school.unit, record=form.record, opened=form.opened, **edit)
        self.saved_as(player, ids, form.displayed, edit)

    def form(self, player: Player, what: int) -> Form | None:
        held = player.phone.records()
        records = [record for record in self.order if record in held]
        return self.opened(player, records[what % len(records)]) if records else None

    def opened(self, player: Player, record: str) -> Form:
        return Form(record, player.phone.open(record), dict(player.phone.records()[record]["data"]))

    def number(self) -> int:
        self.value += 1
        return self.value

    def draw_edit(self, what: int) -> Json:
        """An edit of one or two fields, or of lists, by the bits of ``what``."""
        edit: Json = {}
        mate = self.school.people["mate"].id
        if what & 1 or not what & 62:
            edit.setdefault("set", {})["note"] = f"chữ {self.number()}" if what % 13 else None
        if what & 2:
            edit.setdefault("set", {})["n"] = self.number()
        if what & 4:
            edit.setdefault("add", {})["picks"] = [CHOICES[what % 3]]
        elif what & 8:
            edit.setdefault("remove", {})["picks"] = [CHOICES[what % 3]]
        elif what % 7 == 0:
            edit.setdefault("set", {})["picks"] = [CHOICES[what // 7 % 3]]
        if what & 48 == 48:
            edit.setdefault("add" if what & 64 else "remove", {})["whom"] = [mate]
        if what & 128:
            edit.setdefault("set", {})["day"] = "2026-10-05" if what & 1792 else "2019-10-05"
        return edit | {"submit": bool(what & 256)}

    def saved_as(self, player: Player, ids: list[str], displayed: Json, edit: Json) -> None:
        record = edit.get("record") or next(i.record for i in player.phone.outbox if i.id == ids[0])
        if record not in self.order:
            self.order.append(record)
        shown = (player.phone.show(record) or {"data": {}})["data"]
        for id in ids:
            self.noted(player, id, [displayed])
        for part in ("set", "add", "remove"):
            for name in edit.get(part) or ():
                player.wrote.setdefault((record, name), []).append(shown.get(name))

    def noted(self, player: Player, id: str, displayed: list[Json]) -> None:
        item = next(item for item in player.phone.outbox if item.id == id)
        wrote = {name: list(values) for (record, name), values in player.wrote.items() if record == item.record}
        earlier = self.contexts.get(id)
        seen = (earlier.displayed if earlier else []) + displayed
        self.contexts[id] = Context(player.part, player.number, item.record, seen, wrote, frozenset(player.own))
        player.own.add(id)
        self.saved[player.number, id] = item.mutation

    def compare(self, player: Player) -> list[str]:
        """How a phone that has read everything differs from what the server would show its owner."""
        if player.part == "officer" or not player.phone.all_sent:
            return []
        wanted = {
            id: full(row.shown)
            for id, row in self.world.rows(self.school.unit).items()
            if self._copies(player.part, row)
        }
        held = {id: full(copy) for id, copy in player.phone.copies.items()}
        return [
            f"phone {player.number} {id}: {held.get(id)} is not {wanted.get(id)}"
            for id in sorted(wanted.keys() | held.keys())
            if wanted.get(id) != held.get(id)
        ]

    def _copies(self, part: str, row: Row) -> bool:
        """Whether the phones of ``part`` are to hold a record; who has left the school keeps what is theirs."""
        person, role, shared = self.school.people[part].id, CAST[part], self.world.by(row.shown["form"])
        if part in self.away:
            return not shared and keeps(person, row)
        return sees(person, role, (role,) if role in shared else (), row)
