"""What people do: write, save later, decide, and get into each other's way."""

from typing import Any

from .cast import Player
from .connection import FAULTS
from .model import sees
from .stage import HALF_YEAR, Stage

VERBS = ("submit", "comment", "verify", "return", "withdraw", "delete", "restore", "approve", "reject")
DECISIONS = ("approve", "approve", "return", "reject", "reopen")
COMPLETE = 1 | 2 | 128 | 256 | 512  # an edit of every field that a submit needs, and the submit


class People(Stage):
    """Each step takes the phone and two numbers, read modulo what there is to choose from."""

    def create(self, player: Player, what: int, how: int) -> None:
        edit = self.draw_edit(what | (COMPLETE if what % 3 else 1))
        if how % 3:
            self.saved_as(player, player.phone.put(self.school.unit, form="probe_direct@1", **edit), {}, edit)
            return
        edit |= {"form": "probe@1", "record": self.natural, "period": HALF_YEAR}
        displayed = (player.phone.show(self.natural) or {}).get("data", {})
        self.saved_as(player, player.phone.put(self.school.unit, **edit), displayed, edit)

    def edit(self, player: Player, what: int, how: int) -> None:
        if form := self.form(player, how):
            self.save_form(player, form, what)

    def open(self, player: Player, what: int, how: int) -> None:
        if form := self.form(player, how):
            player.forms.append(form)

    def save(self, player: Player, what: int, how: int) -> None:
        if player.forms:
            self.save_form(player, player.forms[how % len(player.forms)], what)

    def verb(self, player: Player, what: int, how: int) -> None:
        form = self.form(player, how)
        verb = VERBS[min(what % 16, what // 16 % 16) % len(VERBS)]
        if form is None:
            return
        text = f"lời {self.number()}" if verb in ("comment", "return", "reject") or what % 5 == 0 else None
        self.noted(player, player.phone.act(verb, form.record, text=text), [form.displayed])

    def resolve(self, player: Player, what: int, how: int) -> None:
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
        self.saved_as(player, made, displayed, edit | {"record": record})

    def duel(self, player: Player, what: int, how: int) -> None:
        """Two at the same fields of the same one or two records, with all that can come between."""
        others = [other for other in self.players if other not in (player, self.officer)]
        both = player, others[what % len(others)]
        known = [id for id in self.order if all(id in one.phone.records() for one in both)]
        for turn in range(8 if known else 0):
            self.stamps.tick()
            one, act = both[how >> turn & 1], (what >> turn) % 5
            record = known[(how + (what >> turn + 3 & 1)) % len(known)]
            if act == 0 or record not in one.phone.records():
                one.phone.exchange()
            elif act == 1 and not one.forms:
                one.forms.append(self.opened(one, record))
            elif act == 2 and one.forms:
                self.save_form(one, one.forms.pop(), 1)
            else:
                self.save_form(one, self.opened(one, record), 1)

    def review(self, player: Player, what: int, how: int) -> None:
        """The officer looks, and decides at once or after somebody's next edit."""
        if self.looked is None or how % 4:
            rows = self.world.rows(self.school.unit)
            seen = [row for id in self.order if (row := rows.get(id)) and sees("", "department", (), row)]
            ready = [row for row in seen if row.shown["status"] in ("submitted", "verified")] or seen
            self.looked = ready[how % len(ready)] if ready else None
        if self.looked is None:
            return
        shown = self.looked.shown
        if what % 3 == 0 and shown["id"] in player.phone.records():
            self.save_form(player, self.opened(player, shown["id"]), 1 + what % 2)
            player.phone.exchange()
        verb = DECISIONS[what % len(DECISIONS)]
        members = {"unit": shown["unit"], "base": shown["version"], "text": None if verb == "approve" else "lý do"}
        self.noted(self.officer, self.officer.phone.act(verb, shown["id"], **members), [shown["data"]])
        self.officer.connection.fault = FAULTS[how % len(FAULTS)] if how % 4 == 0 else None
        self.officer.phone.exchange()
