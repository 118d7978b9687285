"""What happens around the phones: transfers and returns, closings, a merger, the quarantine, a backup put back."""

from collections.abc import Iterator
from typing import Any

from .cast import Player
from .office import Contents, Office, Shut
from .stage import HALF_YEAR, Stage

TEACHERS = ("author", "mate", "other", "leader")
YEAR = "2026-2027"
CLOSED = (("probe_direct", YEAR), ("probe", HALF_YEAR))  # register and period


class Affairs(Stage):
    """Each step takes the phone and two numbers, read modulo what there is to choose from."""

    office: Office

    def leave(self, player: Player, what: int, how: int) -> None:
        part = TEACHERS[min(what % 5, how % 5) % len(TEACHERS)]
        if not self.merged and part not in self.away:
            self.office.leaves(part)
            self.away.add(part)

    def come_back(self, player: Player, what: int, how: int) -> None:
        if self.away and not self.merged:
            part = sorted(self.away)[how % len(self.away)]
            self.office.returns(part)
            self.away.remove(part)

    def merge(self, player: Player, what: int, how: int) -> None:
        if not self.merged:
            self.office.merges()
            self.away, self.merged = set(TEACHERS), True

    def shut(self, player: Player, what: int, how: int) -> None:
        register, period = CLOSED[what % 3 // 2]
        unit = self.school.unit if how % 2 and not self.merged else self.office.commune
        if not any((one.register, one.unit) == (register, unit) for one in self.closed):
            self.office.closes(register, period, unit)
            self.closed.append(Shut(register, period, unit, self._contents(register, period)))

    def unlock(self, player: Player, what: int, how: int) -> None:
        if self.closed:
            one = self.closed.pop(how % len(self.closed))
            self.altered += self.altered_in(one)
            self.office.opens(one.register, one.period, one.unit)

    def settle(self, player: Player, what: int, how: int) -> None:
        """Who leads the school, or an officer, takes in or refuses something that the quarantine keeps."""
        if waiting := self._waiting():
            self._decide(waiting[how % len(waiting)], "refuse" if what % 4 == 0 else "take_in")

    def decide_all(self, do: str) -> None:
        """The same with all that is kept; what cannot be taken in goes on waiting."""
        for row in self._waiting():
            if row in self._waiting():
                self._decide(row, do)

    def _waiting(self) -> list[str]:
        return [row for row, state in self.office.kept() if state == "waiting"]

    def _decide(self, row: str, do: str) -> None:
        part = "leader" if "leader" not in self.away or self.merged else "officer"
        self.office.decides(part, row, do)
        # What is taken in has an id of its own, by which a phone that chooses between two values may have to name it.
        taken = {e.mutation["id"]: e.stands_for for e in self.world.log(self.school.unit) if e.stands_for}
        self.stamps.place |= {id: self.stamps.place[origin] for id, origin in taken.items()}

    def back_up(self, player: Player, what: int, how: int) -> None:
        self.backups.append((self.office.backs_up(), list(self.closed)))

    def put_back(self, player: Player, what: int, how: int) -> None:
        """A backup is put back, recorded as such; what is closed since is open again."""
        if self.world.base_url:
            return  # another process is the server: nobody here can let thirty days pass
        if not self.backups:
            self.back_up(player, what, how)
            return
        backup, closed = self.backups[how % len(self.backups)]
        for one in self.closed:
            self.altered += self.altered_in(one)
        self.office.puts_back(backup)
        self.closed, self.looked = list(closed), None
        self.restored += 1
        self.exchanges.append(RESTORED)

    def altered_in(self, one: Shut) -> Iterator[str]:
        """Which records of a closed period are not what they were when it was closed."""
        now = self._contents(one.register, one.period)
        for id, was in one.contents.items():
            if now.get(id) != was:
                yield f"{id} was {was} when {one.register} {one.period} was closed, and is {now.get(id)}"

    def _contents(self, register: str, period: str) -> Contents:
        rows = self.world.rows(self.school.unit).values()
        return {
            row.shown["id"]: (row.shown["status"], row.shown["data"], row.shown.get("conflicts"))
            for row in rows
            if row.shown["form"].startswith(f"{register}@")
            and row.shown.get("period") == period
            and row.shown["status"] != "draft"
        }


RESTORED: tuple[str, Any, Any] = ("", {}, {})
"""In a run's ``exchanges``: here a backup was put back, and what was answered before may be answered otherwise."""
