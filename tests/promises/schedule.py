"""A schedule: a list of small steps drawn from a seed, and the run of it that the promises are checked on.

Steps are numbers, read modulo what there is to choose from: any part of a schedule is a schedule too, so that one
that fails can be made shorter.
"""

import random
import sys
import uuid
from datetime import timedelta
from typing import Any

from .cast import Context, Death, Form, Json, Player, Stamps, killed, phone_of
from .line import FAULTS, Line, together
from .model import Entry, Model, Row, full, sees
from .world import CAST, World

Step = tuple[str, int, int, int]
PHONES = ("author", "leader", "author", "mate", "other")
DECADE = timedelta(days=3653)
HALF_YEAR = "2026-H2"
CHOICES = ("a", "b", "c")
WEIGHTS = {
    "edit": 24, "exchange": 20, "create": 8, "open": 5, "save": 6, "verb": 10, "look": 3, "decide": 5, "resolve": 5,
    "agree": 4, "kill": 3, "clone": 1, "rewind": 1, "replay": 3, "together": 2,
}  # fmt: skip
VERBS = ("submit", "comment", "verify", "return", "withdraw", "delete", "restore", "approve", "reject")
DECISIONS = ("approve", "approve", "return", "reject", "reopen")
ROUNDS = 30


def draw(seed: int, length: int = 36) -> list[Step]:
    """The schedule of a seed."""
    chance = random.Random(seed)
    names, weights = list(WEIGHTS), list(WEIGHTS.values())
    first: list[Step] = [("create", 0, chance.getrandbits(12), 1), ("exchange", 0, 99, 0)]
    drawn = chance.choices(names, weights, k=length)
    return first + [(name, chance.getrandbits(8), chance.getrandbits(12), chance.getrandbits(12)) for name in drawn]


class Run:
    """One schedule played in a school of its own, until all is quiet."""

    def __init__(self, world: World, seed: int, steps: list[Step] | None = None, clocks: bool = True):
        self.world, self.seed = world, seed
        self.steps = draw(seed) if steps is None else steps
        self.school, self.stamps = world.school(), Stamps()
        chance = random.Random(seed + 1)
        self.limits = {"batch_count": chance.choice((1, 2, 5, 200)), "batch_bytes": chance.choice((400, 65536))}
        offs = [chance.choice((0, 0, DECADE.days, -DECADE.days)) for _ in PHONES]
        self.offs = [timedelta(days=days if clocks else 0) for days in offs]
        self.players: list[Player] = []
        self.contexts: dict[str, Context] = {}
        self.saved: dict[tuple[int, str], Json] = {}
        self.heard: list[tuple[str, Json, Json]] = []
        self.deaths: list[Death] = []
        self.differences: list[str] = []
        self.missed: list[str] = []
        self.stuck: list[str] = []
        self.order: list[str] = []
        self.natural = str(uuid.uuid5(uuid.UUID(self.school.unit), f"probe:{HALF_YEAR}"))
        self.looked: Row | None = None
        self.value = 0
        for place in range(chance.choice((3, 4, 5))):
            self._join(PHONES[place], self.offs[place])
        self.officer = self._join("officer", timedelta(0))
        self._play()

    def _join(self, part: str, off: timedelta, state: Json | None = None) -> Player:
        line = Line(self.school.transports[part], self.heard)
        limits = self.limits if state is None else {}
        player = Player(len(self.players), part, phone_of(line, self.stamps, off, state, **limits), line, off)
        self.players.append(player)
        return player

    def _play(self) -> None:
        for name, who, what, how in self.steps:
            self.stamps.tick()
            teachers = [player for player in self.players if player.part != "officer"]
            getattr(self, f"_{name}")(teachers[who % len(teachers)], what, how)
        self._quiet()
        self.log: list[Entry] = self.world.log(self.school.unit)
        self.rows = self.world.rows(self.school.unit)
        self.model = Model(self.log)

    def _quiet(self) -> None:
        """Everybody sends and reads over a good network, until nothing is left to say."""
        for player in self.players:
            player.line.fault = None
        read: dict[int, int] = {}  # phone -> the head that it has read up to
        for _ in range(ROUNDS):
            head = self.world.head(self.school.unit)
            read[self.officer.number] = head  # reads another log
            late = [p for p in self.players if not p.phone.all_sent or read.get(p.number) != head]
            if not late:
                break
            for player in late:
                if not player.phone.sync():
                    self.stuck.append(f"phone {player.number}: {player.phone.problem}")
                read[player.number] = self.world.head(self.school.unit)
        else:
            self.stuck += [f"phone {p.number} keeps {[i.id for i in p.phone.outbox]}" for p in self.players]
        for player in self.players:
            self.differences += self._compare(player)
        self._read_anew(("leader", "mate")[self.seed % 2])

    def _read_anew(self, part: str) -> None:
        line = Line(self.school.transports[part], self.heard)
        reader = Player(len(self.players), part, phone_of(line, self.stamps, timedelta(0)), line, timedelta(0))
        if not reader.phone.sync():
            self.stuck.append(f"a new phone: {reader.phone.problem}")
        self.missed += self._compare(reader)

    # What people do.

    def _create(self, player: Player, what: int, how: int) -> None:
        edit = self._words(what | 1)
        if how % 3:
            self._saved(player, player.phone.put(self.school.unit, form="probe_direct@1", **edit), {}, edit)
            return
        edit |= {"form": "probe@1", "record": self.natural, "period": HALF_YEAR}
        displayed = (player.phone.show(self.natural) or {}).get("data", {})
        self._saved(player, player.phone.put(self.school.unit, **edit), displayed, edit)

    def _save_form(self, player: Player, form: Form, what: int) -> None:
        edit = self._words(what)
        ids = player.phone.put(self.school.unit, record=form.record, opened=form.opened, **edit)
        self._saved(player, ids, form.displayed, edit)

    def _form(self, player: Player, what: int) -> Form | None:
        held = player.phone.records()
        records = [record for record in self.order if record in held]
        if not records:
            return None
        record = records[what % len(records)]
        return Form(record, player.phone.open(record), dict(held[record]["data"]))

    def _edit(self, player: Player, what: int, how: int) -> None:
        if form := self._form(player, how):
            self._save_form(player, form, what)

    def _open(self, player: Player, what: int, how: int) -> None:
        if form := self._form(player, how):
            player.forms.append(form)

    def _save(self, player: Player, what: int, how: int) -> None:
        if player.forms:
            self._save_form(player, player.forms[how % len(player.forms)], what)

    def _verb(self, player: Player, what: int, how: int) -> None:
        form = self._form(player, how)
        verb = VERBS[min(what % 16, what // 16 % 16) % len(VERBS)]
        if form is None:
            return
        text = f"lời {self._next()}" if verb in ("comment", "return", "reject") or what % 5 == 0 else None
        self._noted(player, player.phone.act(verb, form.record, text=text), [form.displayed])

    def _resolve(self, player: Player, what: int, how: int) -> None:
        held = player.phone.records()
        open_ones = [record for record in self.order if held.get(record, {}).get("conflicts")]
        if not open_ones:
            return
        record = open_ones[how % len(open_ones)]
        displayed, found = dict(held[record]["data"]), held[record]["conflicts"]
        name = sorted(found)[what % len(found)]
        ids = sorted(found[name], key=self.stamps.place.__getitem__)
        edit: dict[str, Any] = {"resolves": {name: ids[: 1 + what % 2]}}
        if what % 3:
            edit["set"] = {name: found[name][ids[0]]["value"]}
            displayed |= {name: displayed.get(name)}
        made = player.phone.put(self.school.unit, record=record, **edit)
        self._saved(player, made, displayed, edit | {"record": record})

    def _look(self, player: Player, what: int, how: int) -> None:
        rows = self.world.rows(self.school.unit)
        seen = [row for id in self.order if (row := rows.get(id)) and sees("", "department", (), row)]
        if seen:
            self.looked = seen[how % len(seen)]

    def _decide(self, player: Player, what: int, how: int) -> None:
        if self.looked is None or how % 2:
            self._look(player, what, how)
        if self.looked is None:
            return
        shown = self.looked.shown
        verb = DECISIONS[what % len(DECISIONS)]
        said = {"unit": shown["unit"], "base": shown["version"], "text": None if verb == "approve" else "lý do"}
        self._noted(self.officer, self.officer.phone.act(verb, shown["id"], **said), [shown["data"]])
        if how % 3:
            self.officer.line.fault = FAULTS[how % len(FAULTS)] if how % 4 == 0 else None
            self.officer.phone.exchange()

    # What happens to phones.

    def _exchange(self, player: Player, what: int, how: int) -> None:
        player.remember()
        player.line.fault = FAULTS[what % len(FAULTS)] if what % 2 == 0 else None
        player.phone.exchange()

    def _agree(self, player: Player, what: int, how: int) -> None:
        if not player.phone.sync():
            self.stuck.append(f"phone {player.number}: {player.phone.problem}")
        self.differences += self._compare(player)

    def _together(self, player: Player, what: int, how: int) -> None:
        able = [p for place, p in enumerate(self.players) if what >> place & 1] or [player]
        together([p.phone.exchange for p in able])

    def _replay(self, player: Player, what: int, how: int) -> None:
        """An old request of this phone arrives once more."""
        if player.line.posted:
            player.line.deliver(player.line.posted[how % len(player.line.posted)])

    def _kill(self, player: Player, what: int, how: int) -> None:
        off, stamps = player.off, self.stamps
        try:
            death = killed(player, what % 400, lambda state, line: phone_of(line, stamps, off, state))
        finally:
            sys.settrace(None)
        if death:
            player.forms.clear()
            self.deaths.append(death)

    def _clone(self, player: Player, what: int, how: int) -> None:
        if len(self.players) < 8:
            player.remember()
            self._take_over(self._join(player.part, player.off, player.past[-1][0]), player)

    def _rewind(self, player: Player, what: int, how: int) -> None:
        """A back-up of the phone is put back: what it alone held since then is lost with it, and nothing else."""
        if not player.past:
            return
        state, own, wrote = player.past[how % len(player.past)]
        for key in [key for key in self.saved if key[0] == player.number]:
            del self.saved[key]
        player.phone = phone_of(player.line, self.stamps, player.off, state)
        player.own, player.wrote = set(own), {key: list(values) for key, values in wrote.items()}
        player.forms.clear()
        self._hold(player)

    def _take_over(self, clone: Player, player: Player) -> None:
        clone.own, clone.wrote = set(player.own), {key: list(values) for key, values in player.wrote.items()}
        self._hold(clone)

    def _hold(self, player: Player) -> None:
        for item in (*player.phone.outbox, *player.phone.journal, *player.phone.refused):
            self.saved[player.number, item.id] = item.mutation

    # What is written down of it.

    def _next(self) -> int:
        self.value += 1
        return self.value

    def _words(self, what: int) -> Json:
        """An edit of one or two fields, or of lists, by the bits of ``what``."""
        edit: Json = {}
        mate = self.school.people["mate"].id
        if what & 1 or not what & 62:
            edit.setdefault("set", {})["note"] = f"chữ {self._next()}" if what % 13 else None
        if what & 2:
            edit.setdefault("set", {})["n"] = self._next()
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

    def _saved(self, player: Player, ids: list[str], displayed: Json, edit: Json) -> None:
        record = edit.get("record") or next(i.record for i in player.phone.outbox if i.id == ids[0])
        if record not in self.order:
            self.order.append(record)
        shown = (player.phone.show(record) or {"data": {}})["data"]
        for id in ids:
            self._noted(player, id, [displayed])
        for part in ("set", "add", "remove"):
            for name in edit.get(part) or ():
                player.wrote.setdefault((record, name), []).append(shown.get(name))

    def _noted(self, player: Player, id: str, displayed: list[Json]) -> None:
        item = next(item for item in player.phone.outbox if item.id == id)
        wrote = {name: list(values) for (record, name), values in player.wrote.items() if record == item.record}
        earlier = self.contexts.get(id)
        seen = (earlier.displayed if earlier else []) + displayed
        self.contexts[id] = Context(player.part, player.number, seen, wrote, frozenset(player.own))
        player.own.add(id)
        self.saved[player.number, id] = item.mutation

    def _compare(self, player: Player) -> list[str]:
        """How a phone that has read everything differs from what the server would show its owner."""
        person, role = player.phone.account, CAST[player.part]
        if player.part == "officer" or not player.phone.all_sent:
            return []
        wanted = {
            id: full(row.shown)
            for id, row in self.world.rows(self.school.unit).items()
            if sees(person, role, "" if role not in self.world.by(row.shown["form"]) else (role,), row)
        }
        held = {id: full(copy) for id, copy in player.phone.copies.items()}
        return [
            f"phone {player.number} {id}: {held.get(id)} is not {wanted.get(id)}"
            for id in sorted(wanted.keys() | held.keys())
            if wanted.get(id) != held.get(id)
        ]
